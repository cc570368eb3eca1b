using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

public sealed class TwinMarginsTests
{
    private static readonly LoadPoint One = new(1, 0, 64, 1, 0), Many = new(128, 0, 64, 1, 0);
    private static readonly IReadOnlyList<CellSummary> Cells = RunSummary.OfFigures(
        new SyntheticRun { Blocks = 15, Connections = [1, 128], Draws = 0, Change = static i => i is { Cell: { IsAa: true, Connections: 1 } } ? Off(i) : i }.Build()).Cells;

    private static readonly TwinMargins Margins = new(Cells);

    [Fact]
    public void A_steady_twin_leaves_the_metrics_own_margin() => Assert.Equal(0.05, Margins.At(Many, Metric.ServerCpu, isPaced: false));

    [Fact]
    public void A_noisy_twin_widens_it_to_twice_its_half_width()
    {
        var interval = Pairing.Of(Cell(One, "epoll (A/A)"), Cell(One, "epoll"), Metric.ServerCpu)!.Centre.At(Levels.Interval)!;
        Assert.Equal(Math.Exp(interval.High - interval.Low) - 1, Margins.At(One, Metric.ServerCpu, isPaced: false), 9);
        Assert.True(Margins.At(One, Metric.ServerCpu, isPaced: false) > 0.2);
    }

    [Fact]
    public void A_load_without_a_twin_takes_that_of_the_nearest_number_of_connections()
    {
        Assert.Equal(Margins.At(One, Metric.ServerCpu, isPaced: false), Margins.At(One with { Idle = 1000 }, Metric.ServerCpu, isPaced: false));
        Assert.Equal(Margins.At(One, Metric.ServerCpu, isPaced: false), Margins.At(One with { Connections = 4 }, Metric.ServerCpu, isPaced: false));
        Assert.Equal(Margins.At(Many, Metric.ServerCpu, isPaced: false), Margins.At(Many with { Connections = 64, PayloadBytes = 4096 }, Metric.ServerCpu, isPaced: false));
    }

    [Fact]
    public void A_run_without_twins_has_the_metrics_own_margins()
    {
        var none = new TwinMargins([.. Cells.Where(static c => !c.Cell.IsAa)]);
        Assert.Equal([0.05, 0.05, 0.1, 0.05], Metric.Compared.Select(m => none.At(One, m, isPaced: true)));
        Assert.Equal(0.05, none.Widest(Metric.ServerCpu));
    }

    [Fact]
    public void Who_is_held_against_a_pacemaker_has_the_margin_of_twins_by_turns_and_who_is_not_that_of_blocks()
    {
        var run = new SyntheticRun { Blocks = 15, Connections = [128], Draws = 0, Change = static i => i is { Cell.IsAa: true } ? Off(i) with { Pace = Beside(Off(i)) } : i };
        var margins = new TwinMargins(RunSummary.OfFigures(run.Build()).Cells);

        // Every second block of the twin costs half as much again, and so does its pacemaker.
        Assert.Equal(0.05, margins.At(Many, Metric.ServerCpu, isPaced: true));
        Assert.True(margins.At(Many, Metric.ServerCpu, isPaced: false) > 0.2);
        Assert.True(margins.Widest(Metric.ServerCpu) > 0.2);

        static Pacemaker Beside(Invocation i) => new() { Model = i.Cell.Model, Load = i.Load!, Server = i.Server! };
    }

    private static CellSummary Cell(LoadPoint point, string label) => Cells.Single(c => c.Cell.Point == point && c.Cell.Label == label);

    // Every second block costs half as much again.
    private static Invocation Off(Invocation i) => i.Block % 2 == 0 ? i : i with
    {
        Server = i.Server! with { Stop = i.Server.Stop with { CpuUs = new CpuTime { User = 1.5 * i.Server.Stop.CpuUs.User, System = 1.5 * i.Server.Stop.CpuUs.System } } },
    };
}
