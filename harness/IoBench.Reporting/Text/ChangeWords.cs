using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Results;

namespace IoBench.Reporting.Text;

/// <summary>What a comparison of runs says, in the same words in terminal, page and charts.</summary>
internal static class ChangeWords
{
    private const int MostNames = 4;

    public static string Axis(ComparisonAxis axis) => axis switch
    {
        ComparisonAxis.Kernel => "kernel",
        ComparisonAxis.Machine => "machine",
        ComparisonAxis.DotNet => ".NET",
        ComparisonAxis.Commit => "commit",
        ComparisonAxis.Options => "options",
        _ => "nothing that runs record",
    };

    /// <summary>Those for the worse first, the largest first.</summary>
    public static IEnumerable<(LoadPoint Point, ModelChange Model)> Findings(RunComparison comparison) => comparison.Changes()
        .Where(static c => c.Model.Change!.Judgement is Judgement.Worse or Judgement.Better)
        .OrderByDescending(static c => c.Model.Change!.Judgement == Judgement.Worse).ThenByDescending(static c => Math.Abs(Math.Log(c.Model.Change!.Ratio.Centre)));

    /// <summary>poll dearer, server CPU per message 1.20 [1.17, 1.23]</summary>
    public static string Finding(ModelChange model)
    {
        var change = model.Change!;
        return $"{model.Label} {Words.Of(change)}, {Title(change.Metric)} {Figures.Ratio(change.Ratio.Centre)} {Figures.Bounds(change.Adjusted)}";
    }

    public static string Title(string metric) => Metric.Compared.First(m => m.Name == metric).Title;

    /// <summary>Labels with such a verdict at any load, in the order of the plan.</summary>
    public static IReadOnlyList<string> Models(RunComparison comparison, Judgement judgement) =>
        [.. comparison.Changes().Where(c => c.Model.Change!.Judgement == judgement).Select(static c => c.Model.Label).Distinct()];

    public static string Counts(RunComparison comparison) => Counts([.. comparison.Changes().Select(static c => c.Model.Change!)], comparison.Points.Count);

    /// <summary>How many figures at how many loads came to which verdict.</summary>
    public static string Counts(IReadOnlyList<Comparison> judged, int loads)
    {
        var counts = judged.CountBy(static c => c.Judgement).ToDictionary();
        return $"of {Words.Plural(judged.Count, "figure")} at {Words.Plural(loads, "load")}: {Count(Judgement.Worse)} worse, {Count(Judgement.Better)} better, {Count(Judgement.Equivalent)} equivalent, "
            + $"{Count(Judgement.Differs)} differ by a size unresolved, {Count(Judgement.Inconclusive)} inconclusive"
            + (Count(Judgement.TooFewBlocks) > 0 ? $", {Count(Judgement.TooFewBlocks)} with fewer than {Levels.LeastBlocks} blocks" : "");

        int Count(Judgement j) => counts.GetValueOrDefault(j);
    }

    /// <summary>The median over all judged figures of what each finds in four of five tries; null where none can say.</summary>
    public static double? Detectable(IEnumerable<RunComparison> comparisons) => Detectable(comparisons.SelectMany(static c => c.Changes()).Select(static c => c.Model.Change!));

    /// <summary>The same in words.</summary>
    public static string? CanTell(IEnumerable<Comparison> judged) =>
        Detectable(judged) is { } effect ? $"trust: half of these comparisons can tell {Figures.Percent(effect)} or more" : null;

    private static double? Detectable(IEnumerable<Comparison> judged)
    {
        var effects = judged.Select(static c => c.SmallestDetectable).OfType<double>().Order().ToList();
        return effects.Count == 0 ? null : effects[(effects.Count - 1) / 2];
    }

    /// <summary>One line for a title: who changed on these metrics at the headline, from the base to this candidate.</summary>
    public static string Headline(ComparedRuns runs, ComparedRun run, RunComparison comparison, IReadOnlyList<Metric> metrics)
    {
        var way = $"{runs.Runs[runs.Base].Label} to {run.Label}";
        var models = (comparison.Points.FirstOrDefault(p => p.Point == runs.Headline)?.Families ?? [])
            .Where(f => metrics.Any(m => m.Name == f.Metric)).SelectMany(static f => f.Models).ToList();
        var (worse, better) = (Labels(models, Judgement.Worse), Labels(models, Judgement.Better));
        return (worse, better) switch
        {
            ("", "") => $"{way}: nothing is shown to be better or worse",
            (_, "") => $"{way}: {worse} got worse",
            ("", _) => $"{way}: {better} got better",
            _ => $"{way}: {worse} got worse, {better} better",
        };
    }

    /// <summary>What a run lacks of its plan.</summary>
    public static string Missing(ComparedRun run) => $"invocations of {run.Name}: {Figures.Count(run.Finished)} of {Figures.Count(run.Planned)} finished, {Figures.Count(run.Invalid)} failed a check and count in no figure{(run.MissingFloors > 0 ? $", {Words.Plural(run.MissingFloors, "floor")} missing" : "")}";

    /// <summary>What limits a ratio; nothing where the client was not the limit in either run.</summary>
    public static string Bound(Comparison change) => (change.ClientBound, change.BaselineClientBound) switch
    {
        (true, true) => "client-bound in both",
        (true, false) => "client-bound in the candidate",
        (false, true) => "client-bound in the base",
        _ => "",
    };

    /// <summary>What is odd about a figure's blocks; nothing where they lie well.</summary>
    public static string Oddities(int outliers, bool multimodal) => string.Join(", ", new[]
    {
        outliers > 0 ? Words.Plural(outliers, "outlier") : "",
        multimodal ? "several modes" : "",
    }.Where(static s => s.Length > 0));

    private static string Labels(List<ModelChange> models, Judgement judgement)
    {
        var labels = models.Where(m => m.Change?.Judgement == judgement).Select(static m => m.Label).Distinct().ToList();
        return Words.List(labels.Count <= MostNames ? labels : [.. labels.Take(MostNames - 1), $"{labels.Count - MostNames + 1} more"]);
    }
}
