using System.Diagnostics;
using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.VerifyTwins;

/// <summary>
/// Pairs of runs, one of each language, and what their ratios say: in one window by turns, so that what the machine does it does to both; right
/// after each other where a server stays awake between messages.
/// </summary>
internal sealed class Duel(ModelInfo info, int connections, int serverCpu, int clientCpu)
{
    private const int MostTries = 3;

    private const long LeadNs = 600_000_000;

    // A fortieth of it has a turn of each: longer than it takes all connections to be answered.
    private double WindowSeconds => connections > 200 ? 4 : 2;

    private readonly List<double> rates = [], costs = [], nativeRates = [], nativeCosts = [];

    internal void Fight(int pairs)
    {
        for (var pair = 0; pair < pairs; pair++)
        {
            // Each is the first one in every other pair: what drifts in between favours neither.
            bool[] order = [pair % 2 == 0, pair % 2 != 0];
            var results = info.StaysAwake ? [.. order.SelectMany(managed => Run([managed]))] : Run(order);
            var (managed, native) = order[0] ? (results[0], results[1]) : (results[1], results[0]);
            rates.Add(managed.PerSecond / native.PerSecond);
            costs.Add(managed.CpuUs / native.CpuUs);
            nativeRates.Add(native.PerSecond);
            nativeCosts.Add(native.CpuUs);
        }
    }

    internal string Line() => FormattableString.Invariant(
        $"{info.Name,-21} {connections,5}   {Text(rates)}   {Text(costs)}   {Centre(nativeRates),9:0} {Centre(nativeCosts),7:0.00}   {Verdict()}");

    private string Verdict()
    {
        if (HodgesLehmann.Estimate(rates, Scale.Log) is not { Interval: { } interval }) return "too few pairs";
        return interval.Low >= 0.95 ? "at least 0.95" : interval.High < 0.95 ? "below 0.95" : "inconclusive";
    }

    private List<Result> Run(bool[] managed)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Measure(managed);
            }
            catch (InvalidOperationException e) when (attempt < MostTries)
            {
                Console.Error.WriteLine($"verify-twins: {info.Name}, {connections} connections, again: {e.Message}");
            }
        }
    }

    private List<Result> Measure(bool[] managed)
    {
        var servers = new List<Contestant>();
        var loads = new List<TimedLoad>();
        try
        {
            foreach (var isManaged in managed)
            {
                var server = isManaged ? Contestant.Node(info.Name, serverCpu) : Contestant.Twin(Twins.Program, info.Name, serverCpu);
                servers.Add(server);
                loads.Add(new TimedLoad(server.Port, connections, clientCpu, WindowSeconds, managed.Length > 1 ? $"{servers.Count}/{managed.Length}" : null));
            }
            foreach (var load in loads) load.Connect();
            var windowNs = Stopwatch.GetTimestamp() + LeadNs;
            var window = loads.ConvertAll(load => load.Go(windowNs))[0];
            SleepUntil(window.StartNs);
            var startUs = servers.ConvertAll(server => server.CpuUs());
            SleepUntil(window.StopNs);
            var stopUs = servers.ConvertAll(server => server.CpuUs());
            var reports = loads.ConvertAll(load => load.Report());
            return [.. reports.Select((report, i) => new Result(report.ThroughputPerSecond, (stopUs[i] - startUs[i]) / report.Received))];
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
        var estimate = HodgesLehmann.Estimate(ratios, Scale.Log)!;
        return FormattableString.Invariant($"{estimate.Centre:0.00} ") + (estimate.Interval is { } i ? FormattableString.Invariant($"[{i.Low:0.00}, {i.High:0.00}]") : "            ");
    }

    private static double Centre(IReadOnlyList<double> values) => HodgesLehmann.Estimate(values, Scale.Log)!.Centre;

    private sealed record Result(double PerSecond, double CpuUs);
}
