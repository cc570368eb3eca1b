using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>
/// The reports of several hosts that drove one server together, as one: counts added, histograms added, rates added as each host
/// measured its own. What cannot be had exactly from the parts (steadiness, Little's law, a median of medians) is null, and stands in
/// each host's own report.
/// </summary>
public static class LoadMerge
{
    /// <summary>
    /// Adds up at least one report; <see cref="LoadReport.Hosts"/> is left to the caller, and so is what the hosts' windows have to do
    /// with each other. The verdict holds when each report's does, and is told with the name of its host.
    /// </summary>
    /// <param name="hosts">Reports of the same load options but for the numbers that are divided, each with its host's name.</param>
    public static LoadReport Of(IReadOnlyList<(string Host, LoadReport Report)> hosts)
    {
        var parts = hosts.Select(static host => host.Report).ToList();
        var first = parts[0];
        var received = parts.Sum(static part => part.Received);
        var latency = SampleMerge.Of([.. parts.Select(static part => new Sample(part.LatencyNs, part.Histogram))]);
        var service = SampleMerge.Of([.. parts.Select(static part => new Sample(part.ServiceTimeNs, part.ServiceHistogram))]);
        var lateness = SampleMerge.Of([.. parts.Select(static part => new Sample(part.LatenessNs, part.LatenessHistogram))]);
        return first with
        {
            Cpus = [.. parts.SelectMany(static part => part.Cpus)],
            Connections = parts.Sum(static part => part.Connections),
            Established = parts.Sum(static part => part.Established),
            Idle = parts.Sum(static part => part.Idle),
            RatePerSecond = Sum(parts, static part => part.RatePerSecond),
            Due = Sum(parts, static part => part.Due),
            Backlog = Sum(parts, static part => part.Backlog),
            WarmupSeconds = parts.Max(static part => part.WarmupSeconds),
            WindowSeconds = parts.Max(static part => part.WindowSeconds),
            AskingSeconds = parts.Max(static part => part.AskingSeconds),
            Sent = parts.Sum(static part => part.Sent),
            Received = received,
            InFlight = parts.Sum(static part => part.InFlight),
            Failed = parts.Sum(static part => part.Failed),
            CarriedIn = parts.Sum(static part => part.CarriedIn),
            ThroughputPerSecond = parts.Sum(static part => part.ThroughputPerSecond),
            ReceivedBytes = parts.Sum(static part => part.ReceivedBytes),
            LatencyNs = latency?.Figures ?? new LatencyNs(),
            ServiceTimeNs = service?.Figures,
            LatenessNs = lateness?.Figures,
            ConnectNs = Edges(parts, static part => part.ConnectNs),
            AcceptNs = Edges(parts, static part => part.AcceptNs),
            Connected = parts.Sum(static part => part.Connected),
            Clamped = parts.Sum(static part => part.Clamped),
            CpuUsPerMessage = new CpuTime
            {
                User = CpuUs(parts, static cpu => cpu.User) / Math.Max(1, received),
                System = CpuUs(parts, static cpu => cpu.System) / Math.Max(1, received),
            },
            CpuShare = Share(parts, static part => part.CpuShare),
            SpinShare = Share(parts, static part => part.SpinShare),
            AllocatedBytes = parts.Sum(static part => part.AllocatedBytes),
            Syscalls = Calls(parts),
            Clock = new ClockFacts { CostNs = parts.Max(static part => part.Clock.CostNs), ResolutionNs = parts.Max(static part => part.Clock.ResolutionNs) },
            LittleError = null,
            Fairness = FairnessMerge.Of(parts),
            Steadiness = null,
            CeilingPerSecond = null,
            StolenShare = null,
            Witness = null,
            Socket = parts.All(part => part.Socket == first.Socket) ? first.Socket : null,
            Verdict = Verdicts(hosts, latency),
            Histogram = latency?.Histogram ?? "",
            ServiceHistogram = service?.Histogram,
            LatenessHistogram = lateness?.Histogram,
            Hosts = null,
        };
    }

    private static Verdict Verdicts(IReadOnlyList<(string Host, LoadReport Report)> hosts, MergedSample? latency)
    {
        List<string> reasons = [.. hosts.SelectMany(static host => host.Report.Verdict.Reasons.Select(reason => $"host '{host.Host}': {reason}"))];
        if (latency is null)
            reasons.Add("a host's histogram could not be read, so there is no latency of all");
        // Reasons of a valid report are notes.
        return new Verdict { Valid = latency is not null && hosts.All(static host => host.Report.Verdict.Valid), Reasons = reasons };
    }

    private static double? Sum(List<LoadReport> parts, Func<LoadReport, double?> value) =>
        parts.All(part => value(part) is not null) ? parts.Sum(value) : null;

    private static long? Sum(List<LoadReport> parts, Func<LoadReport, long?> value) =>
        parts.All(part => value(part) is not null) ? parts.Sum(value) : null;

    // What was answered by none is divided by one, as at the host itself.
    private static double CpuUs(List<LoadReport> parts, Func<CpuTime, double> time) =>
        parts.Sum(part => time(part.CpuUsPerMessage) * Math.Max(1, part.Received));

    /// <summary>
    /// A share of all engines' time. A host's own share weighs as much as its engines had time, which is its CPU time over its share.
    /// </summary>
    private static double Share(List<LoadReport> parts, Func<LoadReport, double> share)
    {
        var weights = parts.Select(static part => part.CpuShare > 0
            ? (part.CpuUsPerMessage.User + part.CpuUsPerMessage.System) * Math.Max(1, part.Received) / part.CpuShare
            : part.WindowSeconds * 1e6).ToList();
        var total = weights.Sum();
        return total > 0 ? parts.Zip(weights, (part, weight) => share(part) * weight).Sum() / total : 0;
    }

    private static Dictionary<string, long> Calls(List<LoadReport> parts) => parts
        .SelectMany(static part => part.Syscalls)
        .GroupBy(static call => call.Key)
        .ToDictionary(static call => call.Key, static call => call.Sum(static count => count.Value));

    // Without their histograms only the ends are known.
    private static LatencyNs? Edges(List<LoadReport> parts, Func<LoadReport, LatencyNs?> latency)
    {
        var known = parts.Select(latency).OfType<LatencyNs>().ToList();
        return known.Count == 0 ? null : new LatencyNs { Min = known.Min(static part => part.Min), Max = known.Max(static part => part.Max) };
    }
}
