using HdrHistogram;
using HdrHistogram.Utilities;

namespace IoBench.Cli.Tests;

/// <summary>Prefixes that lead to the fake node, each with a part to play.</summary>
internal static class FakeHosts
{
    private static readonly string Latencies = Encoded();

    /// <summary>A prefix whose node misbehaves as named, and honestly for <c>honest</c>; it reports a hundred messages, half at 1 us, half at 3 us.</summary>
    public static string Prefix(string part) => $"env FAKE_HOST={part} FAKE_HISTOGRAM={Latencies}";

    private static string Encoded()
    {
        var histogram = new LongHistogram(1, 60_000_000_000, 3);
        histogram.RecordValueWithCount(1000, 50);
        histogram.RecordValueWithCount(3000, 50);
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        buffer.Position = 0;
        for (var at = 0; at < bytes.Length; at++)
            bytes[at] = buffer.Get();
        return Convert.ToBase64String(bytes);
    }
}
