using IoBench.Analysis;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

public sealed class CrossoverTests
{
    private static readonly int[] Idle = [0, 10, 30, 100, 300, 1000];

    // poll is the cheaper one until its idle connections cost what it saves.
    private static readonly SyntheticModel[] Models = [.. SyntheticModel.CoreSet.Where(static m => m.Name is "epoll" or "poll" or "aio").Select(static m => m.Name == "poll" ? m with { BusyUs = 4.6 } : m)];

    private static readonly SyntheticRun Beside = new()
    {
        Models = Models, Connections = [50], Aa = true, Draws = 0,
        Points = [.. from busy in new[] { 1, 50 } from idle in Idle where (busy, idle) != (50, 0) select new LoadPoint(busy, idle, 64, 1, 0)],
    };

    private static IReadOnlyList<Crossover> Of(SyntheticRun run) => RunSummary.Of(run.Build()).Crossovers;

    [Fact]
    public void Finds_the_idle_connections_at_which_poll_costs_what_epoll_does()
    {
        var poll = Of(Beside).Single(static c => c is { Axis: "idle", Label: "poll", Shape.Connections: 50, Metric: "serverCpuUsPerMessage" });
        var truth = (SyntheticModel.CoreSet[3].CpuUs(50) - Models.Single(static m => m.Name == "poll").CpuUs(50)) * 16 / 0.02;
        var crossing = Assert.Single(poll.Crossings);
        Assert.Equal((CrossoverOutcome.Crosses, "epoll", 0, 1000), (poll.Outcome, poll.Baseline, poll.From, poll.To));
        Assert.InRange(truth, crossing.Low!.Value, crossing.High!.Value);
        Assert.True(crossing.Rises);
        Assert.Equal(Idle, poll.Ratios.Select(static r => r.Value));
        Assert.All(poll.Ratios, static r => Assert.Equal(6, r.Ratio.N));
    }

    [Fact]
    public void The_same_machine_twice_agrees()
    {
        var (one, other) = (Of(Beside), Of(Beside with { Seed = 99 }));
        var both = one.Zip(other).ToList();
        Assert.All(both, static p => Assert.Equal((p.First.Axis, p.First.Metric, p.First.Label, p.First.Shape), (p.Second.Axis, p.Second.Metric, p.Second.Label, p.Second.Shape)));
        var crossed = both.Where(static p => p is { First.Axis: "idle", First.Label: "poll", First.Metric: "serverCpuUsPerMessage" }).ToList();
        Assert.Equal([1, 50], crossed.Select(static p => p.First.Shape.Connections));
        Assert.All(crossed, static p => Assert.True(p.First.Agrees(p.Second)));
        Assert.False(crossed[0].First.Agrees(crossed[1].First), "with fifty busy connections poll pays later");
        Assert.All(both.Where(static p => p.First.Label == "aio"), static p => Assert.Null(p.First.Agrees(p.Second)));
    }

    [Fact]
    public void Who_is_dearer_all_the_way_never_crosses()
    {
        var aio = Of(Beside).Where(static c => c is { Axis: "idle", Label: "aio", Metric: "serverCpuUsPerMessage" }).ToList();
        Assert.Equal([1, 50], aio.Select(static c => c.Shape.Connections));
        Assert.All(aio, static c => Assert.Equal((CrossoverOutcome.Above, 0, null), (c.Outcome, c.Crossings.Count, c.EqualUpTo)));
    }

    [Fact]
    public void Cells_that_differ_in_another_coordinate_are_on_another_curve()
    {
        LoadPoint[] points = [.. from depth in new[] { 1, 4 } from bytes in new[] { 64, 1024 } from threads in new[] { 0, 1, 2 } select new LoadPoint(16, 0, bytes, depth, threads)];
        var crossovers = Of(new SyntheticRun { Models = Models, Connections = [50], Aa = false, Draws = 0, Points = points });

        // Two depths and two payloads under each of three numbers of threads; of threads only the two that are numbers; connections at one shape.
        Assert.Equal(
            [("connections", 1), ("depth", 6), ("payloadBytes", 6), ("threads", 4)],
            crossovers.Where(static c => c is { Label: "poll", Metric: "throughputPerSecond" }).GroupBy(static c => c.Axis).Select(static g => (g.Key, g.Count())).Order());
        Assert.All(crossovers.Where(static c => c.Axis == "threads"), static c => Assert.Equal((1, 2), (c.From, c.To)));
    }

    [Fact]
    public void A_cost_doubles_where_its_bytes_cost_what_a_small_message_does()
    {
        var run = new SyntheticRun { Models = Models, Connections = [16], Draws = 0, Points = [.. new[] { 1024, 4096, 16_384, 20_000, 65_536 }.Select(static bytes => new LoadPoint(16, 0, bytes, 1, 0))] };
        var cells = RunSummary.Of(run.Build()).Cells;
        var epoll = AxisCurve.Of(cells, Axis.Payload).Single(static c => c.Label == "epoll");
        var truth = 64 + SyntheticModel.CoreSet[3].CpuUs(16) / 0.0003;
        var doubled = Doubling.Of(epoll, Metric.ServerCpu)!;
        Assert.InRange(truth, doubled.Low!.Value * 0.99, doubled.High!.Value * 1.01);
        Assert.Equal((16_384, 20_000), (doubled.MeasuredBefore, doubled.MeasuredAfter));
        Assert.Null(Doubling.Of(AxisCurve.Of([.. cells.Where(static c => c.Cell.PayloadBytes <= 4096)], Axis.Payload)[0], Metric.ServerCpu));
    }

    [Fact]
    public void A_look_of_one_block_between_takes_no_interval_away()
    {
        var run = new SyntheticRun { Models = Models, Connections = [1, 16, 128], Draws = 0, Change = static i => i.Cell.Connections == 16 && i.Block > 1 ? i with { Verdict = Verdict.Because("test") } : i };
        var aio = Of(run).Single(static c => c is { Label: "aio", Metric: "throughputPerSecond" });
        Assert.Equal(CrossoverOutcome.Below, aio.Outcome);
        Assert.Equal([(1, 6), (16, 1), (128, 6)], aio.Ratios.Select(static r => (r.Value, r.Ratio.N)));
    }

    [Fact]
    public void Twins_other_engines_and_open_loops_have_no_part() =>
        Assert.Empty(Of(new SyntheticRun { Models = Models, Connections = [50], Draws = 0, Engines = ["epoll", "uring"], Loads = [0.3, 0.6] }));

    [Fact]
    public void A_run_of_one_load_has_none() => Assert.Empty(Of(new SyntheticRun { Connections = [128], Draws = 0 }));
}
