using System.Net;

namespace IoBench.Load.Tests;

/// <summary>Outcomes made by hand: what a run finds that goes as it should, to be spoilt in one respect.</summary>
internal static class Outcomes
{
    internal static readonly Window OneSecond = new(1_000_000_000, 2_000_000_000);

    internal const int Connections = 4;

    private const long MillisecondNs = 1_000_000;

    /// <summary>Four connections, each asking again as soon as it was answered, after a millisecond by default.</summary>
    /// <param name="latencyNs">By the time in the window, in shares.</param>
    internal static LoadOutcome Closed(Func<double, long>? latencyNs = null)
    {
        var recorder = new WindowRecorder { Window = OneSecond };
        var answered = new long[Connections];
        var next = new PriorityQueue<(int Connection, long AskedNs), long>();
        for (var i = 0; i < Connections; i++)
        {
            var askedNs = OneSecond.StartNs - MillisecondNs * i / Connections - 10;
            recorder.Asked(askedNs);
            next.Enqueue((i, askedNs), askedNs + MillisecondNs);
        }
        while (next.TryDequeue(out var message, out var nowNs))
        {
            if (recorder.Answered(message.AskedNs, message.AskedNs, nowNs, 64)) answered[message.Connection]++;
            if (nowNs >= OneSecond.StopNs) continue;
            recorder.Asked(nowNs);
            next.Enqueue((message.Connection, nowNs), nowNs + (latencyNs?.Invoke((nowNs - OneSecond.StartNs) / 1e9) ?? MillisecondNs));
        }
        recorder.Close();
        return Make(recorder, answered, rate: null);
    }

    /// <summary>A thousand arrivals, each sent so late and answered so long after it was due.</summary>
    internal static LoadOutcome Open(Func<int, long>? lateNs = null, Func<int, long>? responseNs = null, int asked = 1000)
    {
        var recorder = new WindowRecorder(openLoop: true) { Window = OneSecond };
        for (var i = 0; i < 1000; i++)
        {
            var dueNs = OneSecond.StartNs + i * MillisecondNs;
            var sentNs = dueNs + (lateNs?.Invoke(i) ?? 1_000);
            recorder.Due(dueNs, sentNs);
            if (i >= asked) continue;
            recorder.Asked(sentNs);
            recorder.Answered(dueNs, sentNs, dueNs + (responseNs?.Invoke(i) ?? 200_000), 64);
        }
        recorder.Close();
        return Make(recorder, [250, 250, 250, 250], rate: 1000, backlog: 1000 - asked);
    }

    internal static LoadOutcome Make(
        WindowRecorder recorder, IReadOnlyList<long> answered, double? rate = null, long backlog = 0, long lost = 0, IReadOnlyList<Doubt>? faults = null, int? faultCount = null,
        double cpuUs = 300_000, double spunUs = 0, long portWaits = 0, double? stolen = 0.01, double depth = 1) => new()
        {
            Options = new LoadOptions { Target = new IPEndPoint(IPAddress.Loopback, 7), Connections = answered.Count, Depth = (int)depth, RatePerSecond = rate },
            Window = recorder.Window,
            WarmupSeconds = 1,
            Recorder = recorder,
            Engines = 1,
            Lost = lost,
            Backlog = rate is null ? null : backlog,
            PortWaits = portWaits,
            AnsweredByConnection = answered,
            Faults = faults ?? [],
            FaultCount = faultCount ?? faults?.Count ?? 0,
            UserUs = cpuUs / 3,
            SystemUs = cpuUs * 2 / 3,
            SpunUs = spunUs,
            AllocatedBytes = 0,
            Calls = new Dictionary<string, long>(),
            Socket = null,
            StolenShare = stolen,
            Witness = null,
        };
}
