using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Tests.Synthetic;

namespace IoBench.VerifyStatistics.Comparing;

/// <summary>
/// One model of twenty became dearer between two runs: is it found? <em>Found</em> is a verdict whose interval leaves out 1 on the right side
/// (slower, dearer, or differs); <em>slower</em> alone needs an interval wholly beyond the margin, which a step as large as the margin has half the time at best.
/// </summary>
internal static class RealSteps
{
    private const string Changed = "poll";

    internal static IEnumerable<Figure> Figures(int pairs)
    {
        var planned = Simulation.Headline.Plan.Blocks;
        foreach (var (paced, scale, blocks, step, least) in new (bool, double, int, double, double?)[]
        {
            // What the plan finds on the machine as measured; what it would find without pacemakers, what more blocks would add, and how quiet a machine that takes.
            (true, 1, planned, 1.05, 0.9), (true, 1, planned, 1.10, 0.99), (true, 1, planned, 1.5, null),
            // Models that are as steady as uring by turns, and as aio.
            (true, 2, planned, 1.05, null), (true, 2, planned, 1.10, null), (true, 3.5, planned, 1.05, null), (true, 3.5, planned, 1.10, null),
            (false, 1, 15, 1.05, null), (false, 1, 15, 1.10, null), (false, 1, 60, 1.10, null), (false, 0.125, 15, 1.05, 0.9), (false, 0.125, 15, 1.10, 0.99),
        })
        {
            var plan = Simulation.Headline.Plan with { Paced = paced, Blocks = blocks, Sweeps = [.. Simulation.Headline.Plan.Sweeps.Select(static s => s with { Blocks = null })] };
            foreach (var figure in Of(Simulation.Headline with { Plan = plan, Machine = MachineNoise.Measured with { Scale = scale } }, step, pairs, least))
                yield return figure;
        }
    }

    internal static IEnumerable<Figure> Of(NoisyRun run, double step, int pairs, double? least)
    {
        var dearer = run with { Cost = cell => cell.Label == Changed ? step : 1 };
        var outcomes = Simulation.Repeat(pairs, random => RunComparison.Of(RunSummary.OfFigures(run.Build(random)), RunSummary.OfFigures(dearer.Build(random)))
            .Changes().Where(static c => c.Model.Label == Changed).ToDictionary(static c => c.Model.Change!.Metric, static c => c.Model.Change!));
        var noise = run.Machine.At(run.Cells[0].Point);
        var how = run.Plan.Paced ? ", paced" : "";
        // What makes a message cost more moves every figure: one in which it is found is enough to ask why.
        yield return new Figure($"any figure, {100 * run.Machine.Scale * noise.Own:0.#} % of luck{how}, {run.Plan.Blocks} blocks, step of {100 * (step - 1):0} %: found", pairs, outcomes.Share(static o => Metric.Compared.Any(m => Found(o[m.Name], m))), AtLeast: least);
        foreach (var metric in Metric.Compared)
        {
            var changes = outcomes.Select(o => o[metric.Name]).ToList();
            var name = $"{metric.Title}, own spread {100 * run.Machine.Scale * (run.Plan.Paced ? noise.TurnsOf(metric) : noise.Deviation(metric)):0.#} %{how}, {run.Plan.Blocks} blocks, step of {100 * (step - 1):0} %";
            // p99 scatters more than the rest and has a wider margin, and in turns CPU scatters least: the others are told, and held to nothing.
            yield return new Figure($"{name}: found", pairs, changes.Share(c => Found(c, metric)), AtLeast: metric == Metric.ServerCpu || !run.Plan.Paced && metric != Metric.P99 ? least - Figure.Chance(0.9, pairs) : null);
            yield return new Figure($"{name}: slower, dearer", pairs, changes.Share(static c => c.Judgement == Judgement.Worse));
            // A shift moves its interval along, and a scale stretches it: what holds for one step at one spread holds for all.
            if (step >= 1.5)
                yield return Figure.Coverage($"{name}: 95 % interval has the step in it", pairs, changes.Share(c => c.Ratio.Interval!.Contains(Truth(metric, step))));
            // A true difference as large as the margin may pass for none in one of twenty.
            if (step <= 1 + metric.Margin && (run.Machine.Scale < 1 || run.Plan.Paced) && metric != Metric.P99)
                yield return new Figure($"{name}: equivalent", pairs, changes.Share(static c => c.Judgement == Judgement.Equivalent), AtMost: 0.05 + Figure.Chance(0.05, pairs));
        }
    }

    /// <summary>An effect as large as a comparison calls detectable: does its own 95 % interval, before Holm, leave out 1 in four of five?</summary>
    internal static IEnumerable<Figure> Detectable(int pairs)
    {
        foreach (var metric in Metric.Compared)
        {
            var stated = Simulation.Repeat(pairs, random => Change(Simulation.Headline, Simulation.Headline, metric, random).SmallestDetectable!.Value);
            var step = 1 + stated.Order().ElementAt(pairs / 2);
            var dearer = Simulation.Headline with { Cost = cell => cell.Label == Changed ? step : 1 };
            var found = Simulation.Repeat(pairs, random => !Change(Simulation.Headline, dearer, metric, random).Ratio.Interval!.Contains(1));
            yield return new Figure($"{metric.Title}: an effect as large as two runs of {Simulation.Ci.Plan.Blocks} blocks state ({100 * (step - 1):0} %) is outside of 1", pairs, found.Share(static f => f), AtLeast: 0.75 - Figure.Chance(0.8, pairs), AtMost: 0.85 + Figure.Chance(0.8, pairs));
        }
    }

    private static Comparison Change(NoisyRun before, NoisyRun after, Metric metric, Random random) =>
        RunComparison.Of(RunSummary.OfFigures(before.Build(random)), RunSummary.OfFigures(after.Build(random)))
            .Points[0].Family(metric)!.Of(Changed)!.Change!;

    private static double Truth(Metric metric, double step) => metric.HigherIsBetter ? 1 / step : step;

    private static bool Found(Comparison c, Metric metric) =>
        c.Judgement is Judgement.Worse or Judgement.Differs && c.Ratio.Centre > 1 != metric.HigherIsBetter;
}
