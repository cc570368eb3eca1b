using System.Globalization;
using System.Text;
using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Export;

/// <summary>
/// Tidy data: a row for each invocation, a column for each thing, named and measured as in <c>invocations.jsonl</c> and <c>summary.json</c>.
/// What was not measured is empty; so are the figures of an invocation that failed a check, since it counts in none.
/// </summary>
/// <remarks>RFC 4180: a head, CRLF, quotes doubled.</remarks>
internal static class InvocationCsv
{
    private sealed record Record(RunManifest Manifest, Invocation Invocation, InvocationFigures? Figures, bool CallsSeen)
    {
        public Cell Cell => Invocation.Cell;

        /// <summary>Null where the invocation counts in no figure.</summary>
        public LoadReport? Load => Figures is null ? null : Invocation.Load;
    }

    private static readonly (string Head, Func<Record, object?> Value)[] Columns =
    [
        ("run", static r => r.Manifest.Name),
        ("block", static r => r.Invocation.Block),
        ("order", static r => r.Invocation.Order),
        ("repeats", static r => r.Invocation.Repeats),
        ("startedAt", static r => r.Invocation.StartedAt),
        ("elapsedSeconds", static r => r.Invocation.ElapsedSeconds),
        ("label", static r => r.Cell.Label),
        ("model", static r => r.Cell.Model),
        ("sweep", static r => r.Cell.Sweep),
        ("connections", static r => r.Cell.Connections),
        ("idle", static r => r.Cell.Idle),
        ("payloadBytes", static r => r.Cell.PayloadBytes),
        ("depth", static r => r.Cell.Depth),
        ("threads", static r => r.Cell.Threads),
        ("processes", static r => r.Cell.Processes),
        ("engine", static r => r.Cell.Engine),
        ("churn", static r => r.Cell.Churn),
        ("work", static r => r.Cell.Work ?? CellWork.None),
        ("loop", static r => r.Cell.IsOpen ? "open" : "closed"),
        ("ratePerSecond", static r => r.Cell.RatePerSecond),
        ("loadShare", static r => r.Cell.LoadShare),
        ("shareOf", static r => r.Cell.ShareOf),
        ("valid", static r => r.Invocation.Verdict.Valid),
        ("reasons", static r => string.Join("; ", r.Invocation.Verdict.Reasons)),
        ("windowSeconds", static r => r.Load?.WindowSeconds),
        ("askingSeconds", static r => r.Load?.AskingSeconds),
        ("received", static r => r.Load?.Received),
        ("throughputPerSecond", static r => r.Figures?.ThroughputPerSecond),
        ("p50Ns", static r => r.Figures?.P50Ns),
        ("p90Ns", static r => r.Figures?.P90Ns),
        ("p99Ns", static r => r.Figures?.P99Ns),
        ("p999Ns", static r => r.Figures?.P999Ns),
        ("serverCpuUsPerMessage", static r => r.Figures?.ServerCpuUsPerMessage),
        ("serverCpuUserUsPerMessage", static r => r.Figures?.ServerCpuUserUsPerMessage),
        ("serverCpuSystemUsPerMessage", static r => r.Figures?.ServerCpuSystemUsPerMessage),
        ("serverCpuShare", static r => r.Figures?.ServerCpuShare),
        ("syscallsPerMessage", static r => r.CallsSeen ? r.Figures?.SyscallsPerMessage : null),
        ("contextSwitchesPerMessage", static r => r.Figures?.ContextSwitchesPerMessage),
        ("allocatedBytesPerMessage", static r => r.Figures?.AllocatedBytesPerMessage),
        ("clientCpuUsPerMessage", static r => r.Figures?.ClientCpuUsPerMessage),
        ("clientCpuShare", static r => r.Figures?.ClientCpuShare),
        ("pacedBy", static r => r.Figures?.PacedBy),
        ("paceThroughputPerSecond", static r => r.Figures?.Pace?.ThroughputPerSecond),
        ("paceP50Ns", static r => r.Figures?.Pace?.P50Ns),
        ("paceP99Ns", static r => r.Figures?.Pace?.P99Ns),
        ("paceServerCpuUsPerMessage", static r => r.Figures?.Pace?.ServerCpuUsPerMessage),
        ("stealShare", static r => r.Invocation.Disturbance?.StealShare),
        ("cpuPressureShare", static r => r.Invocation.Disturbance?.CpuPressureShare),
    ];

    public static string Render(Run run, RunSummary summary)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(static c => c.Head)).Append("\r\n");
        var figures = summary.Cells.SelectMany(static c => c.Invocations.Select(i => (i.Order, Figures: i, CallsSeen: !c.SyscallsUnseen))).ToDictionary(static f => f.Order);
        foreach (var invocation in run.Invocations.OrderBy(static i => i.Order))
        {
            var known = figures.TryGetValue(invocation.Order, out var found);
            var record = new Record(run.Manifest, invocation, known ? found.Figures : null, known && found.CallsSeen);
            text.AppendJoin(',', Columns.Select(c => Field(c.Value(record)))).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Field(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString() ?? ""),
    };

    private static string Quoted(string text) => text.AsSpan().IndexOfAny("\",\r\n") >= 0 || text != text.Trim()
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
