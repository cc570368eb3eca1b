using IoBench.Analysis;

namespace IoBench.Reporting.Text;

/// <summary>How far a run can be trusted: what it can tell apart, what limited it, and what it lacks.</summary>
internal static class Trust
{
    public static FormattableString Sentence(RunSummary summary)
    {
        List<FormattableString> parts = [];
        if (Detectable(summary) is { } effect)
            parts.Add($"this run finds differences of {Figures.Percent(effect)} or more");
        if (Aa(summary) is { } aa)
            parts.Add(aa.Ratio.Interval is { } i
                ? i.Contains(1)
                    ? (FormattableString)$"{new Name(summary.HeadlinePoint!.Baseline!)} against itself gives {Figures.Ratio(aa.Ratio.Centre)} ({Figures.Ratio(i.Low)} to {Figures.Ratio(i.High)}), as it should"
                    : $"{new Name(summary.HeadlinePoint!.Baseline!)} against itself gives {Figures.Ratio(aa.Ratio.Centre)} ({Figures.Ratio(i.Low)} to {Figures.Ratio(i.High)}), which is not 1: distrust differences of that size"
                : $"{new Name(summary.HeadlinePoint!.Baseline!)} against itself gives {Figures.Ratio(aa.Ratio.Centre)}");
        if (summary.HeadlinePoint?.Family(Metric.Throughput)?.Comparisons is [var any, ..] && Words.IsWidened(any))
            parts.Add($"noise widened the margin from {Figures.Percent(Metric.Throughput.Margin)} to {Figures.Percent(any.Margin)}, so no smaller difference is called faster or slower");
        if (ClientBound(summary) is { Count: > 0 } bound)
            parts.Add($"the client was the limit for {Prose.Names(bound)}, whose rates are lower bounds");
        if (!summary.Manifest.Placement.Disjoint)
            parts.Add($"server and client shared their CPUs, so rates are those of both together");
        if (Lacks(summary) is { } lacks)
            parts.Add(lacks);
        if (parts.Count == 0)
            parts.Add($"with {Words.Plural(summary.Manifest.Plan.Blocks, "block")} this run cannot say how far its figures would repeat");
        var all = parts.Skip(1).Aggregate(parts[0], static (sentence, next) => $"{sentence}; {next}");
        return $"How far to trust it: {all}.";
    }

    /// <summary>What is missing of the plan; null when all of it ran and is valid.</summary>
    public static FormattableString? Lacks(RunSummary summary)
    {
        var c = summary.Completeness;
        var invalid = c.Invalid > 0 ? $"{Words.Plural(c.Invalid, "invocation")} failed a check and {(c.Invalid == 1 ? "counts" : "count")} in no figure{MadeGood(c)}" : null;
        var missing = c.IsWhole ? null : $"the run is incomplete, {Figures.Count(c.Finished)} of {Words.Plural(c.Planned, "invocation")}"
            + (c.MissingCells.Count > 0 ? $", {Words.Plural(c.MissingCells.Count, "cell")} without any" : "") + (c.MissingFloors > 0 ? $", {Words.Plural(c.MissingFloors, "floor")} missing" : "");
        return (missing, invalid) switch
        {
            (null, null) => null,
            (null, _) => $"{invalid}",
            (_, null) => $"{missing}",
            _ => $"{missing}; {invalid}",
        };
    }

    private static string MadeGood(Completeness c) => (c.MadeGood, c.Invalid) switch
    {
        (0, _) => "",
        (1, 1) => " (a second try took its place)",
        var (good, all) => good == all ? " (second tries took their places)" : $" (second tries took the place of {Figures.Count(good)})",
    };

    /// <summary>The typical smallest detectable effect on throughput at the headline point: the median over its comparisons.</summary>
    public static double? Detectable(RunSummary summary)
    {
        var family = summary.HeadlinePoint?.Family(Metric.Throughput);
        var effects = (family?.Comparisons ?? []).Concat(family?.Aa is { } aa ? [aa] : []).Select(static c => c.SmallestDetectable).OfType<double>().Order().ToList();
        return effects.Count == 0 ? null : effects[effects.Count / 2];
    }

    public static Comparison? Aa(RunSummary summary) => summary.HeadlinePoint?.Family(Metric.Throughput)?.Aa;

    public static IReadOnlyList<string> ClientBound(RunSummary summary) =>
        [.. summary.CellsAt(summary.Headline).Where(static c => c.ClientBound && !c.Cell.IsAa).Select(static c => c.Cell.Label)];

    /// <summary>Said where Holm's level is out of reach; null where every verdict keeps it.</summary>
    public static FormattableString? Holm(RunSummary summary)
    {
        var comparisons = summary.HeadlinePoint?.Family(Metric.Throughput)?.Comparisons ?? [];
        if (comparisons.Count(static c => c.Judgement != Judgement.TooFewBlocks) is not (> 0 and var m) || comparisons.All(static c => c.HolmReached || c.Judgement == Judgement.TooFewBlocks))
            return null;
        var first = comparisons.First(static c => !c.HolmReached && c.Adjusted is not null);
        var (blocks, needed, level) = (Words.Plural(first.PairedBlocks, "block"), SignedRank.LeastSize(Levels.Family / m), Figures.Confidence(first.Adjusted!.Coverage));
        return $"With {blocks} no exact interval is as wide as Holm’s correction asks for among {m} models; that takes {needed}. Verdicts here rest on the widest exact interval that there is ({level} each), wholly beyond the margin.";
    }
}
