namespace IoBench.Load;

/// <summary>
/// What every connection sends: an endless stream of pseudo-random bytes, in which any eight in a row stand at one place only.
/// So each byte that comes back is checked against the place where it belongs, and a byte that is wrong, missing, doubled or
/// out of turn is seen at once. Messages are slices of the stream: they are sent from it and compared with it, never copied.
/// </summary>
public static class Pattern
{
    /// <summary>Prime, so that no message size divides it and messages of one connection begin everywhere; small, so that it stays in the first cache.</summary>
    public const int PeriodBytes = 8191;

    /// <summary>Longest slice that can be had in one piece.</summary>
    public const int LongestSlice = 64 * 1024;

    private static readonly byte[] Stream = MakeStream();

    /// <summary>Bytes from <paramref name="position"/> of the stream on.</summary>
    public static ReadOnlySpan<byte> Slice(long position, int length) => Stream.AsSpan((int)(position % PeriodBytes), length);

    /// <summary>Where in the period these bytes (eight or more) belong, or -1: tells whether an answer came out of turn or was never asked for.</summary>
    public static int Find(ReadOnlySpan<byte> bytes) =>
        bytes.Length < sizeof(ulong) ? -1 : Stream.AsSpan(0, PeriodBytes + bytes.Length).IndexOf(bytes);

    private static byte[] MakeStream()
    {
        var stream = GC.AllocateUninitializedArray<byte>(PeriodBytes + LongestSlice, pinned: true);
        // xorshift64*, Marsaglia (2003) and Vigna (2016): the same bytes in every process and on every machine.
        var state = 0x9E3779B97F4A7C15UL;
        for (var i = 0; i < PeriodBytes; i++)
        {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            stream[i] = (byte)(state * 0x2545F4914F6CDD1DUL >> 56);
        }
        for (var i = PeriodBytes; i < stream.Length; i++) stream[i] = stream[i - PeriodBytes];
        return stream;
    }
}
