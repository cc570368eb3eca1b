using IoBench.Analysis;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

public sealed class LoadCurveTests
{
    private static readonly SyntheticRun Open = new() { Connections = [128], Loads = [0.2, 0.5, 0.8, 1.1], EqualLoads = [0.7] };

    [Fact]
    public void A_curve_rises_bends_and_is_overloaded_beyond_its_capacity()
    {
        var summary = RunSummary.Of(Open.Build());

        Assert.Equal(8, summary.LoadCurves.Count);
        Assert.All(summary.LoadCurves, static curve =>
        {
            Assert.Equal(5, curve.Loads.Count);
            Assert.Equal(curve.Loads.OrderBy(static l => l.AskedPerSecond), curve.Loads);
            Assert.Equal(1.1, curve.BeyondKnee!.Share!.Value, 2);
            Assert.Equal(0.8, curve.Knee!.Share!.Value, 2);
            Assert.Equal([false, false, false, false, true], curve.Loads.Select(static l => l.Overloaded));
            Assert.All(curve.Loads, static l => Assert.True(l.P99Ns!.IsInterval && l.AchievedPerSecond!.Centre > 0 && l.Doubt is null));
        });
    }

    [Fact]
    public void Fewer_than_six_blocks_have_a_range_and_equal_load_is_equal()
    {
        var summary = RunSummary.Of((Open with { Blocks = 3 }).Build());

        Assert.All(summary.LoadCurves.SelectMany(static c => c.Loads), static l => Assert.True(l.P99Ns is { IsInterval: false, N: 3 } p && p.Low <= p.Centre && p.Centre <= p.High));
        Assert.Single(summary.Cells.Where(static c => c.Cell.Point.IsEqualLoad).Select(static c => c.AskedPerSecond).Distinct());
    }

    [Fact]
    public void Invalid_points_are_kept_as_doubts_and_bend_no_curve()
    {
        var run = Open with { Change = static i => i.Cell.LoadShare == 0.5 ? i with { Verdict = Verdict.Because("late-sends: asleep"), Load = i.Load! with { LatencyNs = new LatencyNs { P50 = 9_000_000, P99 = 9_000_000_000 } } } : i };

        var curve = RunSummary.Of(run.Build()).LoadCurves[0];

        var doubted = Assert.Single(curve.Loads, static l => l.Doubt is not null);
        Assert.Equal(("late-sends: asleep", 0, 9e9), (doubted.Doubt, doubted.Valid, Math.Round(doubted.P99Ns!.Centre)));
        Assert.Equal(0.8, curve.Knee!.Share!.Value, 2);
    }

    [Fact]
    public void Caveats_count_without_costing_the_figure()
    {
        var run = Open with { Change = static i => i.Cell is { Label: "poll", LoadShare: 0.8 } ? i with { Verdict = new Verdict { Valid = true, Reasons = ["client-bound: it used 97 %"] } } : i };

        var cell = RunSummary.Of(run.Build()).Cells.Single(static c => c.Cell is { Label: "poll", LoadShare: 0.8 });

        Assert.Equal(6, cell.Valid);
        Assert.True(cell.ClientBound);
        Assert.Equal(new Caveat("client-bound", 6, "client-bound: it used 97 %"), Assert.Single(cell.Caveats));
    }

    [Fact]
    public void A_run_without_capacities_of_a_model_does_not_miss_its_open_loop()
    {
        var whole = Open.Build();
        var without = whole with
        {
            Manifest = whole.Manifest with { Capacities = [.. whole.Manifest.Capacities!.Where(static c => c.Cell.Model != "aio")] },
            Invocations = [.. whole.Invocations.Where(static i => i.Cell.Model != "aio" || !i.Cell.IsOpen)],
        };

        Assert.True(RunSummary.Of(without).Completeness.IsWhole);
        Assert.Empty(RunSummary.Of(without).Completeness.MissingCells);
    }

    [Fact]
    public void Engines_agree_where_nothing_differs_and_contradict_where_two_models_swap()
    {
        var both = new SyntheticRun { Connections = [128], Engines = ["epoll", "uring"] };
        var same = Assert.Single(RunSummary.Of(both.Build()).Engines);
        Assert.Empty(same.Contradictions);
        Assert.InRange(same.Tau!.Value, 0.7, 1);
        Assert.True(same.PairsTold > 15);
        Assert.All(same.Models.Where(static m => m.Label != "epoll"), static m => Assert.True(m.IntervalsMeet));

        // Under the other engine aio is as fast as epoll.
        var swapped = both with { Change = static i => i.Cell is { Model: "aio", Engine: "uring" } ? i with { Load = i.Load! with { ThroughputPerSecond = i.Load.ThroughputPerSecond * 3 } } : i };
        var other = Assert.Single(RunSummary.Of(swapped.Build()).Engines);
        Assert.Contains(new ModelPair("reactor", "aio"), other.Contradictions);
        Assert.True(other.Tau < same.Tau);
        Assert.Equal(3, other.Models.Single(static m => m.Label == "aio").OtherOverOne!.Centre, 0);
    }

    [Fact]
    public void Another_engine_is_no_headline_and_no_line_of_the_first()
    {
        var summary = RunSummary.Of(new SyntheticRun { Connections = [16, 128], Engines = ["uring", "epoll"] }.Build());

        Assert.Null(summary.Headline!.Value.OtherEngine);
        Assert.Equal(4, summary.Points.Count);
        Assert.All(summary.CellsAt(summary.Headline), static c => Assert.Equal("epoll", c.Cell.Engine));
    }
}
