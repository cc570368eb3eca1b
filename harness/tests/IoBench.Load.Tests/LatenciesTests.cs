using CsCheck;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace IoBench.Load.Tests;

public sealed class LatenciesTests
{
    [Fact]
    public void Has_no_quantile_where_nothing_was_recorded()
    {
        var latencies = new Latencies();

        Assert.Null(latencies.SlowestNs);
        Assert.Null(latencies.MeanNs);
        Assert.Null(latencies.Quantile(0));
    }

    [Theory]
    [InlineData(0.5, 20)]
    [InlineData(0.9, 100)]
    [InlineData(0.99, 1000)]
    [InlineData(0.999, 10_000)]
    [InlineData(0.9999, 100_000)]
    public void Prints_a_quantile_only_where_ten_samples_lie_beyond(double quantile, int least)
    {
        var latencies = new Latencies();
        for (var sample = 1; sample < least; sample++) latencies.Record(1000);
        Assert.Null(latencies.Quantile(quantile));

        latencies.Record(1000);
        Assert.Equal(1000, latencies.Quantile(quantile));
    }

    [Fact]
    public void Errs_by_less_than_a_thousandth_at_five_microseconds_and_at_five_milliseconds()
    {
        foreach (var aboutNs in (long[])[5_000, 5_000_000])
        {
            for (var ns = aboutNs - 100; ns <= aboutNs + 100; ns++)
            {
                var latencies = new Latencies();
                for (var sample = 0; sample < 20; sample++) latencies.Record(ns);
                Assert.InRange(latencies.Quantile(0.5)!.Value, ns * 0.999, ns * 1.001);
            }
        }
    }

    [Fact]
    public void Counts_what_is_beyond_its_range_instead_of_hiding_it()
    {
        var latencies = new Latencies();
        latencies.Record(Latencies.LongestNs);
        Assert.Equal(0, latencies.Clamped);
        latencies.Record(Latencies.LongestNs + 1);
        latencies.Record(3 * Latencies.LongestNs);

        Assert.Equal((2, 3), (latencies.Clamped, latencies.Count));
        Assert.Equal(5 * Latencies.LongestNs + 1, latencies.SumNs);
        Assert.InRange(latencies.SlowestNs!.Value, Latencies.LongestNs * 0.999, Latencies.LongestNs * 1.001);
        Assert.Equal(3, Decode(latencies).TotalCount);
    }

    [Fact]
    public void Comes_back_whole_from_its_encoding() =>
        Gen.OneOf(Gen.Long[0, 100_000], Gen.Long[0, 2 * Latencies.LongestNs]).Array[0, 200].Sample(all =>
        {
            var latencies = new Latencies();
            foreach (var ns in all) latencies.Record(ns);
            var decoded = Decode(latencies);

            Assert.Equal(latencies.Count, decoded.TotalCount);
            Assert.Equal(latencies.SlowestNs ?? 0, decoded.GetMaxValue());
            if (latencies.Quantile(0.5) is { } median) Assert.Equal(median, decoded.GetValueAtPercentile(50));
        }, iter: 100);

    internal static (long, long)[] Counts(Latencies latencies) =>
        [.. Decode(latencies).RecordedValues().Select(v => (v.ValueIteratedTo, v.CountAtValueIteratedTo))];

    private static HistogramBase Decode(Latencies latencies) =>
        HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(latencies.Encode()), 0);
}
