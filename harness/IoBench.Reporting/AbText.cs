using System.Text;
using System.Text.Json;
using IoBench.Analysis;
using IoBench.Analysis.Sides;
using IoBench.Reporting.Text;

namespace IoBench.Reporting;

/// <summary>B against A in a terminal: the answer, the table of the load that heads the report, findings elsewhere, and what to doubt.</summary>
public static class AbText
{
    /// <summary>Findings at other loads that are told; the JSON has all.</summary>
    private const int MostTold = 12;

    /// <summary>For programs, with a line feed at the end.</summary>
    public static string Json(SideComparison comparison) => JsonSerializer.Serialize(comparison, SummaryJson.Default.SideComparison) + "\n";

    /// <summary>One figure in words.</summary>
    public static string Finding(SideFigure figure) => SideWords.Finding(figure);

    public static string Render(RunSummary summary, TerminalStyle style, string reportPath)
    {
        var (text, figures) = (new StringBuilder(), SideComparison.Of(summary).Figures);
        var manifest = summary.Manifest;
        TerminalSummary.Paragraph(text, $"IoBench ab · Linux {manifest.Environment.Kernel} · {Place.Cpus(manifest.Placement)} · {Words.Plural(manifest.Plan.Blocks, "block")} · seed {manifest.Seed}", style, indent: "");
        foreach (var side in manifest.Sides!)
            TerminalSummary.Paragraph(text, $"{side.Name}: {SideWords.Of(side)}", style);
        text.Append('\n');
        var judged = figures.Select(static f => f.Change).ToList();
        TerminalSummary.Paragraph(text, $"under B slower or dearer: {SideWords.Models(figures.Where(static f => SideWords.IsWorse(f.Change)))}; faster or cheaper: {SideWords.Models(figures.Where(static f => SideWords.IsBetter(f.Change)))}", style);
        TerminalSummary.Paragraph(text, ChangeWords.Counts(judged, figures.Select(static f => f.Point).Distinct().Count()), style);
        text.Append('\n');
        if (summary.HeadlinePoint is { Families.Count: > 0 } point)
            Table(text, summary, point, figures, style);
        foreach (var skipped in manifest.Skipped)
            TerminalSummary.Paragraph(text, $"skipped: {skipped.Model} ({skipped.Reason})", style);
        text.Append('\n');
        var elsewhere = figures.Where(f => f.Point != summary.Headline && (SideWords.IsWorse(f.Change) || SideWords.IsBetter(f.Change))).ToList();
        foreach (var figure in elsewhere.Take(MostTold))
            TerminalSummary.Paragraph(text, Finding(figure), style);
        if (elsewhere.Count > MostTold)
            TerminalSummary.Paragraph(text, $"and {elsewhere.Count - MostTold} more at other loads, see --json", style);
        if (ChangeWords.CanTell(judged) is { } trust)
            TerminalSummary.Paragraph(text, trust, style);
        if (Trust.Lacks(summary) is { } lacks)
            TerminalSummary.Paragraph(text, Prose.Plain(lacks), style);
        text.Append(" report: ").Append(reportPath).Append('\n');
        return text.ToString();
    }

    private static void Table(StringBuilder text, RunSummary summary, PointSummary point, IReadOnlyList<SideFigure> figures, TerminalStyle style)
    {
        TerminalSummary.Paragraph(text, $"at {Words.Point(point.Point)}, B over A, paired by block:", style);
        var metrics = SideWords.Order(summary).ToList();
        var here = figures.Where(f => f.Point == point.Point).GroupBy(static f => f.Model).Select(static g => g.ToDictionary(static f => f.Metric)).ToList();
        TerminalTable.Append(
            text, style, ["model", "CPU µs", "", .. metrics.Select(ComparisonText.Head)],
            [.. here.Select(model => (string[])[model.Values.First().Model, .. Cpu(model), .. metrics.Select(m => model.TryGetValue(m.Name, out var f) ? ComparisonText.Cell(f.Change) : "")])],
            left: [0, .. Enumerable.Range(3, metrics.Count)]);
        TerminalSummary.Paragraph(text, ComparisonText.Signs, style);
    }

    private static string[] Cpu(Dictionary<string, SideFigure> model) => model.TryGetValue(Metric.ServerCpu.Name, out var cpu)
        ? [Figures.Number(cpu.A.Centre), Figures.Number(cpu.B.Centre)]
        : ["", ""];
}
