using System.Text;
using IoBench.Analysis;
using IoBench.Analysis.Trends;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting;

/// <summary>A trend on a terminal: what changed, when and by how much; then a line for each model; then how far to trust it.</summary>
public static class TrendTable
{
    private const int LongestName = 20;

    private const int MostLeftOut = 8;

    private const string Minus = "−";

    private static readonly Dictionary<string, string> Heads = new()
    {
        [Metric.Throughput.Name] = "msg/s", [Metric.P50.Name] = "p50", [Metric.P99.Name] = "p99", [Metric.ServerCpu.Name] = "CPU",
    };

    public static string Render(TrendSummary summary, TerminalStyle style, string reportPath)
    {
        var text = new StringBuilder();
        TerminalSummary.Paragraph(
            text,
            $"IoBench trend · {Words.Plural(summary.Runs.Count, "run")} of {summary.Conditions.Plan}, {TrendWords.Days(summary)} · {TrendChart.Place(summary)} · {Words.Point(summary.Headline)}",
            style, indent: "");
        text.Append('\n');
        Changes(text, summary, style);
        text.Append('\n');
        Models(text, summary, style);
        text.Append('\n');
        TerminalSummary.Paragraph(text, Legend(summary), style);
        TerminalSummary.Paragraph(text, "trust: " + Prose.Plain(TrendAnswer.Trust(summary))["How far to trust it: ".Length..].TrimEnd('.'), style);
        foreach (var left in summary.LeftOut.Take(MostLeftOut))
            TerminalSummary.Paragraph(text, $"left out: {left.Run} ({left.Reason})", style);
        if (summary.LeftOut.Count > MostLeftOut)
            TerminalSummary.Paragraph(text, $"left out: {summary.LeftOut.Count - MostLeftOut} more, see the report", style);
        // A path is not broken: it is there to be copied.
        text.Append(" report: ").Append(reportPath).Append('\n');
        return text.ToString();
    }

    private static void Changes(StringBuilder text, TrendSummary summary, TerminalStyle style)
    {
        var events = TrendWords.Events(summary);
        if (events.Count == 0)
            TerminalSummary.Paragraph(text, Prose.Plain(TrendAnswer.Of(summary)[0]), style);
        foreach (var changes in events)
        {
            var words = new StringBuilder();
            TerminalSummary.Paragraph(words, Prose.Plain(TrendAnswer.Event(summary, changes)).TrimEnd('.'), style);
            var lines = words.ToString();
            if (style.Colour)
                foreach (var (series, change) in changes)
                    lines = Coloured(lines, $"{TrendWords.Metric(series.Metric).Title} ", TerminalSummary.Plain(TrendWords.Signed(change.Ratio.Centre), style), change.ForBetter);
            text.Append(lines);
        }
    }

    private static void Models(StringBuilder text, TrendSummary summary, TerminalStyle style)
    {
        var metrics = Metric.ComparedAt(summary.Headline);
        List<(string[] Cells, List<TrendSeries?> Series)> rows = [(["model", "runs", "span", .. metrics.Select(static m => Heads[m.Name])], [])];
        foreach (var model in summary.Series.Where(s => s.Point == summary.Headline).GroupBy(static s => s.Label))
        {
            var longest = model.MaxBy(static s => s.Points.Count)!;
            var series = metrics.Select(m => model.FirstOrDefault(s => s.Metric == m.Name)).ToList();
            rows.Add((
                [
                    model.Key.Length > LongestName ? model.Key[..(LongestName - 1)] + "…" : model.Key, Figures.Count(longest.Points.Count),
                    Span(summary.Runs[longest.Points[0].Run], summary.Runs[longest.Points[^1].Run], summary.By), .. series.Select(Cell),
                ], series));
        }

        var grid = rows.Select(r => r.Cells.Select(c => TerminalSummary.Plain(c, style)).ToArray()).ToList();
        var widths = Enumerable.Range(0, grid[0].Length).Select(i => grid.Max(r => r[i].Length)).ToArray();
        // Kernels have long names: the span gives way first.
        var spare = style.Width - 1 - widths.Sum() - 2 * (widths.Length - 1);
        if (spare < 0)
            widths[2] = Math.Max(4, widths[2] + spare);
        foreach (var (row, series) in grid.Zip(rows.Select(static r => r.Series)))
            text.Append(' ').Append(string.Join("  ", row.Select((cell, i) => Align(cell, i, widths[i], series, style))).TrimEnd()).Append('\n');
    }

    private static string Align(string cell, int column, int width, List<TrendSeries?> series, TerminalStyle style)
    {
        var cut = cell.Length > width ? cell[..(width - 1)] + (style.Unicode ? "…" : "~") : cell;
        var padded = column is 0 or 2 ? cut.PadRight(width) : cut.PadLeft(width);
        return style.Colour && column > 2 && series.Count > 0 && series[column - 3] is { Changes: [.., var last] } ? Coloured(padded, "", cut, last.ForBetter) : padded;
    }

    private static string Span(TrendRun first, TrendRun last, TrendAxis by)
    {
        var (from, to) = by switch
        {
            TrendAxis.Kernel => (KernelVersion.Of(first.Kernel).Release, KernelVersion.Of(last.Kernel).Release),
            TrendAxis.Commit => (TrendRun.Brief(first.Commit) ?? "none", TrendRun.Brief(last.Commit) ?? "none"),
            // The year once, where it is one.
            _ => (TrendWords.Day(first.StartedAt), TrendWords.Day(last.StartedAt) is var day && day != TrendWords.Day(first.StartedAt) && day[..4] == TrendWords.Day(first.StartedAt)[..4] ? day[5..] : day),
        };
        return TrendWords.Span(from, to);
    }

    private static string Cell(TrendSeries? series) => series switch
    {
        null => Figures.None,
        { Verdict: TrendVerdict.TooFewRuns } => "few",
        { Verdict: TrendVerdict.NoChange } => "none",
        // From the first level to the last one, over all changes between.
        _ => TrendWords.Signed(series.Changes.Aggregate(1.0, static (all, c) => all * c.Ratio.Centre)) + (series.Changes.Count > 1 ? $" ({series.Changes.Count})" : ""),
    };

    private static string Legend(TrendSummary summary)
    {
        var shown = summary.Series.Where(s => s.Point == summary.Headline).ToList();
        var parts = new List<string>();
        if (shown.Any(static s => s.Verdict == TrendVerdict.NoChange))
            parts.Add("none: no change found, which is not the same as equal");
        if (shown.Any(static s => s.Verdict == TrendVerdict.Changed))
            parts.Add($"+ and {Minus}: the last level against the first{(shown.Any(static s => s.Changes.Count > 1) ? " (and over how many changes)" : "")}");
        if (shown.Any(static s => s.Verdict == TrendVerdict.TooFewRuns))
            parts.Add($"few: too few runs to tell, it takes {summary.Rule.LeastRuns}");
        parts.Add($"models relative to {summary.Reference} in the same run");
        var own = shown.Where(s => s.Label == summary.Reference && !s.IsControl).ToList();
        if (own.Count > 0)
            parts.Add(own.Any(static s => s.Basis == Basis.Floor)
                ? $"{summary.Reference} itself: CPU over the floor, else absolute, so the machine is in it"
                : $"{summary.Reference} itself: absolute, so the machine is in it");
        return string.Join("; ", parts);
    }

    // The words before it tell it from the same figure of another metric.
    private static string Coloured(string text, string before, string figure, bool better) =>
        text.Replace(before + figure, $"{before}{(better ? "\e[32m" : "\e[31m")}{figure}\e[0m", StringComparison.Ordinal);
}
