using System.Globalization;
using System.Text;
using IoBench.Results;

namespace IoBench.Node;

/// <summary>A load report for people.</summary>
internal static class LoadText
{
    internal static string Of(LoadReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(Line($"{report.Target}: {report.Connections} connections x {report.Depth} x {report.PayloadBytes} B, closed loop, {report.WindowSeconds:0.###} s after {report.WarmupSeconds:0.###} s of warm-up"));
        text.AppendLine(Line($"  throughput  {report.ThroughputPerSecond,12:N0} messages/s   {report.ThroughputPerSecond * report.PayloadBytes * 8 / 1e9:0.000} Gbit/s each way"));
        var latency = report.LatencyNs;
        text.AppendLine(Line($"  latency us  min {Us(latency.Min)}   p50 {Us(latency.P50)}   p90 {Us(latency.P90)}   p99 {Us(latency.P99)}   p99.9 {Us(latency.P999)}   max {Us(latency.Max)}"));
        text.AppendLine(Line($"  messages    {report.Sent} sent = {report.Received} received + {report.InFlight} in flight + {report.Failed} failed; every byte checked"));
        text.AppendLine(Line($"  client      {report.CpuUsPerMessage.User + report.CpuUsPerMessage.System:0.00} us of CPU per message, {report.CpuShare:0 %} of its CPUs{(report.CpuShare >= 0.95 ? ": the client may be the limit" : "")}"));
        foreach (var reason in report.Verdict.Reasons) text.AppendLine($"  not trusted: {reason}");
        return text.ToString().TrimEnd();
    }

    private static string Us(long? ns) => ns is { } value ? (value / 1000.0).ToString("0.0", CultureInfo.InvariantCulture) : "-";

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
