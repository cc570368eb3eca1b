using IoBench.Linux;
using IoBench.Results.Kernels;

namespace IoBench.Node.Probes;

/// <summary>Takes the mean time of a call, less what taking it costs. Made for guests that count instructions, where one time is like the other.</summary>
internal sealed class CallWatch
{
    private const int Unwatched = 30, Watched = 100;

    private readonly List<CallCost> costs = [];
    private readonly List<string> skipped = [];
    private readonly double clockNs;

    internal CallWatch() => clockNs = Mean(static () => { }, static () => { }, static () => { });

    /// <param name="before">Makes the situation, each time.</param>
    /// <param name="after">Clears what the call left.</param>
    internal void Take(string name, Action call, Action? before = null, Action? after = null)
    {
        var mean = Mean(before ?? (static () => { }), call, after ?? (static () => { }));
        costs.Add(new CallCost(name, Math.Round(mean - clockNs, 1), Watched));
    }

    internal void Skip(string name, string reason) => skipped.Add($"{name}: {reason}");

    internal CallCosts Costs() => new() { ClockNs = clockNs, Calls = costs, Skipped = skipped };

    private static double Mean(Action before, Action call, Action after)
    {
        long sum = 0;
        for (var i = -Unwatched; i < Watched; i++)
        {
            before();
            var start = Clock.NowNs();
            call();
            var end = Clock.NowNs();
            after();
            if (i >= 0) sum += end - start;
        }
        return (double)sum / Watched;
    }
}
