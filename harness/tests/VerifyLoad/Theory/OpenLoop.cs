using IoBench.Linux;
using IoBench.Load;

namespace IoBench.VerifyLoad.Theory;

/// <summary>An open loop against servers of which theory knows the response times.</summary>
internal sealed class OpenLoop(double seconds, LoadEngine engine, double slack = 1)
{
    private const long SecondNs = 1_000_000_000, MillisecondNs = 1_000_000, StallNs = 100 * MillisecondNs;

    /// <summary>What the way to a server at rest and back took when it was last measured: some 50 us, unless the machine is busy with something else.</summary>
    internal double WayUs { get; private set; }

    /// <summary>
    /// 100 ms of each second nothing is answered. One message in ten falls into that, and waits 50 ms in the mean, more than 90 ms one in
    /// a hundred. Who has a connection of its own waits in the server; who shares the one connection waits in the client, where only the
    /// response time sees it.
    /// </summary>
    internal IReadOnlyList<Figure> Stalls()
    {
        const double Rate = 1000;
        var fromNs = Clock.NowNs();
        long Stalled(long nowNs) => (nowNs - fromNs) % SecondNs is var into && into < StallNs ? nowNs - into + StallNs : nowNs;
        var plain = Run(nowNs => nowNs, Rate, connections: 500, depth: 1);
        var many = Run(Stalled, Rate, connections: 500, depth: 1);
        var one = Run(Stalled, Rate, connections: 1, depth: 1);

        var p50 = WayUs = P(plain.Response, 0.5);
        return
        [
            new("stalls, 500 connections: p50 as without stalls", p50, P(many.Response, 0.5), 0, p50 + 1000 * slack),
            new("stalls, 500 connections: p99 of response", 90_000, P(many.Response, 0.99), 70_000, 130_000),
            new("stalls, 500 connections: p99 of service, waiting shows too", 90_000, P(many.Service, 0.99), 70_000, 130_000),
            Figure.Within("stalls, 500 connections: mean more by", 5000, (many.Response.MeanNs!.Value - plain.Response.MeanNs!.Value) / 1e3, 0.15 * slack),
            new("stalls, 1 connection: p99 of response", 90_000, P(one.Response, 0.99), 70_000, 130_000),
            new("stalls, 1 connection: p99 of service, waiting is hidden", p50, P(one.Service, 0.99), 0, 20_000),
        ];
    }

    /// <summary>Each answer so many milliseconds after its message.</summary>
    internal IReadOnlyList<Figure> Delays(params int[] delaysMs)
    {
        // So many a second that the client does not fall asleep, with or without a delay; so many connections that few messages meet a busy one.
        const double Rate = 2000;
        const int Connections = 256;
        var roundTrip = WayUs = P(Run(nowNs => nowNs, Rate, Connections, depth: 1).Response, 0.5);
        return [.. delaysMs.Select(Delayed)];

        Figure Delayed(int ms)
        {
            var got = P(Run(nowNs => nowNs + ms * MillisecondNs, Rate, Connections, depth: 1).Response, 0.5);
            return Figure.Within($"delay of {ms} ms: p50, with the round trip of {roundTrip:0} us", ms * 1000 + roundTrip, got, 0.01 * slack);
        }
    }

    /// <summary>
    /// Poisson arrivals at one server that takes a fixed time for each: three quarters of the response times by their distribution
    /// (Erlang), and their mean (Pollaczek and Khinchine), which a single pause of the machine moves. What the way to the server and
    /// back takes is measured at a twentieth of its capacity.
    /// </summary>
    internal IReadOnlyList<Figure> Queue(double load)
    {
        const long ServiceNs = MillisecondNs;
        const double ServiceUs = ServiceNs / 1e3, Idle = 0.05, Share = 0.75;
        var idle = At(Idle).Response;
        var queued = At(load).Response;
        var wayOfMean = idle.MeanNs!.Value / 1e3 - SingleServer.Mean(Idle, ServiceUs);
        var way = WayUs = P(idle, Share) - SingleServer.Quantile(Share, Idle, ServiceUs);
        return
        [
            Figure.Within($"M/D/1 at load {load}: p75, less {way:0} us for the way", SingleServer.Quantile(Share, load, ServiceUs), P(queued, Share) - way, 0.05 * slack),
            Figure.Within($"M/D/1 at load {load}: mean, less {wayOfMean:0} us for the way", SingleServer.Mean(load, ServiceUs), queued.MeanNs!.Value / 1e3 - wayOfMean, 0.05 * slack),
        ];

        WindowRecorder At(double share)
        {
            long lastNs = 0;
            return Run(nowNs => lastNs = Math.Max(nowNs, lastNs) + ServiceNs, share * 1e9 / ServiceNs, connections: 200, depth: 4);
        }
    }

    private WindowRecorder Run(Func<long, long> departureNs, double ratePerSecond, int connections, int depth)
    {
        // A CPU for each: one that stays awake on the server's CPU would keep it from answering in time.
        var cpus = CpuSet.Allowed();
        using var server = new ScheduledServer(departureNs, cpus.Length > 1 ? cpus[^1] : null);
        var outcome = LoadRun.Run(
            new LoadOptions
            {
                Target = server.EndPoint, Engine = engine, Connections = connections, Depth = depth, RatePerSecond = ratePerSecond,
                Cpus = [cpus[0]], Spin = cpus.Length > 1,
                Payload = PayloadMix.Of(ScheduledServer.MessageBytes), WarmupSeconds = 0.5, WarmupLimitSeconds = 0.5, DurationSeconds = seconds,
            }, new Nobody());
        if (outcome.FaultCount > 0) throw new InvalidOperationException($"the server is honest, but: {outcome.Faults[0]}");
        return outcome.Recorder;
    }

    private static double P(Latencies latencies, double quantile) => latencies.Quantile(quantile)!.Value / 1e3;
}
