using System.Diagnostics;
using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.VerifyTwins;

/// <summary>
/// Pairs of runs, one of the node and one of its rival, and what their ratios say: in one window by turns, so that what the machine does it does to both; right
/// after each other where a server stays awake between messages.
/// </summary>
internal sealed class Duel(ModelInfo info, Rival rival, int connections, int serverCpu, int clientCpu)
{
    private const int MostTries = 3;

    private const long LeadNs = 600_000_000;

    // Each has a turn in every fortieth of a window: longer than it takes all connections to be answered.
    private const int Rounds = 40;

    private double WindowSeconds => connections > 200 ? 4 : 2;

    private readonly List<double> rates = [], costs = [], rivalRates = [], rivalCosts = [];

    internal void Fight(int pairs)
    {
        for (var pair = 0; pair < pairs; pair++)
        {
            // Each is the first one in every other pair: what drifts in between favours neither.
            bool[] order = [pair % 2 == 0, pair % 2 != 0];
            var results = info.StaysAwake ? [.. order.SelectMany(ours => Run([ours]))] : Run(order);
            var (ours, theirs) = order[0] ? (results[0], results[1]) : (results[1], results[0]);
            rates.Add(ours.PerSecond / theirs.PerSecond);
            costs.Add(ours.CpuUs / theirs.CpuUs);
            rivalRates.Add(theirs.PerSecond);
            rivalCosts.Add(theirs.CpuUs);
        }
    }

    internal string Line() => FormattableString.Invariant(
        $"{info.Name,-21} {connections,5}   {Text(rates)}   {Text(costs)}   {Centre(rivalRates),12:0} {Centre(rivalCosts),7:0.00}   {rival.Read(Of(rates), Of(costs))}");

    private List<Result> Run(bool[] ours)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Measure(ours);
            }
            catch (InvalidOperationException e) when (attempt < MostTries)
            {
                Console.Error.WriteLine($"verify-twins: {info.Name}, {connections} connections, again: {e.Message}");
            }
        }
    }

    private List<Result> Measure(bool[] ours)
    {
        var servers = new List<Contestant>();
        var loads = new List<TimedLoad>();
        try
        {
            foreach (var isOurs in ours)
            {
                var server = isOurs ? Contestant.Node(info.Name, serverCpu) : rival.Start(info.Name, serverCpu);
                servers.Add(server);
                loads.Add(new TimedLoad(server.Port, connections, clientCpu, WindowSeconds, ours.Length > 1 ? $"{servers.Count}/{ours.Length}" : null));
            }
            foreach (var load in loads) load.Connect();
            var windowNs = Stopwatch.GetTimestamp() + LeadNs;
            var window = loads.ConvertAll(load => load.Go(windowNs))[0];
            SleepUntil(window.StartNs);
            var startUs = servers.ConvertAll(server => server.CpuUs());
            // A round before its end: behind it connections end, and with them threads and what they have used.
            SleepUntil(window.StopNs - (window.StopNs - window.StartNs) / Rounds);
            var stopUs = servers.ConvertAll(server => server.CpuUs());
            if (Stopwatch.GetTimestamp() > window.StopNs) throw new InvalidOperationException("the CPU times were read late");
            var reports = loads.ConvertAll(load => load.Report());
            return [.. reports.Select((report, i) => new Result(report.ThroughputPerSecond, Contestant.CpuUs(startUs[i], stopUs[i]) * Rounds / (Rounds - 1) / report.Received))];
        }
        finally
        {
            foreach (var load in loads) load.Dispose();
            foreach (var server in servers) server.Dispose();
        }
    }

    // Stopwatch and the load's stamps are one clock, CLOCK_MONOTONIC.
    private static void SleepUntil(long atNs)
    {
        var leftNs = atNs - Stopwatch.GetTimestamp();
        if (leftNs > 0) Thread.Sleep(TimeSpan.FromTicks(leftNs / 100));
    }

    private static string Text(IReadOnlyList<double> ratios)
    {
        var estimate = Of(ratios);
        return FormattableString.Invariant($"{estimate.Centre:0.000} ") + (estimate.Interval is { } i ? FormattableString.Invariant($"[{i.Low:0.000}, {i.High:0.000}]") : "              ");
    }

    private static double Centre(IReadOnlyList<double> values) => Of(values).Centre;

    private static Estimate Of(IReadOnlyList<double> values) => HodgesLehmann.Estimate(values, Scale.Log)!;

    private sealed record Result(double PerSecond, double CpuUs);
}
