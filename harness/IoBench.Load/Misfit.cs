namespace IoBench.Load;

/// <summary>
/// Tells what became of a stream from the bytes at which it went wrong. Eight bytes tell where in the period they belong, so a
/// distance is known but for whole periods; what is said is the nearest distance that can be.
/// </summary>
internal static class Misfit
{
    private const int MostStrange = 64;

    /// <param name="bytes">From the first wrong one on.</param>
    /// <param name="origin">Where in the pattern the connection's stream begins.</param>
    /// <param name="position">Of the first wrong byte in the stream.</param>
    /// <param name="sentBytes">Bytes of the stream that the server may know.</param>
    internal static string Explain(ReadOnlySpan<byte> bytes, long origin, long position, long sentBytes, int payloadBytes)
    {
        if (bytes.Length < sizeof(ulong)) return $"changed or out of place, which the {Count(bytes.Length, "byte")} at hand cannot tell";
        for (var strange = 0; strange <= MostStrange && strange + sizeof(ulong) <= bytes.Length; strange++)
        {
            var place = Pattern.Find(bytes.Slice(strange, sizeof(ulong)));
            if (place < 0) continue;
            var ahead = (int)((place - (origin + position + strange) % Pattern.PeriodBytes + Pattern.PeriodBytes) % Pattern.PeriodBytes);
            if (ahead == 0) return $"{Count(strange, "byte")} changed or out of order, those after them are right";
            if (Pattern.PeriodBytes - ahead == strange) return $"{Count(strange, "byte")} too many, then the stream goes on";
            var displaced = Displaced(ahead, position + strange, sentBytes, payloadBytes);
            return strange == 0 ? displaced : $"{Count(strange, "byte")} that were never sent, then {displaced}";
        }
        return "bytes that were never sent";
    }

    private static string Displaced(int ahead, long position, long sentBytes, int payloadBytes)
    {
        var back = Pattern.PeriodBytes - ahead;
        var message = payloadBytes % Pattern.PeriodBytes;
        if (message == ahead && position + payloadBytes < sentBytes) return "the stream goes on one message too far: one is missing or out of order";
        if (message == back && payloadBytes <= position) return "the stream goes back by one message: one came twice or out of order";
        var mayBeAhead = position + ahead < sentBytes;
        var mayBeBack = back <= position;
        if (mayBeAhead && (ahead <= back || !mayBeBack)) return $"the stream goes on {Count(ahead, "byte")} too far: bytes are missing or out of order";
        return mayBeBack
            ? $"the stream goes back by {Count(back, "byte")}: bytes came twice, out of order or from another connection"
            : "bytes of another connection";
    }

    internal static string Count(long count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
