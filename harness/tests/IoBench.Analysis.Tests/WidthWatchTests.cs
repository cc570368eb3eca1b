using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

public sealed class WidthWatchTests
{
    private static readonly Run Run = new SyntheticRun { Blocks = 30, Connections = [1, 128], Draws = 0, Spread = 0.04 }.Build();
    private static readonly IReadOnlyList<Cell> Cells = [.. Run.Invocations.Select(static i => i.Cell).DistinctBy(static c => c.Key)];

    [Fact]
    public void The_widest_ratio_is_named_with_the_half_width_of_its_exact_interval()
    {
        var look = Watch(Metric.Throughput, 0.01).Look(30, Run.Invocations);

        // Aio is the unsteadiest of the invented models.
        Assert.Equal(("aio", 30, false), (look.Widest, look.Blocks, look.Reached));
        var cells = RunSummary.OfFigures(Run).CellsAt(new LoadPoint(128, 0, 64, 1, 0)).ToDictionary(static c => c.Cell.Label);
        var interval = Pairing.Of(cells["aio"], cells["epoll"], Metric.Throughput)!.Centre.At(WidthWatch.Level)!;
        Assert.Equal(Math.Exp((interval.High - interval.Low) / 2) - 1, look.HalfWidth!.Value, 9);
    }

    [Fact]
    public void Enough_is_known_where_the_widest_is_narrow_enough()
    {
        var width = Watch(Metric.Throughput, 0.01).Look(30, Run.Invocations).HalfWidth!.Value;

        Assert.True(Watch(Metric.Throughput, width).Look(30, Run.Invocations).Reached);
        Assert.False(Watch(Metric.Throughput, width).Look(15, Run.Invocations.Where(static i => i.Block <= 15)).Reached);
    }

    [Fact]
    public void Too_few_blocks_have_no_width()
    {
        var look = Watch(Metric.Throughput, 1).Look(6, Run.Invocations.Where(static i => i.Block <= 6));
        Assert.Equal((null, false), (look.HalfWidth, look.Reached));
    }

    [Fact]
    public void A_model_without_a_valid_invocation_is_left_out_and_named_and_one_with_few_keeps_it_from_ending()
    {
        var spoilt = Run.Invocations.Select(static i => i.Cell.Model == "aio" || (i.Cell.Model == "poll" && i.Block > 3) ? i with { Verdict = Verdict.Because("a byte was wrong") } : i);

        var look = Watch(Metric.Throughput, 1).Look(30, spoilt);

        Assert.Equal(["aio"], look.LeftOut);
        Assert.Equal(("poll", null, false), (look.Widest, look.HalfWidth, look.Reached));
    }

    private static WidthWatch Watch(Metric metric, double halfWidth) => new(Run.Manifest.Plan, Cells, new RunGrowth
    {
        WidthOf = metric.Name, HalfWidth = halfWidth, Level = WidthWatch.Level, LeastBlocks = 7, EveryBlocks = 3, MostBlocks = 60,
    });
}
