using IoBench.Analysis;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.VerifyStatistics.Width;

/// <summary>Runs that add blocks until every model is known as well as asked (<c>run --until-width</c>): what does stopping do to what is then said?</summary>
internal static class Grown
{
    private const int Most = 60;
    private static readonly Metric Watched = Metric.ServerCpu;

    internal static IEnumerable<Figure> Figures(int runs)
    {
        // One comparison alone decides when to stop, which is the worst; then nineteen of which the widest does.
        foreach (var (models, kind, least, width, times) in new[]
        {
            (2, Noise.Normal, 7, 0.06, 5 * runs), (2, Noise.Normal, 15, 0.05, 5 * runs), (2, Noise.HeavyTailed, 15, 0.05, 5 * runs), (2, Noise.TwoModes, 15, 0.05, 5 * runs),
            (20, Noise.Normal, 15, 0.065, runs), (20, Noise.HeavyTailed, 15, 0.065, runs),
        })
            foreach (var figure in Of(models, kind, least, width, times))
                yield return figure;
    }

    internal static IEnumerable<Figure> Of(int models, Noise kind, int least, double width, int runs)
    {
        var plan = Simulation.Ci.Plan with { Paced = false, Blocks = Most, Sweeps = [.. Simulation.Ci.Plan.Sweeps.Select(static s => s with { Blocks = null })] };
        string[] chosen = ["epoll", "poll", .. SyntheticModel.Catalog.Select(static m => m.Name).Where(static m => m is not "epoll" and not "poll").Take(models - 2)];
        var run = Simulation.Headline with
        {
            Plan = plan,
            Cells = [.. Simulation.Headline.Cells.Where(c => chosen.Contains(c.Model))],
            // Quiet enough that stops lie between the least and the most blocks.
            Machine = MachineNoise.Measured with { Kind = kind, Scale = 0.6 },
        };
        var growth = new RunGrowth { WidthOf = Watched.Name, HalfWidth = width, Level = WidthWatch.Level, LeastBlocks = least, EveryBlocks = 3, MostBlocks = Most };
        var watch = new WidthWatch(plan, run.Cells, growth);
        var ends = Simulation.Repeat(runs, random => Once(run, growth, watch, random));
        var judged = ends.SelectMany(static e => e.Judged).ToList();
        var name = $"{models} models, {kind}, ±{100 * width:0.#} % from {least} blocks, looked at with {100 * WidthWatch.Level:0.#} %";
        yield return new Figure($"{name}: blocks, a mean", runs, ends.Average(static e => e.Look.Blocks));
        yield return new Figure($"{name}: known before {Most} blocks", runs, ends.Share(static e => e.Look.Reached));
        yield return Figure.Coverage($"{name}: 95 % interval of a ratio", judged.Count, judged.Share(static c => c.Ratio.Interval!.Contains(1)));
        yield return new Figure($"{name}: slower or faster, a comparison", judged.Count, judged.Share(static c => c.Judgement is Judgement.Worse or Judgement.Better), AtMost: 0.01);
        yield return new Figure($"{name}: a difference anywhere in the family", runs, ends.Share(static e => e.Judged.Any(static c => c.Judgement is Judgement.Worse or Judgement.Better or Judgement.Differs)), AtMost: 0.06 + Figure.Chance(0.06, runs));
    }

    private static (WidthLook Look, IReadOnlyList<Comparison> Judged) Once(NoisyRun run, RunGrowth growth, WidthWatch watch, Random random)
    {
        var all = run.Build(random);
        var look = Enumerable.Range(1, Most).Where(growth.IsLook)
            .Select(block => watch.Look(block, all.Invocations.Where(i => i.Block <= block))).First(l => l.Reached || l.Blocks == Most);
        var grown = all with { Invocations = [.. all.Invocations.Where(i => i.Block <= look.Blocks)], Floors = [] };
        return (look, RunSummary.Of(grown).HeadlinePoint!.Family(Watched)!.Comparisons);
    }
}
