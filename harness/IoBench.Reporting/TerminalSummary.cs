using System.Text;
using IoBench.Analysis;
using IoBench.Reporting.Text;

namespace IoBench.Reporting;

/// <summary>The end of a run: one table, what its signs mean, how far to trust it, and where the report is.</summary>
public static class TerminalSummary
{
    private const int LongestName = 20;

    /// <summary>Axes whose crossings are told; the report has all.</summary>
    private const int MostCrossings = 2;

    public static string Render(RunSummary summary, TerminalStyle style, string reportPath)
    {
        var text = new StringBuilder();
        Paragraph(text, Head(summary), style, indent: "");
        text.Append('\n');
        if (Findings.Ranked(summary, Metric.Throughput) is { Count: > 0 } cells)
        {
            var told = Table(text, summary, cells, style);
            if (FloorText.Headline(summary) is { } floor)
                Paragraph(text, Floor(floor, cells, told), style);
        }
        else
        {
            Paragraph(text, "nothing valid was measured, so there is nothing to compare", style);
        }

        foreach (var skipped in summary.Manifest.Skipped)
            Paragraph(text, $"skipped: {skipped.Model}{(skipped.Connections is { } n ? $" at {Words.Connections(n)}" : "")} ({skipped.Reason})", style);
        text.Append('\n');
        if (Legend(summary) is { Length: > 0 } legend)
            Paragraph(text, legend, style);
        if (summary.CellsAt(summary.Headline).Any(static c => c.IsPaced))
            Paragraph(text, $"ratios: {summary.Manifest.Plan.Baseline} stood beside each, by turns of milliseconds; rates are as fast as the machine was just then", style);
        if (Words.UnseenCalls(Findings.Ranked(summary, Metric.Throughput)) is { Length: > 0 } unseen)
            Paragraph(text, unseen, style);
        if (OpenLoop.Line(summary) is { } open)
            Paragraph(text, open, style);
        foreach (var line in AxisView.Sections.Append(AxisView.Connections).Select(view => CrossingText.Line(summary, view)).OfType<string>().Take(MostCrossings))
            Paragraph(text, line, style);
        Paragraph(text, "trust: " + Trusted(summary), style);
        // A path is not broken: it is there to be copied.
        text.Append(" report: ").Append(reportPath).Append('\n');
        return text.ToString();
    }

    private static string Head(RunSummary summary)
    {
        var (manifest, placement) = (summary.Manifest, summary.Manifest.Placement);
        return $"IoBench {manifest.Plan.Name} · Linux {manifest.Environment.Kernel} · {Words.Plural(manifest.Environment.Cpus.Count, "CPU")} "
            + $"(server {Results.CpuList.Format(placement.ServerCpus)}, client {Results.CpuList.Format(placement.ClientCpus)}{(placement.Disjoint ? "" : ", shared")}) · {placement.Network} · "
            + Words.Plural(manifest.Plan.Blocks, "block") + (summary.ElapsedSeconds is { } seconds ? $" · {Figures.Duration(seconds)}" : "");
    }

    /// <returns>True when there was room for what models add to the floor.</returns>
    private static bool Table(StringBuilder text, RunSummary summary, List<CellSummary> cells, TerminalStyle style)
    {
        var point = summary.HeadlinePoint!;
        var family = point.Family(Metric.Throughput);
        string[] head = ["model", $"msg/s at {point.Point.Connections}", "", point.Baseline is null ? "ratio" : $"ratio to {point.Baseline}", "", "p50 µs", "p99 µs", "CPU µs", "calls"];
        var floor = FloorText.Headline(summary);
        head = floor is null ? head : [.. head, "added"];
        List<string[]> rows = [head];
        rows.AddRange(cells.Select(cell => Row(cell, floor, family?.Comparisons.FirstOrDefault(c => c.Label == cell.Cell.Label), cell.Cell.Label == point.Baseline)));
        var grid = rows.Select(r => r.Select(c => Plain(c, style)).ToArray()).ToList();
        var columns = head.Length;
        int[] widths;
        do
            widths = [.. Enumerable.Range(0, columns).Select(i => grid.Skip(i is 1 or 3 ? 1 : 0).Max(r => r[i].Length))];
        while (Widened(widths, head, style).Sum() + 2 * columns - 1 > style.Width && --columns > 2);
        widths = Widened(widths, head, style);
        for (var r = 0; r < grid.Count; r++)
        {
            var line = string.Concat(Enumerable.Range(0, widths.Length).Select(i => (i == 0 ? " " : Gap(i)) + Align(grid[r], i, widths, r == 0))).TrimEnd();
            text.Append(style.Colour && r > 0 ? Coloured(line, rows[r], cells[r - 1], style) : line).Append('\n');
        }

        return floor is not null && columns == head.Length;
    }

    private static string Floor(FloorSummary floor, List<CellSummary> cells, bool addedIsInTable)
    {
        var added = cells.Where(static c => c.ServerAboveFloor is not null).OrderBy(static c => c.ServerAboveFloor!.AddedUsPerMessage.Centre);
        var models = string.Join(", ", added.Select(c => Whole($"{c.Cell.Label} {FloorText.Added(floor, c.ServerAboveFloor)}")));
        return FloorText.Line(floor) + (models.Length == 0 ? "" : addedIsInTable ? "; added: the server’s CPU above it" : $"; the server’s CPU above it: {models}");
    }

    // "msg/s at 128" stands over two columns, the rate and its ±; "ratio to epoll" over the ratio and its interval.
    private static int[] Widened(int[] widths, string[] head, TerminalStyle style)
    {
        var wide = widths.ToArray();
        foreach (var i in new[] { 1, 3 })
            if (i + 1 < wide.Length)
                wide[i] = Math.Max(wide[i], Plain(head[i], style).Length - wide[i + 1] - Gap(i + 1).Length);
            else if (i < wide.Length)
                wide[i] = Math.Max(wide[i], Plain(head[i], style).Length);
        return wide;
    }

    private static string Gap(int column) => column is 2 or 4 ? " " : "  ";

    private static string Align(string[] row, int i, int[] widths, bool isHead)
    {
        if (i == 0)
            return row[0].PadRight(widths[0]);
        if (isHead && i is 1 or 3 && i + 1 < widths.Length)
            return row[i].PadLeft(widths[i] + Gap(i + 1).Length + widths[i + 1]);
        if (isHead && i is 2 or 4)
            return "";
        return i == 4 ? row[i].PadRight(widths[i]) : row[i].PadLeft(widths[i]);
    }

    private static string[] Row(CellSummary cell, FloorSummary? floor, Comparison? ratio, bool isBaseline) =>
    [
        cell.Cell.Label.Length > LongestName ? cell.Cell.Label[..(LongestName - 1)] + "…" : cell.Cell.Label,
        Figures.Rate(cell.ThroughputPerSecond!.Centre),
        Figures.PlusMinus(cell.ThroughputPerSecond),
        isBaseline ? "1.00" : Figures.Ratio(ratio?.Ratio.Centre),
        isBaseline ? "baseline" : ratio is null ? "" : $"{(ratio.Ratio.Interval is { } i ? Figures.Bounds(i) : "")} {Words.Sign(ratio.Judgement)}",
        Figures.Micros(cell.P50Ns?.Centre),
        Figures.Micros(cell.P99Ns?.Centre),
        Figures.Number(cell.ServerCpuUsPerMessage?.Centre),
        Words.BriefCalls(cell),
        .. floor is null ? (string[])[] : [FloorText.Added(floor, cell.ServerAboveFloor)],
    ];

    private static string Coloured(string line, string[] row, CellSummary cell, TerminalStyle style)
    {
        const string reset = "\e[0m";
        if (cell.ClientBound)
            line = $"\e[2m{line}{reset}";
        foreach (var (sign, colour) in new[] { (" +", "\e[32m"), (" −", "\e[31m") })
            if (row[4].EndsWith(sign, StringComparison.Ordinal))
                return line.Replace(Plain(row[4], style), Plain(row[4][..^1], style) + colour + Plain(sign[1..], style) + reset, StringComparison.Ordinal);
        return line;
    }

    private static string Legend(RunSummary summary)
    {
        var family = summary.HeadlinePoint?.Family(Metric.Throughput);
        if (family is not { Comparisons.Count: > 0 })
            return "";
        if (family.Comparisons.All(static c => c.Judgement == Judgement.TooFewBlocks))
            return $"no verdicts: they need {Levels.LeastBlocks} valid blocks, here are {family.Comparisons.Max(static c => c.PairedBlocks)}";
        var margin = Figures.Percent(family.Comparisons[0].OwnMargin);
        var signs = new[] { Judgement.Equivalent, Judgement.Worse, Judgement.Better, Judgement.Differs, Judgement.Inconclusive }
            .Where(j => family.Comparisons.Any(c => c.Judgement == j))
            .Select(j => Whole($"{Words.Sign(j)} {Words.Of(j, Metric.Throughput.Name)}{(j == Judgement.Equivalent ? $" within {margin}" : "")}"));
        return string.Join("  ", signs) + "  " + Whole("(CPU and calls: the server’s, per message)");
    }

    private static string Trusted(RunSummary summary)
    {
        List<string> parts = [];
        if (Trust.Aa(summary) is { } aa)
            parts.Add($"A/A {Figures.Ratio(aa.Ratio.Centre)}{(aa.Ratio.Interval is { } i ? $" {Figures.Bounds(i)}{(i.Contains(1) ? "" : " leaves out 1!")}" : "")}");
        if (Trust.Detectable(summary) is { } effect)
            parts.Add($"smallest difference this run can tell: {Figures.Percent(effect)}");
        if (Trust.ClientBound(summary) is { Count: > 0 } bound)
            parts.Add($"client-bound: {string.Join(", ", bound)} (their rates are lower bounds)");
        if (!summary.Manifest.Placement.Disjoint)
            parts.Add("server and client share their CPUs");
        if (Trust.Holm(summary) is not null)
            parts.Add("too few blocks for Holm’s correction, see the report");
        if (Trust.Lacks(summary) is { } lacks)
            parts.Add(Prose.Plain(lacks));
        return parts.Count == 0 ? "nothing to base it on" : string.Join("; ", parts);
    }

    // A sign and its meaning stay on one line.
    private static string Whole(string text) => text.Replace(' ', '\u00A0');

    internal static void Paragraph(StringBuilder text, string words, TerminalStyle style, string indent = " ")
    {
        var line = indent;
        foreach (var word in Plain(words, style).Split(' '))
        {
            if (line.Length > indent.Length && line.Length + 1 + word.Length > style.Width)
            {
                text.Append(line.TrimEnd()).Append('\n');
                line = indent + "  ";
            }

            line += (line.Trim().Length == 0 ? "" : " ") + word.Replace('\u00A0', ' ');
        }

        text.Append(line.TrimEnd()).Append('\n');
    }

    internal static string Plain(string text, TerminalStyle style) => style.Unicode
        ? text
        : new StringBuilder(text).Replace(Figures.Thin, "").Replace("µ", "u").Replace("±", "+-").Replace("−", "-").Replace("≠", "#").Replace("·", "-")
            .Replace("–", "-").Replace("…", "~").Replace("’", "'").Replace("×", "x").Replace("÷", "/").ToString();
}
