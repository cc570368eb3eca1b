using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Tests.Synthetic;

namespace IoBench.VerifyStatistics.Comparing;

/// <summary>Two runs of plan <c>ci</c> in which no model changed, and a third that a gate makes to confirm the second: what is said all the same?</summary>
internal static class AaPairs
{
    internal static IEnumerable<Figure> Figures(int pairs)
    {
        foreach (var (name, machine, isBound) in Machines)
            foreach (var figure in Of(name, Simulation.Ci with { Machine = machine }, pairs, isBound))
                yield return figure;
    }

    /// <summary>What breaks the assumption of the method is told and has no bound.</summary>
    private static IEnumerable<(string Name, MachineNoise Machine, bool IsBound)> Machines =>
    [
        ("as measured", MachineNoise.Measured, true),
        ("heavy tails", MachineNoise.Measured with { Kind = Noise.HeavyTailed }, true),
        ("two modes", MachineNoise.Measured with { Kind = Noise.TwoModes }, true),
        ("a quarter of the spread", MachineNoise.Measured with { Scale = 0.25 }, true),
        ("a quarter of the spread, each model moves by 2 % from run to run", MachineNoise.Measured with { Scale = 0.25, ModelDrift = 0.02 }, false),
    ];

    internal static IEnumerable<Figure> Of(string name, NoisyRun run, int pairs, bool isBound = true)
    {
        var outcomes = Simulation.Repeat(pairs, random => Once(run, random));
        var comparisons = outcomes.Sum(static o => o.Comparisons);
        yield return new Figure($"nothing changed, {name}: slower or faster, a comparison", comparisons, outcomes.Sum(static o => o.False) / (double)comparisons, AtMost: isBound ? 0.01 : null);
        yield return new Figure($"nothing changed, {name}: slower or faster anywhere in a run", pairs, outcomes.Share(static o => o.False > 0), AtMost: isBound ? 0.05 : null);
        yield return new Figure($"nothing changed, {name}: gate asks for a second run", pairs, outcomes.Share(static o => o.Seen > 0));
        yield return new Figure($"nothing changed, {name}: gate fails", pairs, outcomes.Share(static o => o.Confirmed > 0), AtMost: isBound ? 0.01 : null);
        yield return new Figure($"nothing changed, {name}: differs, a comparison", comparisons, outcomes.Sum(static o => o.Differs) / (double)comparisons, AtMost: isBound ? 0.01 : null);
        yield return new Figure($"nothing changed, {name}: differs anywhere in a run", pairs, outcomes.Share(static o => o.Differs > 0));
        foreach (var blocks in new[] { run.Plan.Blocks, 6 })
        {
            var (covered, intervals) = (outcomes.Sum(o => o.Covered.GetValueOrDefault(blocks)), outcomes.Sum(o => o.Intervals.GetValueOrDefault(blocks)));
            if (intervals == 0)
                continue;
            var value = covered / (double)intervals;
            var what = $"nothing changed, {name}: 95 % interval of {blocks} against {blocks} blocks has 1 in it";
            yield return isBound ? Figure.Coverage(what, intervals, value) : new Figure(what, intervals, value);
        }
    }

    private static Outcome Once(NoisyRun run, Random random)
    {
        var (from, to, again) = (RunSummary.OfFigures(run.Build(random)), RunSummary.OfFigures(run.Build(random)), RunSummary.OfFigures(run.Build(random)));
        var comparison = RunComparison.Of(from, to);
        var changes = comparison.Changes().Select(static c => c.Model.Change!).ToList();
        var seen = comparison.Worse().ToHashSet();
        return new Outcome
        {
            Comparisons = changes.Count,
            False = changes.Count(static c => c.Judgement is Judgement.Worse or Judgement.Better),
            Differs = changes.Count(static c => c.Judgement == Judgement.Differs),
            Seen = seen.Count,
            Confirmed = seen.Count == 0 ? 0 : RunComparison.Of(from, again).Worse().Count(seen.Contains),
            Intervals = changes.CountBy(static c => c.PairedBlocks).ToDictionary(),
            Covered = changes.Where(static c => c.Ratio.Interval?.Contains(1) ?? false).CountBy(static c => c.PairedBlocks).ToDictionary(),
        };
    }

    private sealed record Outcome
    {
        public required int Comparisons { get; init; }

        public required int False { get; init; }

        public required int Differs { get; init; }

        public required int Seen { get; init; }

        public required int Confirmed { get; init; }

        /// <summary>By the number of blocks on each side.</summary>
        public required Dictionary<int, int> Intervals { get; init; }

        public required Dictionary<int, int> Covered { get; init; }
    }
}
