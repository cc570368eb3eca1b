using HdrHistogram;
using HdrHistogram.Utilities;

namespace IoBench.Load;

/// <summary>Times in nanoseconds: a histogram to 0.1 %, with the least and the sum exactly.</summary>
public sealed class Latencies
{
    /// <summary>One minute; what takes longer is recorded as this and counted in <see cref="Clamped"/>.</summary>
    public const long LongestNs = 60_000_000_000;

    // Three digits: an error below 0.1 % at any value, in 220 KB.
    private const int SignificantDigits = 3;

    private const int LeastBeyond = 10;

    private readonly LongHistogram histogram = new(1, LongestNs, SignificantDigits);

    /// <summary>What the runtime allocates for the first call is allocated now, outside of any window.</summary>
    public Latencies()
    {
        histogram.RecordValue(1);
        histogram.Reset();
    }

    public long Count { get; private set; }

    public long SumNs { get; private set; }

    public long Clamped { get; private set; }

    /// <summary>The least, exactly; long.MaxValue when there was none.</summary>
    public long FastestNs { get; private set; } = long.MaxValue;

    /// <summary>The greatest, to 0.1 %; null when there was none.</summary>
    public long? SlowestNs => Count > 0 ? histogram.GetMaxValue() : null;

    public double? MeanNs => Count > 0 ? (double)SumNs / Count : null;

    public void Record(long ns)
    {
        Count++;
        SumNs += ns;
        if (ns < FastestNs) FastestNs = ns;
        if (ns > LongestNs)
        {
            Clamped++;
            ns = LongestNs;
        }
        // Two clocks of one thread never run backwards; a schedule's stamp may lie in the nanosecond after the reading.
        histogram.RecordValue(Math.Max(ns, 0));
    }

    /// <summary>Adds another's. Histograms are merged; percentiles never are.</summary>
    public void Add(Latencies other)
    {
        histogram.Add(other.histogram);
        Count += other.Count;
        SumNs += other.SumNs;
        Clamped += other.Clamped;
        FastestNs = Math.Min(FastestNs, other.FastestNs);
    }

    /// <summary>What a share of <paramref name="quantile"/> did not exceed; null where fewer than ten samples lie beyond it.</summary>
    public long? Quantile(double quantile) =>
        // 100 * (1 - 0.9) is a little less than 10 in floating point.
        histogram.TotalCount * (1 - quantile) >= LeastBeyond - 1e-6 ? histogram.GetValueAtPercentile(quantile * 100) : null;

    /// <summary>The histogram in HdrHistogram's own compressed form, so that those of many runs can be merged.</summary>
    public byte[] Encode()
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        // The buffer gives its bytes one by one only.
        buffer.Position = 0;
        for (var i = 0; i < bytes.Length; i++) bytes[i] = buffer.Get();
        return bytes;
    }

    /// <summary>HdrHistogram's own text of percentiles, in microseconds (<c>.hgrm</c>).</summary>
    public void WritePercentiles(TextWriter writer) => histogram.OutputPercentileDistribution(writer, outputValueUnitScalingRatio: 1000);
}
