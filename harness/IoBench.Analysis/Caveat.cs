using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>What qualifies figures that count all the same: <c>client-bound</c>, <c>overload</c>, <c>unfair</c>, <c>unsteady</c>, <c>late-sends</c>.</summary>
/// <param name="Name">The word before the colon of the reason.</param>
/// <param name="Invocations">Valid invocations that bear it.</param>
/// <param name="Words">The whole reason, as the first of them gave it.</param>
public sealed record Caveat(string Name, int Invocations, string Words)
{
    public const string ClientBound = "client-bound";

    public const string Overload = "overload";

    public const string LateSends = "late-sends";

    internal static IReadOnlyList<Caveat> Of(IReadOnlyList<Invocation> valid) =>
        [.. valid.SelectMany(static i => i.Verdict.Reasons.DistinctBy(NameOf)).GroupBy(NameOf)
            .Select(static g => new Caveat(g.Key, g.Count(), g.First()))
            .OrderByDescending(static c => c.Invocations).ThenBy(static c => c.Name, StringComparer.Ordinal)];

    /// <summary>Whether half of the invocations or more bear it: one unlucky process does not condemn a cell.</summary>
    internal static bool IsUsual(IReadOnlyList<Caveat> caveats, string name, int valid) =>
        caveats.Any(c => c.Name == name && 2 * c.Invocations >= valid);

    /// <summary>Whether a verdict bears it.</summary>
    public static bool IsIn(Verdict verdict, string name) => verdict.Reasons.Any(reason => NameOf(reason) == name);

    private static string NameOf(string reason) => reason.Split(':')[0];
}
