using System.Globalization;
using IoBench.Results;

namespace IoBench.Analysis.Anatomy;

/// <summary>Sums up who waited in which call, and who copied, while a slow client asked. Nothing here knows a model by its name.</summary>
public static class WaitTable
{
    /// <summary>A call in which a thread spends less of its time is not one that it waits in.</summary>
    public const double LeastShare = 0.1;

    /// <summary>Nor is one that is shorter on average, however often it is made: there the thread does not sleep, it tries.</summary>
    public const double LeastWaitUs = 100;

    /// <summary>Threads that slept and went on less often than this per echo had no part in it: timers and compilers of the runtime.</summary>
    private const double LeastSwitches = 0.5;

    /// <summary>Unless they ran most of the time: a thread that spins need not sleep.</summary>
    private const double LeastCpuShare = 0.5;

    /// <returns>Null when no echo lies wholly in the stamps.</returns>
    public static ModelWaits? Of(ModelInfo model, StampRound round, int payloadBytes)
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
            Threads = [.. Stamped(model.Name, round, calls, fromNs, toNs, n), .. Unstamped(round, calls)],
            CopyingCallsPerEcho = PerEcho(calls.Where(static c => BorderCalls.Receives(c) || c is { Call: "send" or "aio_read" or "aio_write", Kind: null, Result: >= 0 }), n),
            CompletionsPerEcho = PerEcho(calls.Where(static c => c is { Kind: StampedCall.Completed, Result: > 0, Call: "uring:recv" or "uring:send" }), n),
            WakesPerEcho = calls.Count(BorderCalls.WakesThread) / n,
            RefusalsPerEcho = calls.Count(BorderCalls.Refused) / n,
        };
    }

    private static IEnumerable<ThreadWaits> Stamped(string model, StampRound round, List<StampedCall> calls, long fromNs, long toNs, double echoes)
    {
        // A call that never returned in all that time is no stamp, but it is where its thread was.
        var open = round.Server.Waiting.Where(w => w.SinceNs < toNs)
            .Select(w => new StampedCall { Call = w.Call, Thread = w.Thread, EnterNs = Math.Max(w.SinceNs, fromNs), LeaveNs = toNs, Result = 0 });
        return calls.Where(BorderCalls.IsCall).Concat(open).GroupBy(static c => c.Thread)
            .Select(t => (Thread: t.Key, Name: NameOf(round, t.Key, model), Waits: Waits(t, fromNs, toNs)))
            .GroupBy(static t => (t.Name, string.Join(' ', t.Waits.Select(static w => w.Call))))
            .Select(g => new ThreadWaits
            {
                Name = g.Key.Name,
                Threads = g.Count(),
                Stamped = true,
                WaitsIn = [.. g.SelectMany(static t => t.Waits).GroupBy(static w => w.Call).Select(w => Wait(w.Key, [.. w], g.Count(), toNs - fromNs, echoes))],
                SwitchesPerEcho = PerEcho(round, g.Select(static t => t.Thread), static t => t.VoluntarySwitches),
                CpuUsPerEcho = PerEcho(round, g.Select(static t => t.Thread), static t => t.CpuNs) / 1e3,
            });
    }

    private static WaitedCall Wait(string call, IReadOnlyList<(string Call, long Ns, int Count)> of, int threads, long observedNs, double echoes) =>
        new(call, of.Sum(static w => w.Ns) / (double)observedNs / threads, of.Sum(static w => w.Ns) / 1e3 / of.Sum(static w => w.Count), of.Sum(static w => w.Count) / echoes);

    /// <summary>The calls that one thread spends its time in, longest first.</summary>
    private static List<(string Call, long Ns, int Count)> Waits(IEnumerable<StampedCall> thread, long fromNs, long toNs) =>
    [
        // What wakes is no wait, however long it takes: the other thread may run at once, in its place.
        .. thread.Where(static c => !BorderCalls.WakesThread(c)).GroupBy(static c => c.Call)
            .Select(g => (Call: g.Key, Ns: g.Sum(c => Math.Max(0, Math.Min(c.LeaveNs, toNs) - Math.Max(c.EnterNs, fromNs))), Count: g.Count()))
            .Where(c => c.Ns >= LeastShare * (toNs - fromNs) && c.Ns / 1e3 / c.Count >= LeastWaitUs)
            .OrderByDescending(static c => c.Ns),
    ];

    /// <summary>Threads of the process that made no stamped call, but went to sleep and on again as echoes came, or never slept.</summary>
    private static IEnumerable<ThreadWaits> Unstamped(StampRound round, List<StampedCall> calls)
    {
        var known = calls.Select(static c => c.Thread).Concat(round.Server.Waiting.Select(static w => w.Thread)).ToHashSet();
        var observedUsPerEcho = round.RoundTripsNs.Count > 0 ? ObservedNs(round) / 1e3 / round.RoundTripsNs.Count : 0;
        return round.After.Where(t => !known.Contains(t.Thread)).GroupBy(static t => WithoutId(t.Name))
            .Select(g => new ThreadWaits
            {
                Name = g.Key,
                Threads = Math.Max(1, g.Count(t => Moved(round.Before, t) > 0)),
                Stamped = false,
                SwitchesPerEcho = PerEcho(round, g.Select(static t => t.Thread), static t => t.VoluntarySwitches),
                CpuUsPerEcho = PerEcho(round, g.Select(static t => t.Thread), static t => t.CpuNs) / 1e3,
            })
            .Where(t => t.SwitchesPerEcho >= LeastSwitches || t.CpuUsPerEcho >= LeastCpuShare * observedUsPerEcho);
    }

    private static double ObservedNs(StampRound round) =>
        round.Client.Calls.Count == 0 ? 0 : round.Client.Calls.Max(static c => c.LeaveNs) - round.Client.Calls.Where(static c => c.EnterNs > 0).Select(static c => c.EnterNs).DefaultIfEmpty(0).Min();

    /// <summary>The kernel keeps 15 letters of a name; where these begin the model's, the whole is known.</summary>
    private static string NameOf(StampRound round, int thread, string model)
    {
        const int Kept = 15;
        var name = round.Server.Threads.GetValueOrDefault(thread.ToString(CultureInfo.InvariantCulture), "thread");
        return name.Length == Kept && model.StartsWith(name, StringComparison.Ordinal) ? model : name;
    }

    /// <summary>A thread of a ring bears the process id, which tells nothing: iou-sqp-123.</summary>
    private static string WithoutId(string name) => name.StartsWith("iou-", StringComparison.Ordinal) ? name.TrimEnd("0123456789".ToCharArray()).TrimEnd('-') : name;

    private static long Moved(IReadOnlyList<ThreadTicks> before, ThreadTicks after) =>
        after.VoluntarySwitches - (before.FirstOrDefault(b => b.Thread == after.Thread)?.VoluntarySwitches ?? 0);

    private static double? PerEcho(StampRound round, IEnumerable<int> threads, Func<ThreadTicks, long> counter)
    {
        if (round.After.Count == 0 || round.RoundTripsNs.Count == 0)
            return null;
        double sum = 0;
        foreach (var thread in threads)
        {
            if (round.After.FirstOrDefault(t => t.Thread == thread) is { } then)
                sum += counter(then) - (round.Before.FirstOrDefault(t => t.Thread == thread) is { } first ? counter(first) : 0);
        }

        return sum / round.RoundTripsNs.Count;
    }

    private static Dictionary<string, double> PerEcho(IEnumerable<StampedCall> calls, double echoes) =>
        calls.GroupBy(static c => c.Call).ToDictionary(static g => g.Key, g => g.Count() / echoes);
}
