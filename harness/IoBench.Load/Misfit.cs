namespace IoBench.Load;

/// <summary>
/// Tells what became of a stream from the bytes at which it went wrong. Eight bytes tell where in the period they belong, so a
/// distance is known but for whole periods; what is said is the nearest distance that can be.
/// </summary>
/// <param name="messageBytes">Of the message that the first wrong byte belongs to.</param>
/// <param name="sentBytes">Bytes of the stream that the server may know.</param>
internal readonly ref struct Misfit(Pattern pattern, int messageBytes, long sentBytes)
{
    private const int MostStrange = 64;

    /// <param name="bytes">From the first wrong one on.</param>
    /// <param name="place">Where in the pattern the first should have stood.</param>
    /// <param name="position">Of the first in the stream.</param>
    internal (string Name, string Story) Explain(ReadOnlySpan<byte> bytes, int place, long position)
    {
        if (bytes.Length < sizeof(ulong)) return ("corrupt", $"changed or out of place, which the {Count(bytes.Length, "byte")} at hand cannot tell");
        for (var strange = 0; strange <= MostStrange && strange + sizeof(ulong) <= bytes.Length; strange++)
        {
            var found = pattern.Find(bytes.Slice(strange, sizeof(ulong)));
            if (found < 0) continue;
            var ahead = (found - (place + strange) % pattern.PeriodBytes + pattern.PeriodBytes) % pattern.PeriodBytes;
            if (ahead == 0) return ("corrupt", $"{Count(strange, "byte")} changed or out of order, those after them are right");
            if (pattern.PeriodBytes - ahead == strange) return ("excess", $"{Count(strange, "byte")} too many, then the stream goes on");
            var (name, displaced) = Displaced(bytes, ahead, place, position + strange);
            return strange == 0 ? (name, displaced) : (name, $"{Count(strange, "byte")} that were never sent, then {displaced}");
        }
        return ("corrupt", "bytes that were never sent");
    }

    private (string, string) Displaced(ReadOnlySpan<byte> bytes, int ahead, int place, long position)
    {
        var back = pattern.PeriodBytes - ahead;
        var message = messageBytes % pattern.PeriodBytes;
        if (message == ahead && position + messageBytes < sentBytes)
        {
            // What was left out comes later, or it does not.
            return ComesLater(bytes, place, back)
                ? ("swapped", "the stream goes on one message too far and comes back: two answers are swapped")
                : ("lost", "the stream goes on one message too far: one is missing");
        }
        if (message == back && messageBytes <= position) return ("doubled", "the stream goes back by one message: one came twice");
        var mayBeAhead = position + ahead < sentBytes;
        var mayBeBack = back <= position;
        if (mayBeAhead && (ahead <= back || !mayBeBack)) return ("lost", $"the stream goes on {Count(ahead, "byte")} too far: bytes are missing or out of order");
        return mayBeBack
            ? ("doubled", $"the stream goes back by {Count(back, "byte")}: bytes came twice, out of order or from another connection")
            : ("mixed-up", "bytes of another connection");
    }

    /// <summary>Whether the message that is missing here stands further on, elsewhere than where the pattern has the same bytes a period later.</summary>
    private bool ComesLater(ReadOnlySpan<byte> bytes, int place, int back)
    {
        if (messageBytes < sizeof(ulong)) return false; // fewer bytes stand anywhere by chance
        var sought = pattern.Slice(place, sizeof(ulong));
        for (int from = 0, found; (found = bytes[from..].IndexOf(sought)) >= 0; from += found + 1)
        {
            if ((from + found) % pattern.PeriodBytes != back) return true;
        }
        return false;
    }

    internal static string Count(long count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
