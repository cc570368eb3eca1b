using IoBench.Analysis;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>A run whose blocks go on until every model is known as well as asked, or as many are done as were allowed in advance.</summary>
internal static class Growing
{
    /// <summary>As many as a run comes to when nobody says: ten times the fewest that give a verdict.</summary>
    internal const int UsualMostBlocks = 60;

    /// <summary>Between looks. Who looked after every block would find a lucky one sooner.</summary>
    private const int EveryBlocks = 3;

    /// <summary>With fewer no interval has the confidence that is looked at.</summary>
    private static readonly int LeastBlocks = SignedRank.LeastSize(1 - WidthWatch.Level);

    /// <exception cref="BadInputException">Words that belong to a run that grows, without the one that makes it grow.</exception>
    internal static void CheckWords(RunOptions options)
    {
        if (options is { UntilWidth: null, MostBlocks: not null })
            throw new BadInputException("'--most-blocks' without '--until-width'", "run", "add --until-width, or say --blocks");
        if (options is { UntilWidth: null, WidthOf: not null })
            throw new BadInputException("'--width-of' without '--until-width'", "run", "add --until-width, or leave it out");
    }

    /// <summary>Null where the number of blocks is fixed.</summary>
    /// <exception cref="BadInputException">The limit lies below where it begins.</exception>
    internal static RunGrowth? Asked(RunOptions options, Plan plan)
    {
        if (options.UntilWidth is not { } width)
            return null;
        var least = Math.Max(plan.Blocks, LeastBlocks);
        var most = options.MostBlocks ?? Math.Max(UsualMostBlocks, least);
        if (most < least)
            throw new BadInputException(
                FormattableString.Invariant($"{most} blocks are fewer than the {least} to begin with"), "--most-blocks", plan.Blocks > LeastBlocks ? "allow more, or begin with fewer (--blocks)" : "allow more");
        return new RunGrowth
        {
            WidthOf = MetricOf(options.WidthOf).Name, HalfWidth = width, Level = WidthWatch.Level, LeastBlocks = least, EveryBlocks = EveryBlocks, MostBlocks = most,
        };
    }

    /// <summary>The plan as far as it may grow.</summary>
    internal static Plan Longest(Plan plan, RunGrowth? growth) => growth is null ? plan : plan with { Blocks = growth.MostBlocks };

    /// <exception cref="BadInputException">There is nothing to know, or the load that heads the report does not grow.</exception>
    internal static void Check(Plan plan, RunGrowth growth, IReadOnlyList<Cell> cells)
    {
        var (longest, point) = (Longest(plan, growth), new WidthWatch(plan, cells, growth).Point);
        var there = cells.Where(c => c.Point == point).ToList();
        if (there.All(c => c.IsAa || c.Label == plan.Baseline))
            throw new BadInputException($"at {point} nothing but the baseline runs, so no ratio can be known", "--until-width", "add a model, or say --blocks");
        if (there.Min(c => longest.BlocksOf(c.Sweep)) is var blocks && blocks < growth.MostBlocks)
            throw new BadInputException(
                FormattableString.Invariant($"the sweep that measures {point} ends after {blocks} blocks of its own"), "--until-width", FormattableString.Invariant($"allow no more with --most-blocks {blocks}, or leave 'blocks' out of that sweep"));
    }

    /// <summary>
    /// The turns of a run with its second tries, all of them where it does not grow; else block by block until a look says enough, which <paramref name="told"/> hears of.
    /// Looks cost nothing that is measured: they fall between blocks.
    /// </summary>
    internal static IEnumerable<Turn> Turns(RunPreparation run, Finished finished, Action<WidthLook> told)
    {
        var growth = run.Manifest.Growth;
        var watch = growth is null ? null : new WidthWatch(run.Manifest.Plan, run.Cells, growth);
        var secondTries = new SecondTries(run.Turns.Count);
        foreach (var block in run.Turns.GroupBy(static turn => turn.Block))
        {
            // All of them, but in a run that was taken up again.
            foreach (var turn in finished.Left(block))
                yield return turn;
            foreach (var turn in secondTries.Of(block.Key, finished.Invocations))
                yield return turn;
            if (watch is null || !growth!.IsLook(block.Key))
                continue;
            var look = watch.Look(block.Key, finished.Invocations);
            told(look);
            if (look.Reached)
                yield break;
        }
    }

    /// <summary>The manifest of a run that ended: with the blocks that it came to, and what it knew after them.</summary>
    internal static RunManifest Ended(RunManifest manifest, Finished finished, WidthLook? last)
    {
        var blocks = finished.Invocations.Select(static i => i.Block).DefaultIfEmpty().Max();
        return manifest with
        {
            // What the plan began with was promised, so a run that was interrupted before lacks it.
            Plan = manifest.Plan with { Blocks = Math.Max(blocks, manifest.Growth!.LeastBlocks) },
            // A look that asked for more is no end: the run was interrupted behind it.
            Growth = manifest.Growth with { End = last is { Reached: true } || last?.Blocks == manifest.Growth.MostBlocks ? last : null },
        };
    }

    internal static Metric MetricOf(WidthOf? name) => name switch
    {
        WidthOf.Throughput => Metric.Throughput,
        WidthOf.P50 => Metric.P50,
        _ => Metric.ServerCpu,
    };
}
