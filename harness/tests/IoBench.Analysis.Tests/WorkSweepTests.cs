using IoBench.Analysis;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

public sealed class WorkSweepTests
{
    private static readonly SyntheticRun Run = new() { Connections = [16, 50], Spread = 0.005, Work = ["cpu:5", "cpu:100", "wait:20", "wait:100", "wait:500"] };
    private static readonly RunSummary Summary = RunSummary.Of(Run.Build());

    [Fact]
    public void Workers_pay_where_handlers_wait_and_not_where_they_compute()
    {
        var (cpu, wait) = (Summary.Work.Single(static w => w.Kind == "cpu"), Summary.Work.Single(static w => w.Kind == "wait"));

        Assert.Equal([0, 20, 100, 500], wait.Steps.Select(static s => s.Us));
        Assert.Equal([Gain.Below, Gain.Above, Gain.Above, Gain.Above], wait.Steps.Select(static s => s.Gain));
        Assert.Equal((20.0, true), (wait.PaysFromUs, wait.PaysBeyond));
        Assert.Equal([0, 5, 100], cpu.Steps.Select(static s => s.Us));
        Assert.Equal((null, false), (cpu.PaysFromUs, cpu.PaysBeyond));
        Assert.DoesNotContain(cpu.Steps, static s => s.Gain == Gain.Above);
    }

    [Fact]
    public void The_best_of_each_kind_are_compared_and_a_thread_for_each_connection_is_neither()
    {
        Assert.All(Summary.Work.SelectMany(static w => w.Steps), static s =>
        {
            Assert.Contains(s.Loop!.Value.Label, new[] { "select", "poll", "epoll", "sigio", "uring" });
            Assert.Contains(s.Worker!.Value.Label, new[] { "reactor", "aio" });
        });
        // It would be the best of all.
        var most = Summary.Cells.Where(static c => c.Cell.Work == "wait:500").MaxBy(static c => c.ThroughputPerSecond!.Centre)!;
        Assert.Equal("blocking", most.Cell.Label);
    }

    [Fact]
    public void Cells_of_different_work_are_never_mixed()
    {
        Assert.Equal(Summary.Cells.Count, Summary.Cells.Select(static c => c.Cell.Key).Distinct().Count());
        Assert.All(Summary.Points, static p => Assert.Single(Summary.CellsAt(p.Point).Select(static c => c.Cell.Work).Distinct()));
        Assert.All(Summary.Cells, static c => Assert.Equal(6, c.Valid));
        Assert.Equal(2 + Run.Work.Count, Summary.Points.Count);
        // Families compare within one work: epoll's twin in its plain echo has nothing to do with the rest.
        Assert.Equal(7, Summary.Points.Single(static p => p.Point.Work == "wait:20").Family(Metric.Throughput)!.Comparisons.Count);
        Assert.Null(Summary.HeadlinePoint!.Point.Work);
        Assert.Equal([null, "cpu:5", "cpu:100", "wait:20", "wait:100", "wait:500"], Summary.Points.Where(static p => p.Point.Connections == 50).Select(static p => p.Point.Work));
    }

    [Fact]
    public void What_a_handler_leaves_time_for_is_no_ceiling_of_the_client() =>
        Assert.All(Summary.Points, static p => Assert.Equal(p.Point.Work is null, p.CeilingPerSecond is not null));

    [Fact]
    public void A_lower_bound_decides_nothing()
    {
        var bound = RunSummary.Of((Run with
        {
            Change = static i => i.Cell is { Model: not ("reactor" or "aio"), Work: "wait:20" } ? i with { Load = i.Load! with { CpuShare = 0.999 }, Server = null } : i,
        }).Build());

        var wait = bound.Work.Single(static w => w.Kind == "wait");
        Assert.Equal(Gain.Inconclusive, wait.Steps.Single(static s => s.Us == 20).Gain);
        Assert.Equal(100, wait.PaysFromUs);
    }

    [Fact]
    public void Without_intervals_nothing_is_told()
    {
        var few = RunSummary.Of((Run with { Blocks = 5 }).Build());

        Assert.All(few.Work.SelectMany(static w => w.Steps), static s => Assert.Equal(Gain.Unknown, s.Gain));
        Assert.All(few.Work, static w => Assert.Null(w.PaysFromUs));
    }

    [Fact]
    public void A_gain_that_does_not_last_is_not_said_to()
    {
        var lost = RunSummary.Of((Run with
        {
            Change = static i => i.Cell is { Model: "reactor" or "aio", Work: "wait:500" } ? i with { Load = i.Load! with { ThroughputPerSecond = 10 + i.Block } } : i,
        }).Build());

        var wait = lost.Work.Single(static w => w.Kind == "wait");
        Assert.Equal((20.0, false), (wait.PaysFromUs, wait.PaysBeyond));
        Assert.Equal(Gain.Below, wait.Steps[^1].Gain);
    }

    [Fact]
    public void A_run_without_work_has_none() => Assert.Empty(RunSummary.Of(new SyntheticRun().Build()).Work);
}
