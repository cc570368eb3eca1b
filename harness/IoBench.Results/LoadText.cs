using System.Globalization;
using System.Text;

namespace IoBench.Results;

/// <summary>A load report for people: of one host, or of several and each one's share in a line.</summary>
public static class LoadText
{
    /// <summary>From this share of its CPUs on, a client may be the limit.</summary>
    private const double Full = 0.95;

    public static string Of(LoadReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(Line($"{report.Target}: {Hosts(report)}{report.Connections} connections x {report.Depth} x {report.PayloadMix ?? $"{report.PayloadBytes} B"}, {Loop(report)}, {report.WindowSeconds:0.###} s after {report.Steadiness?.WarmupSeconds ?? report.WarmupSeconds:0.###} s of warm-up"));
        text.AppendLine(Line($"  throughput  {report.ThroughputPerSecond,12:N0} messages/s   {report.ReceivedBytes * 8 / report.AskingSeconds / 1e9:0.000} Gbit/s each way"));
        Quantiles(text, report.Due is null ? "latency" : "response", report.LatencyNs);
        Quantiles(text, "service", report.ServiceTimeNs);
        Quantiles(text, "lateness", report.LatenessNs);
        Quantiles(text, "connect", report.ConnectNs);
        Quantiles(text, "accept", report.AcceptNs);
        text.AppendLine(Line($"  messages    {report.Sent} sent = {report.Received} received + {report.InFlight} in flight + {report.Failed} failed; every byte checked"));
        if (report.Due is { } due) text.AppendLine(Line($"  schedule    {due} due, {report.Backlog} in line at the end"));
        if (report.Churn > 0) text.AppendLine(Line($"  churn       {report.Connected / report.WindowSeconds:N0} connections/s, {report.Churn} messages each"));
        if (report.Fairness is { } fairness) text.AppendLine(Line($"  fairness    {fairness.Slowest} to {fairness.Fastest} messages a connection, Jain's index {fairness.Jain:0.000}"));
        text.AppendLine(Line($"  client      {Client(report)}"));
        if (report.Witness is { } witness) text.AppendLine($"  kernel      {Witness(witness)}");
        foreach (var host in report.Hosts ?? []) text.AppendLine(HostLine(host, report));
        foreach (var reason in report.Verdict.Reasons) text.AppendLine($"  {(report.Verdict.Valid ? "note" : "not trusted")}: {reason}");
        return text.ToString().TrimEnd();
    }

    private static string Hosts(LoadReport report) => report.Hosts is { } hosts ? Line($"{hosts.Count} hosts, ") : "";

    private static string Loop(LoadReport report) => report.RatePerSecond is { } rate
        ? Line($"open loop, {report.Arrival} arrivals at {rate:#,0.###}/s")
        : "closed loop";

    private static void Quantiles(StringBuilder text, string name, LatencyNs? times)
    {
        if (times?.Max is null) return;
        text.AppendLine(Line($"  {name + " us",-12}min {Us(times.Min)}   p50 {Us(times.P50)}   p90 {Us(times.P90)}   p99 {Us(times.P99)}   p99.9 {Us(times.P999)}   max {Us(times.Max)}"));
    }

    private static string Client(LoadReport report)
    {
        var spin = report.SpinShare > 0 ? Line($", {report.SpinShare:0 %} of it awake for the next arrival") : "";
        var ceiling = report.CeilingPerSecond is { } most ? Line($"; it reaches {most:N0}/s against the cheapest server") : "";
        return Line($"{report.CpuUsPerMessage.User + report.CpuUsPerMessage.System:0.00} us of CPU per message, {report.CpuShare:0 %} of its CPUs{spin}{ceiling}");
    }

    private static string Witness(Witness witness) => witness.Samples == 0
        ? witness.Note ?? "gave no time stamps"
        : Line($"{witness.Samples} messages stamped, medians in us: send to kernel {Us(witness.SendNs)}, beyond {Us(witness.BeyondNs)}, waking {Us(witness.WakeNs)}, receive {Us(witness.ReceiveNs)}; round trip {Us(witness.RoundTripNs)}");

    private static string HostLine(LoadHost host, LoadReport all)
    {
        if (host.Report is not { } report) return $"  host        {host.Prefix}: nothing measured";
        var share = all.ThroughputPerSecond > 0 ? report.ThroughputPerSecond / all.ThroughputPerSecond : 0;
        var error = host.StartedAfterErrorNs is > 0 ? $" ± {Ms(host.StartedAfterErrorNs)}" : "";
        var limit = report.CpuShare - report.SpinShare >= Full ? ": it may be the limit" : "";
        return Line($"  host        {host.Prefix}: {report.Connections} connections, {report.ThroughputPerSecond:N0} messages/s ({share:0 %}), p99 {Us(report.LatencyNs.P99)} us, began {Ms(host.StartedAfterNs)}{error} ms after the first, {report.CpuShare:0 %} of its CPUs{limit}");
    }

    private static string Ms(long? ns) => ((ns ?? 0) / 1e6).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Us(double? ns) => ns is { } value ? (value / 1000.0).ToString("0.0", CultureInfo.InvariantCulture) : "-";

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
