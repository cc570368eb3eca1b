using HdrHistogram;
using IoBench.Analysis;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

public sealed class LatencyDistributionTests
{
    [Fact]
    public void Adds_histograms_instead_of_averaging_their_percentiles()
    {
        // 9,000 fast and 1,000 slow messages: p90 of all is fast, p99 slow; an average of two p99 would be neither.
        var merged = LatencyDistribution.Merge([Encoded(9_000, 10_000), Encoded(1_000, 1_000_000)])!;
        Assert.Equal(10_000, merged.Samples);
        Assert.InRange(merged.At(0.5)!.Value, 9_900, 10_100);
        Assert.InRange(merged.At(0.99)!.Value, 990_000, 1_010_000);
    }

    [Fact]
    public void Ends_where_fewer_than_ten_samples_lie_beyond()
    {
        var merged = LatencyDistribution.Merge([Encoded(1_000, 10_000)])!;
        Assert.Equal(0.99, merged.Points[^1].Quantile, 9);
        Assert.NotNull(merged.At(0.99));
        Assert.Null(merged.At(0.999));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    public void Counts_what_it_cannot_read(string broken)
    {
        Assert.Equal((0, 1), (LatencyDistribution.Merge([broken])!.Samples, LatencyDistribution.Merge([broken])!.Unreadable));
        var merged = LatencyDistribution.Merge([broken, Encoded(100, 10_000)])!;
        Assert.Equal(1, merged.Unreadable);
        Assert.Equal(100, merged.Samples);
    }

    private static string Encoded(int count, long ns)
    {
        var histogram = new LongHistogram(60_000_000_000, 3);
        histogram.RecordValueWithCount(ns, count);
        return SyntheticRun.Encode(histogram);
    }
}
