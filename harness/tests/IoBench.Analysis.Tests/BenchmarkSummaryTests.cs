using IoBench.Analysis.Benchmarks;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

public class BenchmarkSummaryTests
{
    [Fact]
    public void A_wait_is_what_an_event_costs_beyond_that_of_who_needs_no_telling()
    {
        var summary = BenchmarkSummary.Of(SyntheticBenchmarks.Run());

        var poll = summary.Readiness.Single(static c => c is { Mechanism: "poll", Place: "last" });
        Assert.Equal([1, 10, 100, 1000, 10_000], poll.Points.Select(static p => p.Descriptors));
        Assert.All(poll.Points, static p => Assert.Equal(200 + 50 * p.Descriptors, p.WaitNs, tolerance: 1 + 0.02 * p.EventNs));
    }

    [Theory]
    [InlineData("poll", 50, 1)]
    [InlineData("epoll", 0, 0)]
    public void Slope_and_growth_are_those_of_the_mechanism(string mechanism, double nsPerDescriptor, double exponent)
    {
        var curve = BenchmarkSummary.Of(SyntheticBenchmarks.Run()).Readiness.Single(c => c.Mechanism == mechanism && c.Place == "last");

        Assert.Equal(nsPerDescriptor, curve.NsPerDescriptor!.Value, tolerance: 2);
        Assert.Equal(exponent, curve.Exponent!.Value, tolerance: 0.05);
    }

    [Fact]
    public void Own_cost_is_the_sum_of_its_parts_without_the_copy_of_the_benchmark()
    {
        var own = BenchmarkSummary.Of(SyntheticBenchmarks.Run()).OwnCost!;

        Assert.Equal(22, own.StampNs, tolerance: 0.1);
        Assert.Equal(40 - 3, own.ConversationNs, tolerance: 0.1);
        Assert.Equal(2 * 1, own.CountingNs, tolerance: 0.1);
        Assert.Equal(own.StampNs + own.ConversationNs + own.CountingNs, own.SumNs);
    }

    [Fact]
    public void One_iteration_is_no_measurement()
    {
        Assert.True(BenchmarkSummary.Of(SyntheticBenchmarks.Run()).IsMeasured);
        Assert.False(BenchmarkSummary.Of(SyntheticBenchmarks.Run(iterations: 1)).IsMeasured);
    }

    [Fact]
    public void Without_the_event_alone_no_wait_is_known()
    {
        var run = SyntheticBenchmarks.Run();
        Assert.Empty(BenchmarkSummary.Of(run with { Cases = [.. run.Cases.Where(static c => c.Parameter("Mechanism") != BenchmarkSummary.Told)] }).Readiness);
    }
}
