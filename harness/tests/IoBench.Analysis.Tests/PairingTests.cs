using IoBench.Analysis.Comparing;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

/// <summary>Against whom a cell is held: its pacemaker where that is who is asked about, else the other cell of the same block.</summary>
public sealed class PairingTests
{
    private static readonly SyntheticRun Template = new() { Connections = [16, 128], Draws = 0, Blocks = 8 };

    [Fact]
    public void Whoever_had_the_baseline_for_a_pacemaker_is_held_against_that()
    {
        // The baseline's own invocations cost three times as much as the one beside each model: only a pacemaker says half.
        var cells = Cells(Template with { Change = static i => Paced(i.Cell.Label == "epoll" ? Costing(i, 3) : i, "epoll", times: 2) });

        Assert.All(Ratios(cells["poll"], cells["epoll"]), static ratio => Assert.Equal(0.5, ratio, 1e-9));
        Assert.All(Ratios(cells["epoll (A/A)"], cells["epoll"]), static ratio => Assert.Equal(0.5, ratio, 1e-9));
    }

    [Fact]
    public void At_another_load_or_against_another_model_a_pacemaker_stands_for_nobody()
    {
        var run = RunSummary.OfFigures((Template with { Change = static i => Paced(i, "epoll", times: 2) }).Build());
        var (here, there) = (run.Cells.Single(static c => c.Cell is { Label: "poll", Connections: 16 }), run.Cells.Single(static c => c.Cell is { Label: "epoll", Connections: 128 }));
        var other = run.Cells.Single(static c => c.Cell is { Label: "aio", Connections: 16 });

        Assert.All(Ratios(here, there).Concat(Ratios(here, other)), static ratio => Assert.NotEqual(0.5, ratio, 1e-3));
    }

    [Fact]
    public void Blocks_whose_pacemaker_was_not_measured_do_not_count_beside_others()
    {
        var cells = Cells(Template with { Change = static i => i.Block == 3 ? i : Paced(i, "epoll", times: 2) });

        Assert.Equal([1, 2, 4, 5, 6, 7, 8], Pairing.ByBlock(cells["poll"], cells["epoll"], Metric.ServerCpu).Keys);
    }

    [Fact]
    public void Two_runs_are_compared_by_what_each_model_is_to_its_pacemaker()
    {
        var plain = Template with { Change = static i => Paced(i, "epoll", times: 2) };
        var dearer = Template with { Seed = 5, Change = static i => Paced(i, "epoll", times: i.Cell.Label == "poll" ? 2 / 1.3 : 2) };

        var comparison = RunComparison.Of(RunSummary.OfFigures(plain.Build()), RunSummary.OfFigures(dearer.Build()));

        Assert.All(comparison.Points, static p => Assert.Equal(1.3, p.Family(Metric.ServerCpu)!.Of("poll")!.Change!.Ratio.Centre, 1e-6));
        Assert.All(comparison.Points, static p => Assert.Equal(1.0, p.Family(Metric.ServerCpu)!.Of("select")!.Change!.Ratio.Centre, 1e-6));
    }

    [Fact]
    public void With_and_without_pacemakers_is_told()
    {
        var (without, with) = (Template.Build(), Template.Build());
        with = with with { Manifest = with.Manifest with { Plan = with.Manifest.Plan with { Paced = true } } };

        Assert.Contains(Likeness.Of(without.Manifest, with.Manifest).Warnings, static w => w.ToString() == "pacemakers: none against by turns with the baseline");
    }

    private static Dictionary<string, CellSummary> Cells(SyntheticRun run) =>
        RunSummary.OfFigures(run.Build()).Cells.Where(static c => c.Cell.Connections == 128).ToDictionary(static c => c.Cell.Label);

    private static IEnumerable<double> Ratios(CellSummary cell, CellSummary baseline) => Pairing.ByBlock(cell, baseline, Metric.ServerCpu).Values.Select(Math.Exp);

    private static Invocation Paced(Invocation i, string model, double times) =>
        i with { Pace = new Pacemaker { Model = model, Load = i.Load!, Server = Costing(i, times).Server! } };

    private static Invocation Costing(Invocation i, double times)
    {
        var (start, stop) = (i.Server!.Start.CpuUs, i.Server.Stop.CpuUs);
        var cpu = new CpuTime { User = start.User + times * (stop.User - start.User), System = start.System + times * (stop.System - start.System) };
        return i with { Server = i.Server with { Stop = i.Server.Stop with { CpuUs = cpu } } };
    }
}
