using IoBench.Analysis;
using IoBench.Analysis.Comparing;

namespace IoBench.Reporting.Text;

/// <summary>What changed between runs, how sure that is, and what else may have done it.</summary>
internal static class ChangeAnswer
{
    private const int MostFindings = 3, MostCandidates = 4;

    public static IReadOnlyList<FormattableString> Of(ComparedRuns runs)
    {
        var candidates = runs.Candidates().OrderByDescending(static c => ChangeWords.Findings(c.Comparison).Count()).ToList();
        return
        [
            .. candidates.Take(MostCandidates).Select(c => Sentence(runs, c.Run, c.Comparison)),
            .. candidates.Count > MostCandidates ? (FormattableString[])[$"{Words.Plural(candidates.Count - MostCandidates, "more candidate")} in the sections below."] : [],
            Trust(runs),
        ];
    }

    /// <summary>From one run to another: who is slower or dearer, who faster or cheaper, and what was settled.</summary>
    public static FormattableString Sentence(ComparedRuns runs, ComparedRun run, RunComparison comparison)
    {
        var findings = ChangeWords.Findings(comparison).ToList();
        var way = $"From {runs.Runs[runs.Base].Label} to {run.Label}";
        if (findings.Count == 0)
            return comparison.Changes().All(static c => c.Model.Change!.Judgement == Judgement.TooFewBlocks)
                ? (FormattableString)$"{way} nothing can be told: it takes {Levels.LeastBlocks} blocks in both runs."
                : $"{way} no model is shown to be slower or dearer, and none faster or cheaper ({ChangeWords.Counts(comparison)}).";
        var (worse, better) = (ChangeWords.Models(comparison, Judgement.Worse), ChangeWords.Models(comparison, Judgement.Better));
        var largest = findings.Take(MostFindings).Select(f => $"{ChangeWords.Finding(f.Model)}{(f.Point == runs.Headline ? "" : $" at {Words.Point(f.Point)}")}");
        return $"{way} {Side(worse, "slower or dearer")}, {Side(better, "faster or cheaper")}: {string.Join("; ", largest)}{(findings.Count > MostFindings ? $"; and {findings.Count - MostFindings} more" : "")} ({ChangeWords.Counts(comparison)}).";
    }

    public static FormattableString Trust(ComparedRuns runs)
    {
        List<FormattableString> parts = [];
        if (ChangeWords.Detectable(runs.Comparisons) is { } effect)
            parts.Add($"half of these comparisons can tell {Figures.Percent(effect)} or more");
        if (Confounded(runs) is { } confounded)
            parts.Add(confounded);
        if (runs.Comparisons.SelectMany(static c => c.Likeness.Warnings).Select(static w => w.What).Distinct().ToList() is { Count: > 0 } warnings)
            parts.Add($"the runs differ also in {Words.List(warnings)}");
        foreach (var run in runs.Runs.Where(static r => r.Noise.Aa?.Interval?.Contains(1) == false))
            parts.Add($"in {run.Label} {new Name(run.Noise.Label)} differs from itself by {Figures.Ratio(run.Noise.Aa!.Centre)} {Figures.Bounds(run.Noise.Aa.Interval)}");
        if (Bound(runs) is { Count: > 0 } bound)
            parts.Add($"the client was the limit for {Prose.Names(bound)}, whose ratios are bounds");
        if (parts.Count == 0)
            parts.Add($"nothing speaks against it but the number of blocks");
        return $"How far to trust it: {parts.Skip(1).Aggregate(parts[0], static (sentence, next) => $"{sentence}; {next}")}.";
    }

    /// <summary>What makes the axis doubtful; null where one thing alone was varied, and the base is the first on it.</summary>
    public static FormattableString? Confounded(ComparedRuns runs) => runs switch
    {
        { AlsoVaried.Count: > 0 } => $"{ChangeWords.Axis(runs.Axis)} was not varied alone, {Words.List([.. runs.AlsoVaried.Select(ChangeWords.Axis)])} {(runs.AlsoVaried.Count == 1 ? "was" : "were")} too, and either may be the cause",
        { Axis: ComparisonAxis.Kernel, Base: > 0 } => $"the base is {runs.Runs[runs.Base].Label} as asked, not the oldest kernel",
        _ => null,
    };

    /// <summary>Labels whose ratio at the headline is a bound in some candidate.</summary>
    private static List<string> Bound(ComparedRuns runs) => [.. runs.Comparisons.SelectMany(static c => c.Changes())
        .Where(c => c.Point == runs.Headline && (c.Model.Change!.ClientBound || c.Model.Change.BaselineClientBound)).Select(static c => c.Model.Label).Distinct()];

    private static FormattableString Side(IReadOnlyList<string> models, string way) => models.Count switch
    {
        0 => $"nothing is {way}",
        1 => $"{Prose.Names(models)} is {way}",
        _ => $"{Prose.Names(models)} are {way}",
    };
}
