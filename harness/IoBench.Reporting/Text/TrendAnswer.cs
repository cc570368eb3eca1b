using IoBench.Analysis;
using IoBench.Analysis.Trends;

namespace IoBench.Reporting.Text;

/// <summary>What changed, when and by how much, and how far to trust it.</summary>
internal static class TrendAnswer
{
    private const int MostEvents = 3;

    public static IReadOnlyList<FormattableString> Of(TrendSummary summary)
    {
        var events = TrendWords.Events(summary);
        return [First(summary), .. events.Take(MostEvents).Select(e => Event(summary, e)), .. events.Count > MostEvents ? (FormattableString[])[$"{Words.Plural(events.Count - MostEvents, "more change")} in the sections below."] : [], Trust(summary)];
    }

    /// <summary>What one model did between two runs, by all metrics that show it.</summary>
    public static FormattableString Event(TrendSummary summary, IReadOnlyList<(TrendSeries Series, ChangePoint Change)> changes) =>
        $"{new Name(changes[0].Series.Label)}{At(summary, changes[0].Series)} {TrendWords.Where(changes[0].Change, summary.By)} ({TrendWords.Differences(changes[0].Change, summary.By)}): {string.Join("; ", changes.Select(c => Size(summary, c.Series, c.Change)))}.";

    private static string Size(TrendSummary summary, TrendSeries series, ChangePoint change) =>
        $"{TrendWords.Metric(series.Metric).Title} {TrendWords.Signed(change.Ratio.Centre)} {TrendWords.Bounds(change.Ratio.Interval)}, {TrendWords.Verdict(change, series.Metric)}{(series.Basis == Basis.Reference ? "" : $" ({TrendWords.Basis(series, summary.Reference)})")}";

    /// <summary>One line for a title: who changed by this metric at the headline.</summary>
    public static string Finding(TrendSummary summary, Metric metric)
    {
        var series = summary.Series.Where(s => s.Point == summary.Headline && s.Metric == metric.Name && !s.IsControl).ToList();
        var title = char.ToUpperInvariant(metric.Title[0]) + metric.Title[1..];
        var changes = TrendWords.Ranked(summary).Where(c => c.Series.Point == summary.Headline && c.Series.Metric == metric.Name).ToList();
        if (changes.Count == 0)
            return series.All(static s => s.Verdict == TrendVerdict.TooFewRuns)
                ? $"{title}: {Words.Plural(summary.Runs.Count, "run")} are too few to tell, it takes {summary.Rule.LeastRuns}"
                : $"{title}: no change found in {Words.Plural(summary.Runs.Count, "run")}";
        var (first, rest) = (changes[0], changes.Count - 1);
        return $"{title}: {first.Series.Label} {TrendWords.Signed(first.Change.Ratio.Centre)} {TrendWords.Where(first.Change, summary.By)}{(rest == 0 ? "" : $", and {Words.Plural(rest, "more change")}")}";
    }

    public static FormattableString Sentence(TrendSummary summary, TrendSeries series, ChangePoint change) =>
        $"{new Name(series.Label)}, {TrendWords.Metric(series.Metric).Title}{At(summary, series)} ({TrendWords.Basis(series, summary.Reference)}): {TrendWords.Signed(change.Ratio.Centre)}, {Figures.Confidence(Levels.Interval)} interval {TrendWords.Signed(change.Ratio.Interval!.Low)} to {TrendWords.Signed(change.Ratio.Interval.High)}, {TrendWords.Verdict(change, series.Metric)}, {TrendWords.Where(change, summary.By)} ({TrendWords.Differences(change, summary.By)}); {change.RunsBefore} runs before, {change.RunsAfter} after.";

    private static FormattableString First(TrendSummary summary)
    {
        var when = TrendWords.Days(summary);
        var runs = Words.Plural(summary.Runs.Count, "run");
        var reference = new Name(summary.Reference);
        if (summary.Rule.Searched == 0)
            return $"With {runs} ({when}) there are too few to tell whether anything changed: it takes {summary.Rule.LeastRuns}, so {summary.Rule.LeastRuns - Longest(summary)} more.";
        var changed = summary.Series.Where(static s => s is { IsControl: false, Verdict: TrendVerdict.Changed }).Select(static s => s.Label).Distinct().ToList();
        return changed.Count == 0
            ? (FormattableString)$"No change was found in {runs} ({when}, {TrendWords.Kernels(summary)}), models taken relative to {reference} in the same run."
            : $"In {runs} ({when}, {TrendWords.Kernels(summary)}) {Prose.Names(changed)} changed, models taken relative to {reference} in the same run.";
    }

    public static FormattableString Trust(TrendSummary summary)
    {
        var rule = summary.Rule;
        List<FormattableString> parts = [];
        if (rule.Searched > 0)
        {
            parts.Add($"{Figures.Count(rule.Searched)} series {(rule.Searched == 1 ? "was" : "were")} searched, among which at most {Figures.Number(rule.ExpectedFalsePoints, 2)} false changes are to be expected if nothing changed and runs were independent");
            if (Steps(summary) is { Length: > 0 } steps)
                parts.Add($"a step in the middle is found in four of five cases from {steps} on (typical model)");
            parts.Add($"a change in the last {rule.LeastSegment - 1} runs cannot be told yet");
        }

        if (rule.TooShort > 0 && rule.Searched > 0)
            parts.Add($"{rule.TooShort} more are shorter than the {rule.LeastRuns} runs that it takes");
        foreach (var shared in summary.Shared)
            parts.Add($"{shared.Labels.Count} of {shared.Models} models moved together in {TrendWords.Metric(shared.Metric).Title} at {summary.Runs[shared.After].Name}: the likelier cause is {new Name(summary.Reference)} itself");
        foreach (var control in summary.Series.Where(static s => s is { IsControl: true, Changes.Count: > 0 }))
            parts.Add($"{new Name(control.Label)} changed too, in {TrendWords.Metric(control.Metric).Title}, which can only be false: distrust changes of that size");
        if (summary.LeftOut.Count > 0)
            parts.Add($"{Words.Plural(summary.LeftOut.Count, "run")} {(summary.LeftOut.Count == 1 ? "is" : "are")} left out");
        if (parts.Count == 0)
            parts.Add($"nothing was searched");
        var all = parts.Skip(1).Aggregate(parts[0], static (sentence, next) => $"{sentence}; {next}");
        return $"How far to trust it: {all}.";
    }

    /// <summary>The median over models, by metric; the reference, whose machine may change, is not among them.</summary>
    private static string Steps(TrendSummary summary) => string.Join(", ", Metric.ComparedAt(summary.Headline)
        .Select(m => (Metric: m, Steps: summary.Series.Where(s => !s.IsControl && s.Label != summary.Reference && s.Point == summary.Headline && s.Metric == m.Name).Select(static s => s.SmallestStep).OfType<double>().Order().ToList()))
        .Where(static m => m.Steps.Count > 0).Select(static m => $"{Figures.Percent(m.Steps[m.Steps.Count / 2])} in {m.Metric.Title}"));

    private static int Longest(TrendSummary summary) => summary.Series.Count == 0 ? 0 : summary.Series.Max(static s => s.Points.Count);

    private static string At(TrendSummary summary, TrendSeries series) => series.Point == summary.Headline ? "" : $" at {Words.Point(series.Point)}";
}
