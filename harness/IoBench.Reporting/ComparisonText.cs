using System.Text;
using System.Text.Json;
using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Export;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting;

/// <summary>What changed from one run to another, in a terminal: the answer, the table of the load that heads the report, every finding elsewhere, and what to doubt.</summary>
public static class ComparisonText
{
    /// <summary>Findings at other loads that are told; the JSON has all.</summary>
    private const int MostTold = 12;

    /// <summary>For programs, with a line feed at the end.</summary>
    public static string Json(IReadOnlyList<RunComparison> comparisons) => JsonSerializer.Serialize(comparisons, SummaryJson.Default.IReadOnlyListRunComparison) + "\n";

    public static string Render(RunComparison comparison, TerminalStyle style)
    {
        var text = new StringBuilder();
        TerminalSummary.Paragraph(text, $"IoBench compare · {comparison.Base} to {comparison.Candidate} · {Axes(comparison.Likeness)}", style, indent: "");
        text.Append('\n');
        foreach (var line in Answer(comparison))
            TerminalSummary.Paragraph(text, line, style);
        text.Append('\n');
        Table(text, comparison, style);
        text.Append('\n');
        var elsewhere = Findings(comparison).Where(f => f.Point != comparison.Headline).ToList();
        foreach (var (point, model) in elsewhere.Take(MostTold))
            TerminalSummary.Paragraph(text, $"at {Words.Point(point)}: {Finding(model)}", style);
        if (elsewhere.Count > MostTold)
            TerminalSummary.Paragraph(text, $"and {elsewhere.Count - MostTold} more at other loads, see --json", style);
        foreach (var line in Doubts(comparison))
            TerminalSummary.Paragraph(text, line, style);
        return text.ToString();
    }

    /// <summary>What is worse, a line each, the largest first.</summary>
    /// <param name="where">Of those only these.</param>
    public static IEnumerable<string> Worse(RunComparison comparison, Func<Finding, bool> where) => Findings(comparison)
        .Where(f => f.Model.Change!.Judgement == Judgement.Worse && where(new(f.Point, f.Model.Label, f.Model.Change.Metric)))
        .Select(static f => $"{Finding(f.Model)} at {Words.Point(f.Point)}");

    internal static string Axes(Likeness likeness) => likeness.Axes.Count == 0 ? "nothing that runs record was varied" : string.Join("; ", likeness.Axes);

    internal static IEnumerable<string> Answer(RunComparison comparison)
    {
        var judged = comparison.Changes().Select(static c => c.Model.Change!).ToList();
        var counts = judged.GroupBy(static c => c.Judgement).ToDictionary(static g => g.Key, static g => g.Count());
        var worse = Models(comparison, Judgement.Worse);
        var better = Models(comparison, Judgement.Better);
        yield return $"slower or dearer: {(worse.Count == 0 ? "none" : Words.List(worse))}; faster or cheaper: {(better.Count == 0 ? "none" : Words.List(better))}";
        var (loads, figures) = (Words.Plural(comparison.Points.Count, "load"), Words.Plural(judged.Count, "figure"));
        yield return $"of {figures} at {loads}: {Count(Judgement.Worse)} worse, {Count(Judgement.Better)} better, {Count(Judgement.Equivalent)} equivalent, "
            + $"{Count(Judgement.Differs)} differ by a size unresolved, {Count(Judgement.Inconclusive)} inconclusive"
            + (Count(Judgement.TooFewBlocks) > 0 ? $", {Count(Judgement.TooFewBlocks)} with fewer than {Levels.LeastBlocks} blocks" : "");

        int Count(Judgement j) => counts.GetValueOrDefault(j);
    }

    private static List<string> Models(RunComparison comparison, Judgement judgement) =>
        [.. comparison.Changes().Where(c => c.Model.Change!.Judgement == judgement).Select(static c => c.Model.Label).Distinct()];

    private static void Table(StringBuilder text, RunComparison comparison, TerminalStyle style)
    {
        var point = comparison.Points.Single(p => p.Point == comparison.Headline);
        TerminalSummary.Paragraph(text, $"at {Words.Point(point.Point)}, candidate over base, each held against {comparison.Reference} in the same block:", style);
        var metrics = Metric.ComparedAt(point.Point);
        var cpu = point.Family(Metric.ServerCpu)!;
        TerminalTable.Append(
            text, style, ["model", "CPU µs", "", .. metrics.Select(static m => m == Metric.ServerCpu ? "CPU ratio" : m == Metric.Throughput ? "msg/s" : m == Metric.P50 ? "p50" : "p99")],
            [.. cpu.Models.Select(m => (string[])[m.Label, Figures.Number(m.Base.Centre), Figures.Number(m.Candidate.Centre), .. metrics.Select(metric => Cell(point.Family(metric)?.Of(m.Label)))])],
            left: [0, .. Enumerable.Range(3, metrics.Count)]);
        if (cpu.Of(comparison.Reference) is { } reference)
            TerminalSummary.Paragraph(text, $"{comparison.Reference} itself: {Basis(reference.Basis)}", style);
        TerminalSummary.Paragraph(text, "= equivalent  − worse  + better  ≠ differs, size unresolved  ? inconclusive  ~ as measured, not judged: the machine is in it", style);
    }

    private static string Basis(ChangeBasis basis) => basis == ChangeBasis.Floor
        ? "judged by its CPU per message over the floor of the same block"
        : "not judged; runs with floors would judge its CPU per message";

    private static string Cell(ModelChange? model) => model switch
    {
        null => "",
        { Change: null } => Figures.Ratio(model.Absolute.Centre) + "~",
        { Change: { } c } => $"{Figures.Ratio(c.Ratio.Centre)} {(c.Metric == Metric.ServerCpu.Name && c.Ratio.Interval is { } i ? Figures.Bounds(i) + " " : "")}{Words.Sign(c.Judgement)}",
    };

    internal static IEnumerable<(LoadPoint Point, ModelChange Model)> Findings(RunComparison comparison) => comparison.Changes()
        .Where(static c => c.Model.Change!.Judgement is Judgement.Worse or Judgement.Better)
        .OrderByDescending(static c => c.Model.Change!.Judgement == Judgement.Worse).ThenByDescending(static c => Math.Abs(Math.Log(c.Model.Change!.Ratio.Centre)));

    private static string Finding(ModelChange model)
    {
        var change = model.Change!;
        var metric = Metric.Compared.Single(m => m.Name == change.Metric);
        return $"{model.Label} {Words.Of(change)}, {metric.Title} {Figures.Ratio(change.Ratio.Centre)} {Figures.Bounds(change.Adjusted)}";
    }

    internal static IEnumerable<string> Doubts(RunComparison comparison)
    {
        foreach (var warning in comparison.Likeness.Warnings)
            yield return $"warning: {warning}";
        if (!comparison.Likeness.SameMachine)
            yield return "warning: another machine, and a model may lose to another there that it beats here";
        var detectable = comparison.Changes().Select(static c => c.Model.Change!.SmallestDetectable).OfType<double>().Order().ToList();
        if (detectable.Count > 0)
            yield return $"trust: half of these comparisons can tell {Figures.Percent(detectable[(detectable.Count - 1) / 2])} or more";
        var margins = comparison.Changes().Where(static c => Words.IsWidened(c.Model.Change!)).Select(static c => c.Model.Change!).ToList();
        if (margins.Count > 0)
            yield return $"the A/A twin of a run was off by so much that {Words.Plural(margins.Count, "figure")} must differ by up to {Figures.Percent(margins.Max(static m => m.Margin))} to be told apart";
        var shapes = comparison.Changes().Where(static c => c.Model.Outliers > 0 || c.Model.Multimodal).ToList();
        if (shapes.Count > 0)
            yield return $"{Words.Plural(shapes.Count, "figure")} with outliers or several modes among the blocks, none left out: {Words.List([.. shapes.Select(static s => s.Model.Label).Distinct()])}";
    }
}
