using HdrHistogram;
using HdrHistogram.Utilities;

namespace IoBench.Analysis;

/// <summary>HdrHistograms as they travel in records, compressed and in base64: read, added up, written again.</summary>
public static class Histograms
{
    /// <summary>Null when the text is no histogram.</summary>
    public static HistogramBase? Decode(string base64)
    {
        try
        {
            return HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Convert.FromBase64String(base64)), 0);
        }
        // A cut or foreign blob fails in many ways inside the decoder; each means the same: it cannot be read, and that is counted.
        catch (Exception e) when (e is FormatException or ArgumentException or IndexOutOfRangeException or InvalidOperationException
            or IOException or OverflowException or NullReferenceException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A sum with one part more, in place where the sum is wide and fine enough for it.</summary>
    public static LongHistogram Add(LongHistogram? sum, HistogramBase part)
    {
        if (sum is null || part.HighestTrackableValue > sum.HighestTrackableValue || part.NumberOfSignificantValueDigits > sum.NumberOfSignificantValueDigits)
            return Sum(sum is null ? [part] : [sum, part]);
        sum.Add(part);
        return sum;
    }

    /// <summary>One histogram of all samples, as fine as the finest part; at least one part.</summary>
    public static LongHistogram Sum(IReadOnlyCollection<HistogramBase> parts)
    {
        var sum = new LongHistogram(parts.Max(static part => part.HighestTrackableValue), parts.Max(static part => part.NumberOfSignificantValueDigits));
        foreach (var part in parts)
            sum.Add(part);
        return sum;
    }

    public static string Encode(HistogramBase histogram)
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        // The buffer gives its bytes one by one only.
        buffer.Position = 0;
        for (var at = 0; at < bytes.Length; at++)
            bytes[at] = buffer.Get();
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The value that a share of <paramref name="quantile"/> did not exceed; null where fewer than ten samples lie beyond it.</summary>
    public static long? Quantile(HistogramBase histogram, double quantile) =>
        // 100 * (1 - 0.9) is a little less than 10 in floating point.
        histogram.TotalCount * (1 - quantile) >= LatencyDistribution.LeastBeyond - 1e-6 ? histogram.GetValueAtPercentile(quantile * 100) : null;
}
