using System.Text;
using System.Text.Json;
using IoBench.Results;

namespace IoBench.Reporting;

/// <summary>Where each model waits and who copies, as measured, in a terminal.</summary>
public static class WaitText
{
    /// <summary>Writes <see cref="WaitReport.FileName"/> into the folder, whole or not at all.</summary>
    public static void Write(WaitReport report, string folder) =>
        AtomicFile.Write(Path.Combine(folder, WaitReport.FileName), JsonSerializer.Serialize(report, FileJson.Default.WaitReport) + "\n");

    public static string Render(WaitReport report, TerminalStyle style)
    {
        var text = new StringBuilder();
        TerminalSummary.Paragraph(
            text, $"measured: one connection, {Figures.Count(report.PayloadBytes)} bytes, an echo each {Figures.Number(report.PauseMs)} ms and its pause · Linux {report.Environment.Kernel}", style, indent: "");
        text.Append('\n');
        Columns(text, style, ["model", "thread", "waits in", "of time", "mean ms"],
        [
            .. report.Models.SelectMany(static m => m.Threads.Select((t, i) => new[]
            {
                i == 0 ? m.Model : "", Thread(t), Waits(t), t.WaitsIn is null ? "" : Figures.Percent(t.WaitShare), t.WaitsIn is null ? "" : Figures.Number(t.MeanWaitUs / 1e3),
            })),
        ], left: [0, 1, 2]);
        text.Append('\n');
        Columns(text, style, ["model", "who copies", "wakes", "EAGAIN"],
            [.. report.Models.Select(static m => new[] { m.Model, Copies(m), Figures.Number(m.WakesPerEcho, 2), Figures.Number(m.RefusalsPerEcho, 2) })], left: [0, 1]);
        text.Append('\n');
        foreach (var skipped in report.Skipped)
            TerminalSummary.Paragraph(text, $"skipped: {skipped.Model} ({skipped.Reason})", style);
        TerminalSummary.Paragraph(text, "waits in: the call that takes most of a thread’s time, and how long it is; no call: none takes half of it, or all are too short to sleep in. wakes, EAGAIN: calls an echo that wake a thread, or are refused at once", style);
        TerminalSummary.Paragraph(text, "*: threads of the process that make no stamped call, by /proc/PID/task: how often an echo they went to sleep", style);
        if (report.Calls is { } calls)
            Calls(text, calls, style);
        return text.ToString();
    }

    internal static string Thread(ThreadWaits t) => (t.Threads > 1 ? $"{t.Threads} × " : "") + t.Name + (t.Stamped ? "" : " *");

    internal static string Waits(ThreadWaits t) => t.Stamped ? t.WaitsIn ?? "no call" : $"{Figures.Number(t.SwitchesPerEcho)} sleeps";

    /// <summary>By what was seen: calls that move bytes, completions that brought them, threads that ran and made none of these.</summary>
    internal static string Copies(ModelWaits m)
    {
        var others = m.Threads.Where(static t => !t.Stamped).Select(static t => t.Name).ToList();
        var ordered = m.CopyingCallsPerEcho.Keys.Where(static k => k.StartsWith("aio_", StringComparison.Ordinal)).ToList();
        var own = m.CopyingCallsPerEcho.Keys.Except(ordered).Order(StringComparer.Ordinal).ToList();
        if (own.Count > 0)
            return "the thread: " + string.Join(", ", own);
        if (m.CompletionsPerEcho.Count > 0)
            return "the kernel: " + string.Join(", ", m.CompletionsPerEcho.Keys.Order(StringComparer.Ordinal)) + (others.Count > 0 ? $" ({string.Join(", ", others)})" : "");
        return others.Count > 0 ? $"other threads: {string.Join(", ", others)}" : "not seen";
    }

    private static void Calls(StringBuilder text, CallProbes calls, TerminalStyle style)
    {
        text.Append('\n');
        Columns(text, style, ["call", "blocks", "when", "returned", "took ms", "waited until the peer"],
        [
            .. calls.Probes.Select(static p => new[] { p.Call, p.Blocking ? "yes" : "no", p.Situation, p.Returned, Figures.Number(p.TookUs / 1e3), p.PeerActs ?? "" }),
        ], left: [0, 1, 2, 3, 5]);
        text.Append('\n');
        TerminalSummary.Paragraph(text, $"the peer acts {Figures.Number(calls.PeerDelayMs)} ms after the call was made; medians. Over TCP a connect that meets a full queue goes on when its SYN is sent again, a second later", style);
    }

    private static void Columns(StringBuilder text, TerminalStyle style, string[] head, IReadOnlyList<string[]> rows, int[] left)
    {
        var grid = rows.Prepend(head).Select(r => r.Select(c => TerminalSummary.Plain(c, style)).ToArray()).ToList();
        var widths = Enumerable.Range(0, head.Length).Select(i => grid.Max(r => r[i].Length)).ToArray();
        foreach (var row in grid)
            text.Append((" " + string.Join("  ", row.Select((cell, i) => left.Contains(i) ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))).TrimEnd()).Append('\n');
    }
}
