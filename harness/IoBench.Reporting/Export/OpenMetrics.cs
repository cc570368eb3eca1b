using System.Globalization;
using System.Text;
using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Export;

/// <summary>OpenMetrics 1.0 as text: a family of metrics for each figure, the load in labels, ended by <c># EOF</c>. Times are in seconds, as the format asks.</summary>
/// <remarks>prometheus.io, "OpenMetrics 1.0"; no time stamps, so that a collector of text files takes it too.</remarks>
internal static class OpenMetrics
{
    private const double NsPerSecond = 1e9, UsPerSecond = 1e6;

    private static readonly double[] Quantiles = [0.5, 0.9, 0.99, 0.999];

    private static readonly (string Name, string Help, double PerUnit, Series Series)[] Gauges =
    [
        ("iobench_throughput_per_second", "Messages echoed a second in a closed loop.", 1, Series.Throughput),
        ("iobench_latency_median_seconds", "Median latency of an invocation.", NsPerSecond, Series.P50),
        ("iobench_latency_p99_seconds", "99th percentile of latency of an invocation.", NsPerSecond, Series.P99),
        ("iobench_server_cpu_seconds_per_message", "CPU time of the server for a message.", UsPerSecond, Series.ServerCpu),
        ("iobench_syscalls_per_message", "System calls of the server for a message.", 1, Series.Syscalls),
        ("iobench_context_switches_per_message", "Context switches of the server for a message.", 1, Series.ContextSwitches),
        ("iobench_allocated_bytes_per_message", "Bytes that the server allocates for a message.", 1, Series.Allocated),
    ];

    public static string Render(RunSummary summary)
    {
        var text = new StringBuilder();
        About(text, summary.Manifest);
        foreach (var (name, help, perUnit, series) in Gauges)
        {
            Family(text, name, "gauge", $"{help} Centre over the invocations, and its interval where there is one.");
            foreach (var cell in summary.Cells)
                Estimate(text, name, Labels(cell.Cell), series.Of(cell), perUnit);
        }

        Family(text, "iobench_latency_seconds", "summary", "Latency of all messages of a cell together, the histograms of its invocations added up.", unit: "seconds");
        foreach (var cell in summary.Cells.Where(static c => c.Latency is not null))
        {
            foreach (var quantile in Quantiles.Where(q => cell.Latency!.At(q) is not null))
                Sample(text, "iobench_latency_seconds", [.. Labels(cell.Cell), ("quantile", Number(quantile))], cell.Latency!.At(quantile)!.Value / NsPerSecond);
            Sample(text, "iobench_latency_seconds_count", Labels(cell.Cell), cell.Latency!.Samples);
        }

        Family(text, "iobench_valid_invocations", "gauge", "Invocations that passed every check.");
        foreach (var cell in summary.Cells)
            Sample(text, "iobench_valid_invocations", Labels(cell.Cell), cell.Valid);
        Family(text, "iobench_client_bound", "gauge", "1 where the client was the limit: the rate is a lower bound.");
        foreach (var cell in summary.Cells)
            Sample(text, "iobench_client_bound", Labels(cell.Cell), cell.ClientBound ? 1 : 0);
        Verdicts(text, summary);
        return text.Append("# EOF\n").ToString();
    }

    private static void About(StringBuilder text, RunManifest manifest)
    {
        Family(text, "iobench_run", "info", "What was measured, on what.");
        Sample(text, "iobench_run_info",
        [
            ("run", manifest.Name), ("plan", manifest.Plan.Name), ("baseline", manifest.Plan.Baseline), ("kernel", manifest.Environment.Kernel),
            ("cpu", manifest.Environment.CpuModel ?? ""), ("hypervisor", manifest.Environment.Hypervisor ?? ""), ("dotnet", manifest.Environment.DotNet),
            ("iobench", manifest.Environment.IoBench), ("commit", manifest.Environment.GitCommit ?? ""), ("network", manifest.Placement.Network),
        ], 1);
    }

    private static void Verdicts(StringBuilder text, RunSummary summary)
    {
        List<(LoadPoint Point, Comparison Comparison)> all =
            [.. summary.Points.SelectMany(static p => p.Families.SelectMany(f => f.Comparisons.Concat(f.Aa is null ? [] : [f.Aa]).Select(c => (p.Point, c))))];
        Family(text, "iobench_ratio", "gauge", "Model over baseline, paired by block: centre and interval.");
        foreach (var (point, c) in all)
            Estimate(text, "iobench_ratio", [.. Labels(c.Label, point), ("metric", c.Metric)], c.Ratio, 1);
        Family(text, "iobench_verdict", "stateset", "What the comparison with the baseline says.");
        foreach (var (point, c) in all)
            foreach (var judgement in Enum.GetValues<Judgement>())
                Sample(text, "iobench_verdict", [.. Labels(c.Label, point), ("metric", c.Metric), ("iobench_verdict", judgement.ToString())], c.Judgement == judgement ? 1 : 0);
    }

    private static IReadOnlyList<(string, string)> Labels(Cell cell) => Labels(cell.Label, cell.Point);

    // The point is unique; what it is made of most stands beside it, to be asked for.
    private static IReadOnlyList<(string, string)> Labels(string label, LoadPoint point) =>
    [
        ("label", label), ("point", point.ToString()), ("loop", point.IsOpen ? "open" : "closed"),
        ("connections", Number(point.Connections)), ("idle", Number(point.Idle)), ("payload_bytes", Number(point.PayloadBytes)), ("depth", Number(point.Depth)),
    ];

    private static void Estimate(StringBuilder text, string name, IReadOnlyList<(string, string)> labels, Estimate? estimate, double perUnit)
    {
        if (estimate is null)
            return;
        Sample(text, name, [.. labels, ("estimate", "centre")], estimate.Centre / perUnit);
        if (estimate.Interval is not { } interval)
            return;
        Sample(text, name, [.. labels, ("estimate", "low")], interval.Low / perUnit);
        Sample(text, name, [.. labels, ("estimate", "high")], interval.High / perUnit);
    }

    private static void Family(StringBuilder text, string name, string type, string help, string? unit = null)
    {
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        if (unit is not null)
            text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
        text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(help)).Append('\n');
    }

    private static void Sample(StringBuilder text, string name, IReadOnlyList<(string Name, string Value)> labels, double value) =>
        text.Append(name).Append('{').AppendJoin(',', labels.Select(static l => $"{l.Name}=\"{Escaped(l.Value)}\"")).Append("} ").Append(Number(value)).Append('\n');

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
