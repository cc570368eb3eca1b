using System.Globalization;
using System.Text;
using IoBench.Results;

namespace IoBench.Cli.Hosts;

/// <summary>A load of several hosts for people: what all did, then each host's share in a line.</summary>
internal static class HostsText
{
    /// <summary>From this share of its CPUs on, a client may be the limit.</summary>
    private const double Full = 0.95;

    public static string Of(LoadReport report)
    {
        var text = new StringBuilder();
        var hosts = report.Hosts ?? [];
        text.AppendLine(Line($"{report.Target}: {hosts.Count} hosts, {report.Connections} connections x {report.Depth} x {report.PayloadMix ?? $"{report.PayloadBytes} B"}, {Loop(report)}, {report.WindowSeconds:0.###} s after {report.WarmupSeconds:0.###} s of warm-up"));
        text.AppendLine(Line($"  throughput  {report.ThroughputPerSecond,12:N0} messages/s   {report.ReceivedBytes * 8 / report.WindowSeconds / 1e9:0.000} Gbit/s each way"));
        Quantiles(text, report.Due is null ? "latency" : "response", report.LatencyNs);
        Quantiles(text, "service", report.ServiceTimeNs);
        Quantiles(text, "lateness", report.LatenessNs);
        text.AppendLine(Line($"  messages    {report.Sent} sent = {report.Received} received + {report.InFlight} in flight + {report.Failed} failed; every byte checked"));
        if (report.Due is { } due)
            text.AppendLine(Line($"  schedule    {due} due, {report.Backlog} in line at the end"));
        text.AppendLine(Line($"  clients     {report.CpuUsPerMessage.User + report.CpuUsPerMessage.System:0.00} us of CPU per message, {report.CpuShare:0 %} of their CPUs"));
        foreach (var host in hosts)
            text.AppendLine(HostLine(host, report));
        foreach (var reason in report.Verdict.Reasons)
            text.AppendLine($"  {(report.Verdict.Valid ? "note" : "not trusted")}: {reason}");
        return text.ToString().TrimEnd();
    }

    private static string Loop(LoadReport report) => report.RatePerSecond is { } rate
        ? Line($"open loop, {report.Arrival} arrivals at {rate:#,0.###}/s")
        : $"{report.Loop} loop";

    private static void Quantiles(StringBuilder text, string name, LatencyNs? times)
    {
        if (times?.Max is not null)
            text.AppendLine(Line($"  {name + " us",-12}min {Us(times.Min)}   p50 {Us(times.P50)}   p90 {Us(times.P90)}   p99 {Us(times.P99)}   p99.9 {Us(times.P999)}   max {Us(times.Max)}"));
    }

    private static string HostLine(LoadHost host, LoadReport all)
    {
        if (host.Report is not { } report)
            return $"  host        {host.Prefix}: nothing measured";
        var share = all.ThroughputPerSecond > 0 ? report.ThroughputPerSecond / all.ThroughputPerSecond : 0;
        return Line($"  host        {host.Prefix}: {report.Connections} connections, {report.ThroughputPerSecond:N0} messages/s ({share:0 %}), p99 {Us(report.LatencyNs.P99)} us, began {Ms(host.StartedAfterNs)}{Error(host)} ms after the first, {report.CpuShare:0 %} of its CPUs{(report.CpuShare - report.SpinShare >= Full ? ": it may be the limit" : "")}");
    }

    private static string Error(LoadHost host) => host.StartedAfterErrorNs is > 0 ? $" ± {Ms(host.StartedAfterErrorNs)}" : "";

    private static string Ms(long? ns) => ((ns ?? 0) / 1e6).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Us(long? ns) => ns is { } value ? (value / 1000.0).ToString("0.0", CultureInfo.InvariantCulture) : "-";

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
