using System.Text;
using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Text;

namespace IoBench.Reporting;

/// <summary>What changed from one run to another, in a terminal: the answer, the table of the load that heads the report, every finding elsewhere, and what to doubt.</summary>
public static class ComparisonText
{
    /// <summary>Findings at other loads that are told; the JSON has all.</summary>
    private const int MostTold = 12;

    public static string Render(ComparedRuns runs, TerminalStyle style, string reportPath)
    {
        var text = new StringBuilder();
        foreach (var comparison in runs.Comparisons)
            text.Append(Render(comparison, style)).Append('\n');
        foreach (var run in runs.Runs.Where(static r => !r.IsWhole))
            TerminalSummary.Paragraph(text, ChangeWords.Missing(run), style);
        if (ChangeAnswer.Confounded(runs) is { } doubt)
            TerminalSummary.Paragraph(text, $"doubt: {Prose.Plain(doubt)}", style);
        TerminalSummary.Paragraph(text, $"report: {reportPath}", style);
        return text.ToString();
    }

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
        var elsewhere = ChangeWords.Findings(comparison).Where(f => f.Point != comparison.Headline).ToList();
        foreach (var (point, model) in elsewhere.Take(MostTold))
            TerminalSummary.Paragraph(text, $"at {Words.Point(point)}: {ChangeWords.Finding(model)}", style);
        if (elsewhere.Count > MostTold)
            TerminalSummary.Paragraph(text, $"and {elsewhere.Count - MostTold} more at other loads, see --json", style);
        foreach (var line in Doubts(comparison))
            TerminalSummary.Paragraph(text, line, style);
        return text.ToString();
    }

    /// <summary>What is worse, a line each, the largest first.</summary>
    /// <param name="where">Of those only these.</param>
    public static IEnumerable<string> Worse(RunComparison comparison, Func<Finding, bool> where) => ChangeWords.Findings(comparison)
        .Where(f => f.Model.Change!.Judgement == Judgement.Worse && where(new(f.Point, f.Model.Label, f.Model.Change.Metric)))
        .Select(static f => $"{ChangeWords.Finding(f.Model)} at {Words.Point(f.Point)}");

    /// <summary>What the signs of <see cref="Cell(Comparison, bool)"/> mean.</summary>
    internal const string Signs = "= equivalent  − worse  + better  ≠ differs, size unresolved  ? inconclusive";

    internal static string Axes(Likeness likeness) => likeness.Axes.Count == 0 ? "nothing that runs record was varied" : string.Join("; ", likeness.Axes);

    internal static IEnumerable<string> Answer(RunComparison comparison)
    {
        var worse = ChangeWords.Models(comparison, Judgement.Worse);
        var better = ChangeWords.Models(comparison, Judgement.Better);
        yield return $"slower or dearer: {(worse.Count == 0 ? "none" : Words.List(worse))}; faster or cheaper: {(better.Count == 0 ? "none" : Words.List(better))}";
        yield return ChangeWords.Counts(comparison);
    }

    private static void Table(StringBuilder text, RunComparison comparison, TerminalStyle style)
    {
        var point = comparison.Points.Single(p => p.Point == comparison.Headline);
        TerminalSummary.Paragraph(text, $"at {Words.Point(point.Point)}, candidate over base, each held against {comparison.Reference} in the same block:", style);
        var metrics = Metric.ComparedAt(point.Point);
        var cpu = point.Family(Metric.ServerCpu)!;
        string[] titles = [.. metrics.Select(Head)];
        // Narrow terminals do without the interval, the narrowest without the figures themselves.
        foreach (var (figures, interval) in new[] { (true, true), (true, false), (false, false) })
        {
            var table = new StringBuilder();
            TerminalTable.Append(
                table, style, ["model", .. figures ? (string[])["CPU µs", ""] : [], .. titles],
                [.. cpu.Models.Select(m => (string[])[m.Label, .. figures ? (string[])[Figures.Number(m.Base.Centre), Figures.Number(m.Candidate.Centre)] : [], .. metrics.Select(metric => Cell(point.Family(metric)?.Of(m.Label), interval))])],
                left: [0, .. Enumerable.Range(figures ? 3 : 1, metrics.Count)]);
            if (!figures || table.ToString().Split('\n').All(line => line.Length <= style.Width))
            {
                text.Append(table);
                break;
            }
        }

        if (cpu.Of(comparison.Reference) is { } reference)
            TerminalSummary.Paragraph(text, $"{comparison.Reference} itself: {Basis(reference.Basis)}", style);
        TerminalSummary.Paragraph(text, "= equivalent  − worse  + better  ≠ differs, size unresolved  ? inconclusive  ~ as measured, not judged: the machine is in it", style);
    }

    private static string Basis(ChangeBasis basis) => basis == ChangeBasis.Floor
        ? "judged by its CPU per message over the floor of the same block"
        : "not judged; runs with floors would judge its CPU per message";

    private static string Cell(ModelChange? model, bool interval) => model switch
    {
        null => "",
        { Change: null, Absolute: null } => Figures.None,
        { Change: null, Absolute: { } absolute } => Figures.Ratio(absolute.Centre) + "~",
        { Change: { } c } => Cell(c, interval),
    };

    /// <summary>A column's head, short.</summary>
    internal static string Head(Metric metric) => metric == Metric.ServerCpu ? "CPU ratio" : metric == Metric.Throughput ? "msg/s" : metric == Metric.P50 ? "p50" : "p99";

    /// <summary>Ratio and sign; the steadiest metric may have room for its interval.</summary>
    internal static string Cell(Comparison c, bool interval = true) =>
        $"{Figures.Ratio(c.Ratio.Centre)} {(interval && c.Metric == Metric.ServerCpu.Name && c.Ratio.Interval is { } i ? Figures.Bounds(i) + " " : "")}{Words.Sign(c.Judgement)}";

    internal static IEnumerable<string> Doubts(RunComparison comparison)
    {
        foreach (var warning in comparison.Likeness.Warnings)
            yield return $"warning: {warning}";
        if (!comparison.Likeness.SameMachine)
            yield return "warning: another machine, and a model may lose to another there that it beats here";
        if (ChangeWords.CanTell(comparison.Changes().Select(static c => c.Model.Change!)) is { } line)
            yield return line;
        var margins = comparison.Changes().Where(static c => Words.IsWidened(c.Model.Change!)).Select(static c => c.Model.Change!).ToList();
        if (margins.Count > 0)
            yield return $"the A/A twin of a run was off by so much that {Words.Plural(margins.Count, "figure")} must differ by up to {Figures.Percent(margins.Max(static m => m.Margin))} to be told apart";
        var shapes = comparison.Changes().Where(static c => c.Model.Outliers > 0 || c.Model.Multimodal).ToList();
        if (shapes.Count > 0)
            yield return $"{Words.Plural(shapes.Count, "figure")} with outliers or several modes among the blocks, none left out: {Words.List([.. shapes.Select(static s => s.Model.Label).Distinct()])}";
    }
}
