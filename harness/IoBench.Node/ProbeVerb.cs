using System.Text.Json;
using IoBench.Linux;
using IoBench.Node.Probes;
using IoBench.Results;

namespace IoBench.Node;

/// <summary><c>probe-calls</c>: accept, connect, recv and send, on descriptors that block and that do not: what returns at once, and what waits for whom.</summary>
internal static class ProbeVerb
{
    private const int LimitMs = 30_000;
    private const double PeerDelayMs = 30;

    internal static int Run(Arguments arguments)
    {
        arguments.Done();
        // A call that waits for ever is a finding, but no reason to be here for ever.
        using var watch = new Timer(static _ =>
        {
            Console.Error.WriteLine($"iobench: probe-calls: a call did not return within {LimitMs / 1000} s");
            Environment.Exit(1);
        }, null, LimitMs, Timeout.Infinite);
        var probes = Situation.All().Select(Probe).ToList();
        Console.Out.WriteLine(JsonSerializer.Serialize(new CallProbes { PeerDelayMs = PeerDelayMs, Probes = probes }, LineJson.Default.CallProbes));
        return 0;
    }

    private static CallProbe Probe(Situation situation)
    {
        // The first try compiles what the others run; where there are several, the median does not feel it.
        var tries = Enumerable.Range(0, situation.Tries).Select(_ => Try(situation)).OrderBy(t => t.TookNs).ToList();
        var median = tries[tries.Count / 2];
        return new CallProbe
        {
            Call = situation.Call,
            Blocking = situation.Blocking,
            Situation = situation.Words,
            PeerActs = situation.Peer?.Words,
            Returned = median.Result.Ok ? "ok" : median.Result.Errno.ToString(),
            TookUs = median.TookNs / 1e3,
            AfterPeerUs = median.AfterPeerNs / 1e3,
            Tries = tries.Count,
        };
    }

    private static (IoResult Result, long TookNs, long? AfterPeerNs) Try(Situation situation)
    {
        var kernel = new Kernel();
        using var pair = situation.Prepare(kernel);
        long actedNs = 0, startNs = 0;
        Thread? peer = null;
        using var ready = new ManualResetEventSlim();
        if (situation.Peer is { } acts)
        {
            peer = new Thread(() =>
            {
                ready.Wait();
                Clock.SleepUntil(Volatile.Read(ref startNs) + (long)(PeerDelayMs * 1e6));
                Volatile.Write(ref actedNs, Clock.NowNs());
                acts.Do(pair);
            }) { IsBackground = true };
            peer.Start();
        }
        Volatile.Write(ref startNs, Clock.NowNs());
        ready.Set();
        var enterNs = Clock.NowNs();
        var result = situation.Make(kernel, pair);
        var leaveNs = Clock.NowNs();
        peer?.Join();
        return (result, leaveNs - enterNs, peer is null ? null : leaveNs - actedNs);
    }
}
