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
        TerminalTable.Append(text, style, ["model", "thread", "waits in", "of time", "mean ms"],
        [
            .. report.Models.SelectMany(static m => m.Threads.SelectMany((t, i) => Rows(i == 0 ? m.Model : "", t))),
        ], left: [0, 1, 2]);
        text.Append('\n');
        TerminalTable.Append(
            text, style, ["model", "who copies", "wakes", "EAGAIN"],
            [.. report.Models.Select(static m => new[] { m.Model, Copies(m), Figures.Number(m.WakesPerEcho, 2), Figures.Number(m.RefusalsPerEcho, 2) })], left: [0, 1]);
        text.Append('\n');
        foreach (var skipped in report.Skipped)
            TerminalSummary.Paragraph(text, $"skipped: {skipped.Model} ({skipped.Reason})", style);
        TerminalSummary.Paragraph(text, "waits in: the calls that a thread spends its time in, and how long each is on average; no call: what it calls is too short to sleep in. wakes, EAGAIN: calls an echo that wake a thread, or are refused at once", style);
        TerminalSummary.Paragraph(text, "*: threads of the process that make no stamped call, by /proc/PID/task: how often an echo they went to sleep, or that they ran all the time", style);
        if (report.Calls is { } calls)
            Calls(text, calls, style);
        return text.ToString();
    }

    /// <summary>A row for each call that the thread waits in.</summary>
    private static IEnumerable<string[]> Rows(string model, ThreadWaits t) => t.WaitsIn.Count == 0
        ? [[model, Thread(t), Waits(t), "", ""]]
        : t.WaitsIn.Select((w, i) => new[] { i == 0 ? model : "", i == 0 ? Thread(t) : "", w.Call, Figures.Percent(w.Share), Figures.Number(w.MeanUs / 1e3) });

    internal static string Thread(ThreadWaits t) => (t.Threads > 1 ? $"{t.Threads} × " : "") + t.Name + (t.Stamped ? "" : " *");

    internal static string Waits(ThreadWaits t) =>
        t.WaitsIn.Count > 0 ? Joined(t, static w => w.Call) : t.Stamped ? "no call" : t.SwitchesPerEcho < 0.1 ? "runs all the time" : $"{Figures.Number(t.SwitchesPerEcho, 2)} sleeps";

    internal static string Shares(ThreadWaits t) => Joined(t, static w => Figures.Percent(w.Share));

    internal static string Means(ThreadWaits t) => Joined(t, static w => Figures.Number(w.MeanUs / 1e3));

    private static string Joined(ThreadWaits t, Func<WaitedCall, string> what) => string.Join(", ", t.WaitsIn.Select(what));

    /// <summary>From a call that returns at once to one that waits for a second TCP try are six orders of magnitude.</summary>
    internal static string Time(double us) => us < 1000 ? $"{Figures.Number(us)} µs" : $"{Figures.Number(us / 1e3)} ms";

    /// <summary>By what was seen: calls that move bytes, completions that brought them, threads that ran and made no such call.</summary>
    internal static string Copies(ModelWaits m)
    {
        var others = string.Join(", ", m.Threads.Where(static t => !t.Stamped).Select(static t => t.Name));
        var ordered = m.CopyingCallsPerEcho.Keys.Where(static k => k.StartsWith("aio_", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var own = m.CopyingCallsPerEcho.Keys.Except(ordered).Order(StringComparer.Ordinal).ToList();
        if (own.Count > 0)
            return $"thread: {string.Join(", ", own)}";
        if (ordered.Count > 0)
            return $"threads *: {(others.Length > 0 ? others : "not seen")}, by {string.Join(", ", ordered)}";
        if (m.CompletionsPerEcho.Count > 0)
            return $"kernel in {(others.Length > 0 ? $"{others} *" : "thread")}: {string.Join(", ", m.CompletionsPerEcho.Keys.Order(StringComparer.Ordinal).Select(static k => k.Split(':')[^1]))}";
        return others.Length > 0 ? $"threads *: {others}" : "not seen";
    }

    private static void Calls(StringBuilder text, CallProbes calls, TerminalStyle style)
    {
        text.Append('\n');
        TerminalTable.Append(text, style, ["call", "blocks", "when", "returned", "took", "until the peer"],
        [
            .. calls.Probes.Select(static p => new[] { p.Call, p.Blocking ? "yes" : "no", p.Situation, p.Returned, Time(p.TookUs), p.PeerActs ?? "" }),
        ], left: [0, 1, 2, 3, 5]);
        text.Append('\n');
        TerminalSummary.Paragraph(text, $"the peer acts {Figures.Number(calls.PeerDelayMs)} ms after the call was made; medians. Over TCP a connect that meets a full queue goes on when its SYN is sent again, a second later", style);
    }
}
