namespace IoBench.Load;

/// <summary>Why a result is not what it seems, by a name that scripts can look for and a sentence that people can read.</summary>
/// <param name="Name">e.g. <c>lost</c>, <c>little</c>, <c>client-bound</c>.</param>
/// <param name="Disqualifies">The result is not to be trusted; else it is true, and its reader must know this beside it.</param>
public sealed record Doubt(string Name, string Text, bool Disqualifies = true)
{
    public override string ToString() => $"{Name}: {Text}";
}
