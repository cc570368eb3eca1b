namespace IoBench.Load;

/// <summary>
/// Bytes from the first wrong one on, and how long more are waited for: whether a message was dropped or two were swapped is told
/// only by what comes after it.
/// </summary>
public sealed class Autopsy(long untilNs)
{
    /// <summary>Enough for what was under way; a server that answers at all does so within it.</summary>
    public const long LengthNs = 50_000_000;

    private readonly List<byte> bytes = [];

    public long UntilNs => untilNs;

    public ReadOnlySpan<byte> Bytes => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);

    /// <summary>False when no more is needed.</summary>
    public bool Add(ReadOnlySpan<byte> more)
    {
        bytes.AddRange(more[..Math.Min(more.Length, Pattern.LongestSlice - bytes.Count)]);
        return bytes.Count < Pattern.LongestSlice;
    }
}
