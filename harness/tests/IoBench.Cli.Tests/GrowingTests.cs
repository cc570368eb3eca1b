using IoBench.Analysis;
using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Tests.Synthetic;

namespace IoBench.Cli.Tests;

public class GrowingTests
{
    [Fact]
    public void Blocks_go_on_until_the_widest_ratio_is_narrow_and_in_the_order_of_a_longer_plan()
    {
        var (turns, looks) = Grow(spread: 0.05, halfWidth: 0.03, most: 60);

        var last = looks[^1];
        Assert.True(last.Reached);
        Assert.InRange(last.Blocks, 10, 58);
        Assert.InRange(last.HalfWidth!.Value, 0, 0.03);
        Assert.All(looks.SkipLast(1), look => Assert.True(look.HalfWidth > 0.03));
        Assert.Equal(Enumerable.Range(0, looks.Count).Select(static i => 7 + 3 * i), looks.Select(static look => look.Blocks));
        Assert.Equal(last.Blocks, turns[^1].Block);
        Assert.Equal(Preparation(0.03, 60).Turns.Take(turns.Count), turns);
        Assert.Equal(Schedule.Of(Run.Cells, Run.Plan with { Blocks = last.Blocks }, seed: 5), turns);
    }

    [Fact]
    public void The_limit_ends_it_whatever_is_known()
    {
        var (turns, looks) = Grow(spread: 0.3, halfWidth: 0.01, most: 13);

        Assert.Equal([7, 10, 13], looks.Select(static look => look.Blocks));
        Assert.False(looks[^1].Reached);
        Assert.Equal(13, turns[^1].Block);
        Assert.Matches("^stopped at 13 blocks: [a-z]+ is known to \\d+\\.\\d+ %$", RunTalk.Look(Preparation(0.01, 13).Manifest.Growth!, looks[^1]));
    }

    [Fact]
    public void What_was_interrupted_behind_a_look_has_no_end()
    {
        var manifest = Preparation(0.01, 60).Manifest;
        var finished = new Finished();
        finished.Invocations.AddRange(Noisy(0.1).Build(new Random(1)).Invocations.Where(static i => i.Block <= 8));
        var look = new WidthLook { Blocks = 7, Reached = false };

        Assert.Null(Growing.Ended(manifest, finished, look).Growth!.End);
        Assert.Equal(8, Growing.Ended(manifest, finished, look).Plan.Blocks);
        Assert.Equal(10, Growing.Ended(manifest, finished, look with { Blocks = 10, Reached = true }).Growth!.End!.Blocks);
        Assert.Equal(60, Growing.Ended(manifest, finished, look with { Blocks = 60 }).Growth!.End!.Blocks);
        Assert.Equal(7, Growing.Ended(manifest, new Finished(), null).Plan.Blocks);
    }

    private static readonly NoisyRun Run = NoisyRun.Of(SyntheticManifest.Of(new SyntheticRun { Blocks = 6, Connections = [128] }).Plan);

    private static NoisyRun Noisy(double spread) => Run with { Plan = Run.Plan with { Blocks = 60 }, Machine = MachineNoise.Measured with { Scale = spread / MachineNoise.Measured.Busy.Deviation(Metric.ServerCpu) } };

    private static RunPreparation Preparation(double halfWidth, int most)
    {
        var growth = Growing.Asked(new RunOptions { Plan = "quick", UntilWidth = halfWidth, MostBlocks = most }, Run.Plan);
        return new RunPreparation(SyntheticManifest.Of(new SyntheticRun()) with { Plan = Run.Plan, Seed = 5, Growth = growth }, Run.Cells, "");
    }

    private static (List<Turn> Turns, List<WidthLook> Looks) Grow(double spread, double halfWidth, int most)
    {
        var invented = Noisy(spread).Build(new Random(7)).Invocations.ToDictionary(static i => (i.Block, i.Cell.Key));
        var (finished, turns, looks) = (new Finished(), new List<Turn>(), new List<WidthLook>());
        foreach (var turn in Growing.Turns(Preparation(halfWidth, most), finished, looks.Add))
        {
            turns.Add(turn);
            if (turn is CellTurn { Cell.Key: var key })
                finished.Invocations.Add(invented[(turn.Block, key)]);
        }

        return (turns, looks);
    }
}
