using HdrHistogram;

namespace IoBench.Analysis;

/// <summary>The latency of every message of a cell: the histograms of its invocations added up, never their percentiles averaged.</summary>
public sealed record LatencyDistribution
{
    public required long Samples { get; init; }

    /// <summary>Invocations whose histogram could not be read, and which are missing here.</summary>
    public required int Unreadable { get; init; }

    /// <summary>Ascending; it ends where fewer than <see cref="LeastBeyond"/> samples would lie beyond a quantile.</summary>
    public required IReadOnlyList<LatencyPoint> Points { get; init; }

    /// <summary>A quantile with fewer samples beyond it is an anecdote.</summary>
    public const int LeastBeyond = 10;

    private const double StepInNines = 0.1;

    /// <summary>Adds up base64 compressed HdrHistograms; null without any.</summary>
    public static LatencyDistribution? Merge(IReadOnlyCollection<string> histograms)
    {
        // One after the other: decoded they take a hundred times the room.
        var read = 0;
        LongHistogram? merged = null;
        foreach (var part in histograms.Select(Histograms.Decode).OfType<HistogramBase>())
            (merged, read) = (Histograms.Add(merged, part), read + 1);
        if (merged is null)
            return histograms.Count == 0 ? null : new LatencyDistribution { Samples = 0, Unreadable = histograms.Count, Points = [] };
        return new LatencyDistribution
        {
            Samples = merged.TotalCount,
            Unreadable = histograms.Count - read,
            Points = [.. Quantiles(merged.TotalCount).Select(q => new LatencyPoint(q, merged.GetValueAtPercentile(100 * q)))],
        };
    }

    /// <summary>The value at a quantile, or null where it is not printed.</summary>
    public long? At(double quantile) =>
        Samples * (1 - quantile) < LeastBeyond - 1e-6 ? null : Points.MinBy(p => Math.Abs(p.Quantile - quantile)).Ns;

    // Evenly spaced in nines (0, 0.1, ... where 2 is p99), which is how the tail is drawn.
    private static IEnumerable<double> Quantiles(long samples)
    {
        if (samples < LeastBeyond)
            yield break;
        yield return 0;
        if (samples >= 2 * LeastBeyond)
            yield return 0.5;
        for (var step = 4; ; step++)
        {
            var beyond = Math.Pow(10, -step * StepInNines);
            if (samples * beyond < LeastBeyond)
                yield break;
            yield return 1 - beyond;
        }
    }
}

/// <summary>A point of the percentile curve.</summary>
public readonly record struct LatencyPoint(double Quantile, long Ns);
