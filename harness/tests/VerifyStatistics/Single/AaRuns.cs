using IoBench.Analysis;
using IoBench.Tests.Synthetic;

namespace IoBench.VerifyStatistics.Single;

/// <summary>One run of plan <c>ci</c> in which all models are alike: verdicts against the baseline, and the intervals around what is known to be true.</summary>
internal static class AaRuns
{
    internal static IEnumerable<Figure> Figures(int runs)
    {
        foreach (var (name, kind, scale) in new[] { ("as measured", Noise.Normal, 1.0), ("heavy tails", Noise.HeavyTailed, 1.0), ("two modes", Noise.TwoModes, 1.0), ("a quarter of the spread", Noise.Normal, 0.25) })
            foreach (var figure in Of(name, Simulation.Ci with { Machine = MachineNoise.Measured with { Kind = kind, Scale = scale, Drift = 0 } }, runs))
                yield return figure;
    }

    internal static IEnumerable<Figure> Of(string name, NoisyRun run, int runs)
    {
        var outcomes = Simulation.Repeat(runs, random => Once(run, random));
        var judged = outcomes.SelectMany(static o => o.Judged).ToList();
        yield return new Figure($"all alike, {name}: slower or faster, a comparison", judged.Count, judged.Share(IsFalse), AtMost: 0.01);
        yield return new Figure($"all alike, {name}: slower or faster anywhere in a run", runs, outcomes.Share(static o => o.Judged.Any(IsFalse)), AtMost: 0.05);
        yield return new Figure($"all alike, {name}: differs, a comparison", judged.Count, judged.Share(static c => c.Judgement == Judgement.Differs));
        yield return new Figure($"all alike, {name}: differs anywhere in a run", runs, outcomes.Share(static o => o.Judged.Any(static c => c.Judgement == Judgement.Differs)));
        foreach (var blocks in new[] { run.Plan.Blocks, 6 })
        {
            // Heavy tails make a value now and then that no clock would show, and that block is then missing.
            var those = judged.Where(c => c.PairedBlocks == blocks).ToList();
            yield return Figure.Coverage($"all alike, {name}: 95 % interval of a ratio, {blocks} blocks", those.Count, those.Share(static c => c.Ratio.Interval!.Contains(1)));
        }

        // A second mode has no symmetry, so that the centre of one cell has no truth of its own to be held against; differences of two have.
        if (run.Machine.Kind == Noise.TwoModes)
            yield break;
        foreach (var metric in Metric.Compared)
        {
            var estimates = outcomes.SelectMany(o => o.Cells).Select(metric.Of).OfType<Estimate>().ToList();
            yield return Figure.Coverage($"all alike, {name}: 95 % interval of a cell's {metric.Title}", estimates.Count, estimates.Share(e => e.Interval!.Contains(NoisyRun.Truth(metric))));
        }

        var times = outcomes.SelectMany(static o => o.Cells).Select(static c => c.ServerAboveFloor?.TimesFloor).OfType<Estimate>().ToList();
        yield return Figure.Coverage($"all alike, {name}: 95 % interval of CPU over floor", times.Count, times.Share(static e => e.Interval!.Contains(NoisyRun.TimesFloor)));
    }

    private static bool IsFalse(Comparison c) => c.Judgement is Judgement.Worse or Judgement.Better;

    private static (List<Comparison> Judged, List<CellSummary> Cells) Once(NoisyRun run, Random random)
    {
        var summary = RunSummary.Of(run.Build(random));
        return ([.. summary.Points.SelectMany(static p => p.Families).SelectMany(static f => f.Comparisons)], [.. summary.Cells.Where(static c => c.Cell.Label == "select")]);
    }
}
