using HdrHistogram;
using HdrHistogram.Utilities;

namespace IoBench.Load;

/// <summary>What one engine counts: messages asked and answered before, in and after the window, and the latency of those answered in it.</summary>
public sealed class WindowRecorder
{
    /// <summary>One minute; what takes longer is recorded as this and counted in <see cref="Clamped"/>.</summary>
    public const long LongestNs = 60_000_000_000;

    // Three digits: an error below 0.1 % at any value, in 220 KB.
    private const int SignificantDigits = 3;

    private const int LeastBeyond = 10;

    private readonly LongHistogram latency = new(1, LongestNs, SignificantDigits);

    /// <summary>What the runtime allocates for the first call is allocated now, outside of any window.</summary>
    public WindowRecorder()
    {
        latency.RecordValue(1);
        latency.Reset();
    }

    public Window Window { get; set; }

    public long AskedBefore { get; private set; }

    public long AnsweredBefore { get; private set; }

    public long AskedWithin { get; private set; }

    public long AnsweredWithin { get; private set; }

    /// <summary>Under way when the window closed, and answered later.</summary>
    public long AnsweredAfter { get; private set; }

    /// <summary>Sum of the latencies within, for an exact mean.</summary>
    public long SumNs { get; private set; }

    /// <summary>
    /// Sum over all answered messages of the time that they were under way inside the window: latencies cut at its edges. Over the
    /// window's length it is the mean number under way, however long the window is beside the latencies.
    /// </summary>
    public long UnderWayNs { get; private set; }

    public long Clamped { get; private set; }

    /// <summary>The least latency within, exactly; long.MaxValue when there was none.</summary>
    public long FastestNs { get; private set; } = long.MaxValue;

    /// <summary>The greatest latency within, to 0.1 %; null when there was none.</summary>
    public long? SlowestNs => latency.TotalCount > 0 ? latency.GetMaxValue() : null;

    public void Asked(int messages, long nowNs)
    {
        if (Window.Contains(nowNs)) AskedWithin += messages;
        else AskedBefore += messages;
    }

    public void Answered(long askedNs, long nowNs)
    {
        if (nowNs < Window.StartNs)
        {
            AnsweredBefore++;
            return;
        }
        UnderWayNs += Math.Min(nowNs, Window.StopNs) - Math.Max(askedNs, Window.StartNs);
        if (nowNs >= Window.StopNs)
        {
            AnsweredAfter++;
            return;
        }
        var latencyNs = nowNs - askedNs;
        AnsweredWithin++;
        SumNs += latencyNs;
        if (latencyNs < FastestNs) FastestNs = latencyNs;
        if (latencyNs > LongestNs)
        {
            Clamped++;
            latencyNs = LongestNs;
        }
        latency.RecordValue(latencyNs);
    }

    /// <summary>Adds another engine's counts to these. Histograms are merged; percentiles never are.</summary>
    public void Add(WindowRecorder other)
    {
        latency.Add(other.latency);
        FastestNs = Math.Min(FastestNs, other.FastestNs);
        AskedBefore += other.AskedBefore;
        AnsweredBefore += other.AnsweredBefore;
        AskedWithin += other.AskedWithin;
        AnsweredWithin += other.AnsweredWithin;
        AnsweredAfter += other.AnsweredAfter;
        SumNs += other.SumNs;
        UnderWayNs += other.UnderWayNs;
        Clamped += other.Clamped;
    }

    /// <summary>The latency that a share of <paramref name="quantile"/> did not exceed; null where fewer than ten samples lie beyond it.</summary>
    public long? Quantile(double quantile) =>
        // 100 * (1 - 0.9) is a little less than 10 in floating point.
        latency.TotalCount * (1 - quantile) >= LeastBeyond - 1e-6 ? latency.GetValueAtPercentile(quantile * 100) : null;

    /// <summary>The histogram in HdrHistogram's own compressed form, so that those of many runs can be merged.</summary>
    public byte[] Encode()
    {
        var buffer = ByteBuffer.Allocate(latency.GetNeededByteBufferCapacity());
        var bytes = new byte[latency.EncodeIntoCompressedByteBuffer(buffer)];
        // The buffer gives its bytes one by one only.
        buffer.Position = 0;
        for (var i = 0; i < bytes.Length; i++) bytes[i] = buffer.Get();
        return bytes;
    }
}
