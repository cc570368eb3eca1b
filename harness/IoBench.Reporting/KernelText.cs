using System.Text;
using IoBench.Analysis.Kernels;
using IoBench.Reporting.Text;
using IoBench.Results.Kernels;

namespace IoBench.Reporting;

/// <summary>A kernel matrix on a terminal: each model on each kernel, then which part of the kernel moved, then how far to trust it.</summary>
public static class KernelText
{
    private const int LongestName = 22;

    public static string Render(KernelMatrixSummary summary, TerminalStyle style, string reportPath)
    {
        var text = new StringBuilder();
        TerminalSummary.Paragraph(text, $"IoBench kernels · {KernelWords.Boots(summary)} · {KernelWords.Place(summary)}", style, indent: "");
        foreach (var connections in summary.Plan.Connections)
            Load(text, summary, connections, style);
        for (var i = 0; i < summary.Columns.Count; i++)
            if (summary.Columns[i].Reference is { } reference)
                Moved(text, summary, i, reference, style);
        text.Append('\n');
        foreach (var line in KernelWords.Updates(summary))
            TerminalSummary.Paragraph(text, Prose.Plain(line), style);
        foreach (var skip in summary.Skipped)
            TerminalSummary.Paragraph(text, $"skipped: {skip.Model}{(skip.Connections is { } n ? $" at {Words.Connections(n)}" : "")} on {Words.List(skip.Columns)} ({skip.Reason})", style);
        foreach (var line in Trust(summary))
            TerminalSummary.Paragraph(text, Prose.Plain(line), style);
        // A path is not broken: it is there to be copied.
        text.Append(" report: ").Append(reportPath).Append('\n');
        return text.ToString();
    }

    /// <summary>What the verdicts rest on.</summary>
    internal static IEnumerable<FormattableString> Trust(KernelMatrixSummary summary)
    {
        yield return $"differs: the ranges over boots do not overlap, and the centres (medians) are more than {Figures.Percent(KernelCell.Margin)} apart; no difference shown is not the same as equal";
        yield return $"widest range over boots: {Figures.Percent(summary.WidestRange)}; figures are {summary.Unit}, of client, server and kernel together on one CPU{(summary.Plan.Accelerator == Accelerators.Emulation ? ": instructions are not time (no cache, no second CPU)" : "")}";
        foreach (var uneven in summary.Parts.Where(static p => p.Unevenness > KernelCell.Margin).GroupBy(static p => p.Column))
            yield return $"on {summary.Columns[uneven.Key].Name} one echo is not like the other, and parts are those of echoes around the median: {Prose.Names(uneven.Select(static p => p.Model))} (their middle half is {Figures.Percent(uneven.Min(static p => p.Unevenness))} to {Figures.Percent(uneven.Max(static p => p.Unevenness))} wide)";
        if (summary.Missing > 0)
            yield return $"{Words.Plural(summary.Missing, "job")} not done: the same command goes on with {(summary.Missing == 1 ? "it" : "them")}";
        foreach (var cell in summary.Cells.Where(static c => c.Doubts.Count > 0))
            yield return $"not counted: boots of {new Name(cell.Model)} at {Words.Connections(cell.Connections)} on {summary.Columns[cell.Column].Name} ({Words.List(cell.Doubts)})";
    }

    private static void Load(StringBuilder text, KernelMatrixSummary summary, int connections, TerminalStyle style)
    {
        var rows = summary.Plan.Models.SelectMany(m => summary.Of(m, connections).Select((c, i) => new[]
        {
            i == 0 ? m : "", Label(summary.Columns[c.Column]), KernelWords.Count(c.Centre), KernelWords.Range(c), KernelWords.Change(c.Ratio), KernelWords.Of(c, summary),
        })).ToList();
        text.Append('\n');
        TerminalSummary.Paragraph(text, Words.Connections(connections), style);
        TerminalTable.Append(text, style, ["model", "kernel", Accelerators.BriefUnit(summary.Plan.Accelerator), "range", "change", "verdict"], rows, left: [0, 1, 5]);
    }

    /// <summary>Options stand below the kernel that they are options of.</summary>
    private static string Label(KernelColumn column)
    {
        var label = column.Options.Length > 0 ? $"+ {column.Options}" : column.Kernel.Name;
        return label.Length > LongestName ? label[..(LongestName - 1)] + "…" : label;
    }

    private static void Moved(StringBuilder text, KernelMatrixSummary summary, int column, int reference, TerminalStyle style)
    {
        var moves = KernelMove.Of(summary, column, reference);
        if (moves.Count == 0)
            return;
        var shares = KernelMove.SharesIn(moves);
        text.Append('\n');
        TerminalSummary.Paragraph(text, $"which part moved: {summary.Columns[column].Name} less {summary.Columns[reference].Name}, {KernelWords.Unit(summary)} of an echo on one connection", style);
        TerminalTable.Append(
            text, style, ["model", .. shares.Select(KernelWords.BriefShare), "rest", "echo"],
            [.. moves.Select(m => (string[])[m.Model, .. shares.Select(s => KernelWords.Signed(m.Shares[s])), KernelWords.Signed(m.Rest), KernelWords.Signed(m.Echo)])], left: [0]);
    }
}
