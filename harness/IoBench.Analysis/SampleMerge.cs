using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>One part's latencies: what it told of them, and their histogram.</summary>
internal readonly record struct Sample(LatencyNs? Figures, string? Histogram);

internal sealed record MergedSample(LatencyNs Figures, string Histogram);

/// <summary>Latencies of several parts as if they had been recorded in one place.</summary>
internal static class SampleMerge
{
    /// <summary>Null where a part has no histogram, or one that cannot be read.</summary>
    public static MergedSample? Of(IReadOnlyList<Sample> samples)
    {
        var parts = samples.Select(static sample => (sample.Figures, Histogram: sample.Histogram is { } text ? Histograms.Decode(text) : null)).ToList();
        if (parts.Any(static part => part.Figures is null || part.Histogram is null))
            return null;

        var sum = Histograms.Sum([.. parts.Select(static part => part.Histogram!)]);
        var figures = sum.TotalCount == 0 ? new LatencyNs() : new LatencyNs
        {
            // The hosts know both ends and the mean better than the histogram's steps do.
            Min = parts.Min(static part => part.Figures!.Min),
            P50 = Histograms.Quantile(sum, 0.5),
            P90 = Histograms.Quantile(sum, 0.9),
            P99 = Histograms.Quantile(sum, 0.99),
            P999 = Histograms.Quantile(sum, 0.999),
            Max = parts.Max(static part => part.Figures!.Max),
            Mean = Mean([.. parts.Select(static part => (part.Figures!.Mean, part.Histogram!.TotalCount))]),
        };
        return new MergedSample(figures, Histograms.Encode(sum));
    }

    private static double? Mean(IReadOnlyList<(double? Mean, long Count)> parts)
    {
        var filled = parts.Where(static part => part.Count > 0).ToList();
        return filled.All(static part => part.Mean is not null)
            ? filled.Sum(static part => part.Mean!.Value * part.Count) / filled.Sum(static part => part.Count)
            : null;
    }
}
