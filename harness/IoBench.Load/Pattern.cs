namespace IoBench.Load;

/// <summary>
/// What every connection sends: an endless stream of pseudo-random bytes, in which any eight in a row stand at one place of a
/// period only. So each byte that comes back is checked against the place where it belongs, and a byte that is wrong, missing,
/// doubled or out of turn is seen at once. Messages are slices of the stream: they are sent from it and compared with it, never copied.
/// </summary>
public sealed class Pattern
{
    /// <summary>Longest slice that can be had in one piece.</summary>
    public const int LongestSlice = 64 * 1024;

    // Small, so that it stays in the first cache, and prime, so that messages of one connection begin everywhere. A message that
    // were a whole number of periods would look like the next one: then another prime is taken.
    private static ReadOnlySpan<int> Periods => [8191, 8179, 8171, 8167, 8161, 8147, 8123, 8117];

    private readonly byte[] stream;

    /// <param name="messageBytes">Sizes of the messages that the stream will be cut into.</param>
    /// <exception cref="ArgumentException">No period fits all these sizes.</exception>
    public Pattern(params ReadOnlySpan<int> messageBytes)
    {
        PeriodBytes = PeriodFor(messageBytes);
        // Pinned, for it is sent from while the kernel still reads it.
        stream = GC.AllocateUninitializedArray<byte>(PeriodBytes + LongestSlice, pinned: true);
        var random = new Xorshift(0, 0);
        for (var i = 0; i < PeriodBytes; i++) stream[i] = (byte)(random.Next() >> 56);
        for (var i = PeriodBytes; i < stream.Length; i++) stream[i] = stream[i - PeriodBytes];
    }

    public int PeriodBytes { get; }

    /// <summary>Bytes from a place in the period on.</summary>
    public ReadOnlySpan<byte> Slice(int place, int length) => stream.AsSpan(place, length);

    /// <summary>The place so many bytes further on.</summary>
    public int Advance(int place, int bytes)
    {
        place += bytes;
        // A division takes longer than sending on from the cache, and most messages stay within the period.
        return place < PeriodBytes ? place : place % PeriodBytes;
    }

    /// <summary>Where in the period these bytes (eight or more) belong, or -1: tells whether an answer came out of turn or was never asked for.</summary>
    public int Find(ReadOnlySpan<byte> bytes) =>
        bytes.Length < sizeof(ulong) ? -1 : stream.AsSpan(0, PeriodBytes + bytes.Length).IndexOf(bytes);

    private static int PeriodFor(ReadOnlySpan<int> messageBytes)
    {
        foreach (var period in Periods)
        {
            var fits = true;
            foreach (var bytes in messageBytes) fits &= bytes % period != 0;
            if (fits) return period;
        }
        throw new ArgumentException($"{messageBytes.Length} sizes of messages are multiples of all periods of the stream; change one by a byte");
    }
}
