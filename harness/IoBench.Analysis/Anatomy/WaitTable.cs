using IoBench.Results;

namespace IoBench.Analysis.Anatomy;

/// <summary>One thread of a process as /proc tells of it: counters since its start.</summary>
public sealed record ThreadTicks(int Thread, string Name, long CpuNs, long VoluntarySwitches);

/// <summary>Sums up who waited in which call, and who copied, while a slow client asked. Nothing here knows a model by its name.</summary>
public static class WaitTable
{
    /// <summary>A thread that spends less of its time in any one call has no call that it waits in.</summary>
    public const double LeastShare = 0.5;

    /// <summary>Nor has one whose calls are shorter on average, however many they are: it does not sleep, it tries.</summary>
    public const double LeastWaitUs = 100;

    /// <summary>Threads that slept and ran less often than this per echo had no part in it: timers and compilers of the runtime.</summary>
    private const double LeastSwitches = 0.5;

    /// <summary>Unless they ran so much: a thread that spins need not sleep.</summary>
    private const double LeastCpuUs = 100;

    /// <param name="before">Threads of the server before the round; empty where /proc cannot be read.</param>
    /// <param name="asked">Echoes between <paramref name="before"/> and <paramref name="after"/>, whether or not stamps reach them.</param>
    /// <returns>Null when no echo lies wholly in the stamps.</returns>
    public static ModelWaits? Of(ModelInfo model, StampRound round, int payloadBytes, IReadOnlyList<ThreadTicks> before, IReadOnlyList<ThreadTicks> after, int asked)
    {
        var echoes = round.Echoes(payloadBytes);
        if (echoes.Count == 0)
            return null;
        var (fromNs, toNs) = (echoes[0].StartNs, echoes[^1].EndNs);
        var calls = round.Threads().SelectMany(static t => t.Calls).Where(c => c.LeaveNs > fromNs && c.EnterNs < toNs).ToList();
        var n = (double)echoes.Count;
        return new ModelWaits
        {
            Model = model.Name,
            CallsCounted = model.CallsCounted,
            Echoes = echoes.Count,
            ObservedMs = (toNs - fromNs) / 1e6,
            Threads = [.. Stamped(round, calls, fromNs, toNs, n, before, after, asked), .. Unstamped(calls, round.Server.Waiting, before, after, asked)],
            CopyingCallsPerEcho = PerEcho(calls.Where(static c => BorderCalls.Receives(c) || c is { Call: "send" or "aio_read" or "aio_write", Kind: null, Result: >= 0 }), n),
            CompletionsPerEcho = PerEcho(calls.Where(static c => c is { Kind: StampedCall.Completed, Result: > 0, Call: "uring:recv" or "uring:send" }), n),
            WakesPerEcho = calls.Count(BorderCalls.WakesThread) / n,
            RefusalsPerEcho = calls.Count(BorderCalls.Refused) / n,
        };
    }

    private static IEnumerable<ThreadWaits> Stamped(
        StampRound round, List<StampedCall> calls, long fromNs, long toNs, double echoes, IReadOnlyList<ThreadTicks> before, IReadOnlyList<ThreadTicks> after, int asked)
    {
        // A call that never returned in all that time is no stamp, but it is where its thread was.
        var open = round.Server.Waiting.Where(w => w.SinceNs < toNs)
            .Select(w => new StampedCall { Call = w.Call, Thread = w.Thread, EnterNs = Math.Max(w.SinceNs, fromNs), LeaveNs = toNs, Result = 0 });
        return calls.Where(BorderCalls.IsCall).Concat(open).GroupBy(static c => c.Thread)
            .Select(t => (Thread: t.Key, Name: round.Server.Threads.GetValueOrDefault(FormattableString.Invariant($"{t.Key}"), "thread"), Longest: Longest(t)))
            .GroupBy(static t => (t.Name, t.Longest.Name))
            .Select(g => (Key: g.Key, Rows: g.ToList(), Share: g.Average(t => t.Longest.Ns / (double)(toNs - fromNs)), MeanUs: g.Sum(static t => t.Longest.Ns) / 1e3 / g.Sum(static t => t.Longest.Count)))
            .Select(g => new ThreadWaits
            {
                Name = g.Key.Item1,
                Threads = g.Rows.Count,
                Stamped = true,
                WaitsIn = g is { Share: >= LeastShare, MeanUs: >= LeastWaitUs } ? g.Key.Item2 : null,
                WaitShare = g.Share,
                MeanWaitUs = g.MeanUs,
                CallsPerEcho = g.Rows.Sum(static t => t.Longest.Count) / echoes,
                SwitchesPerEcho = Ticks(before, after, g.Rows.Select(static t => t.Thread), static t => t.VoluntarySwitches) / asked,
                CpuUsPerEcho = Ticks(before, after, g.Rows.Select(static t => t.Thread), static t => t.CpuNs) / asked / 1e3,
            });

        (string Name, long Ns, int Count) Longest(IEnumerable<StampedCall> thread) => thread
            // What wakes is no wait, however long it takes; the same call by another thread may be one.
            .GroupBy(static c => c.Call)
            .Select(g => (g.Key, Ns: g.Sum(c => Math.Min(c.LeaveNs, toNs) - Math.Max(c.EnterNs, fromNs)), Count: g.Count()))
            .MaxBy(static c => c.Ns);
    }

    /// <summary>Threads of the process that made no stamped call, but went to sleep and on again as echoes came.</summary>
    private static IEnumerable<ThreadWaits> Unstamped(
        List<StampedCall> calls, IReadOnlyList<WaitingCall> waiting, IReadOnlyList<ThreadTicks> before, IReadOnlyList<ThreadTicks> after, int asked)
    {
        var known = calls.Select(static c => c.Thread).Concat(waiting.Select(static w => w.Thread)).ToHashSet();
        return after.Where(t => !known.Contains(t.Thread)).GroupBy(static t => t.Name)
            .Select(g => new ThreadWaits
            {
                Name = g.Key,
                Threads = Math.Max(1, g.Count(t => Moved(before, t) > 0)),
                Stamped = false,
                SwitchesPerEcho = Ticks(before, after, g.Select(static t => t.Thread), static t => t.VoluntarySwitches) / asked,
                CpuUsPerEcho = Ticks(before, after, g.Select(static t => t.Thread), static t => t.CpuNs) / asked / 1e3,
            })
            .Where(static t => t.SwitchesPerEcho >= LeastSwitches || t.CpuUsPerEcho >= LeastCpuUs);
    }

    private static long Moved(IReadOnlyList<ThreadTicks> before, ThreadTicks after) =>
        after.VoluntarySwitches - (before.FirstOrDefault(b => b.Thread == after.Thread)?.VoluntarySwitches ?? 0);

    private static double? Ticks(IReadOnlyList<ThreadTicks> before, IReadOnlyList<ThreadTicks> after, IEnumerable<int> threads, Func<ThreadTicks, long> counter)
    {
        if (after.Count == 0)
            return null;
        double sum = 0;
        foreach (var thread in threads)
        {
            if (after.FirstOrDefault(t => t.Thread == thread) is { } then)
                sum += counter(then) - (before.FirstOrDefault(t => t.Thread == thread) is { } first ? counter(first) : 0);
        }

        return sum;
    }

    private static Dictionary<string, double> PerEcho(IEnumerable<StampedCall> calls, double echoes) =>
        calls.GroupBy(static c => c.Call).ToDictionary(static g => g.Key, g => g.Count() / echoes);
}
