namespace IoBench.Load;

/// <summary>What a load run doubts of itself. Each check is a method; none is a matter of taste: its bound stands beside it with what it is for.</summary>
public static class Audit
{
    /// <summary>Largest |N - X*R| / N that still agrees with Little's law.</summary>
    public const double MostLittleError = 0.02;

    /// <summary>From this share of its CPUs on, time spent awake for nothing apart, the client may be what limits the rate.</summary>
    public const double ClientBoundShare = 0.95;

    /// <summary>Least share of the offered rate that is held.</summary>
    public const double LeastAchieved = 0.98;

    // A trend of a quarter over the window that noise, even one that persists, shows once in ten thousand runs: a run that changes mode
    // halfway does not reach it. (In simulation, TrendTests: 0 to 2 in a hundred of random walks, the worst that noise can be; 25 to 45 by Kendall's own p.)
    private const double MostDrift = 0.25, LeastDriftP = 1e-4;

    private const long LeastPerSlice = 10;

    // Below, a few connections are served while others wait; threads that take turns of milliseconds reach 0.9.
    private const double LeastJain = 0.8;

    private const long LeastForFairness = 20;

    private const double MostStolen = 0.10;

    // The clock is read twice a message, and its step bounds what can be told.
    private const double MostClockShare = 0.1;

    // Where a hundredth of the sends is later than this, and not far below what is measured, the schedule was not kept.
    private const long LateNs = 50_000;

    /// <summary>Why the result is not to be trusted, or not to be read without a remark; empty when it is.</summary>
    /// <param name="clockCostNs">Of one reading.</param>
    /// <param name="ceilingPerSecond">What this client reaches against the cheapest server; null when that was not measured.</param>
    public static IReadOnlyList<Doubt> Of(LoadOutcome outcome, double clockCostNs, long clockStepNs, double? ceilingPerSecond = null)
    {
        var doubts = new List<Doubt>(outcome.Faults);
        if (outcome.FaultCount > outcome.Faults.Count) doubts.Add(new("more", $"{outcome.FaultCount - outcome.Faults.Count} more faults"));
        if (outcome.Received == 0) doubts.Add(new("nothing", "no message was answered within the window"));
        Doubt?[] checks =
        [
            Conservation(outcome), Schedule(outcome), Little(outcome), Steadiness(outcome), Punctuality(outcome), Overload(outcome), Client(outcome, ceilingPerSecond),
            Fairness(outcome), Ports(outcome), Stolen(outcome), Clock(outcome, clockCostNs, clockStepNs),
        ];
        doubts.AddRange(checks.OfType<Doubt>());
        return doubts;
    }

    private static Doubt? Conservation(LoadOutcome o) => o.Sent == o.Received + o.InFlight + o.Lost
        ? null
        : new("conservation", $"{o.Sent} sent, but {o.Received} received + {o.InFlight} in flight + {o.Lost} failed");

    private static Doubt? Schedule(LoadOutcome o) => o.Backlog is not { } backlog || o.Recorder.Seen == o.Recorder.SeenAndAsked + o.Recorder.Dropped + backlog
        ? null
        : new("schedule", $"{o.Recorder.Seen} arrivals came due from the start, but {o.Recorder.SeenAndAsked} sent + {o.Recorder.Dropped} left to the warm-up + {backlog} in line");

    private static Doubt? Little(LoadOutcome o) => o.FaultCount == 0 && o.LittleError is { } error && error >= MostLittleError
        ? new("little", Text($"Little's law: throughput x latency misses the messages under way by {error:0.0 %}"))
        : null;

    private static Doubt? Steadiness(LoadOutcome o)
    {
        if (o.FaultCount > 0 || o.Received < LeastPerSlice * WindowRecorder.Slices) return null;
        var trend = o.Trend;
        return Math.Abs(trend.Drift) > MostDrift && trend.PersistentP < LeastDriftP && !IsOverloaded(o)
            ? new("unsteady", Text($"the {(o.Options.IsOpenLoop ? "response time" : "rate")} changed by {trend.Drift:+0 %;-0 %} of its median over the window, after {o.WarmupSeconds:0.##} s of warm-up (p = {trend.PersistentP:0.0e0}); prolong --warmup"))
            : null;
    }

    private static Doubt? Punctuality(LoadOutcome o)
    {
        if (o.Backlog is null || o.Recorder.Lateness.Quantile(0.99) is not { } lateNs || o.Recorder.Response.Quantile(0.99) is not { } responseNs) return null;
        return lateNs > LateNs && lateNs > responseNs / 2
            ? new("late-sends", Text($"one send in a hundred was {lateNs / 1e3:0.#} us late or later, against a p99 of {responseNs / 1e3:0.#} us: the client could not keep its schedule; give it a CPU of its own (--cpus), or lower --rate"))
            : null;
    }

    private static Doubt? Overload(LoadOutcome o) => IsOverloaded(o)
        ? new("overload", Text($"{o.ThroughputPerSecond:0} of {o.Recorder.DueWithin / o.Window.Seconds:0} messages a second were answered, {o.Backlog} waited in line at the end: response times grow with the window's length"), Disqualifies: false)
        : null;

    private static bool IsOverloaded(LoadOutcome o) => o.Backlog is { } backlog && o.Recorder.DueWithin > 0
        && o.Received < LeastAchieved * o.Recorder.DueWithin
        && backlog + o.InFlight > (1 - LeastAchieved) * o.Recorder.DueWithin && backlog > o.Options.Connections / 10;

    private static Doubt? Client(LoadOutcome o, double? ceilingPerSecond)
    {
        var share = o.CpuShare - o.SpinShare;
        var ceiling = ceilingPerSecond is { } most ? Text($"; against the cheapest server it reaches {most:0}/s, this is {o.ThroughputPerSecond / most:0 %} of that") : "";
        return share >= ClientBoundShare
            ? new("client-bound", Text($"the client used {share:0 %} of its CPUs and may be what limits the rate{ceiling}"), Disqualifies: false)
            : null;
    }

    private static Doubt? Fairness(LoadOutcome o)
    {
        if (o.JainIndex is not { } jain || o.Options.IsOpenLoop || o.Received < LeastForFairness * o.AnsweredByConnection.Count) return null;
        return jain < LeastJain
            ? new("unfair", Text($"connections were served from {o.AnsweredByConnection.Min()} to {o.AnsweredByConnection.Max()} times (Jain's index {jain:0.00}): latencies are those of the favoured"), Disqualifies: false)
            : null;
    }

    private static Doubt? Ports(LoadOutcome o) => o.PortWaits == 0
        ? null
        : new("ports", $"no local port was left {Misfit.Count(o.PortWaits, "time")}: TIME_WAIT slowed the churn; widen net.ipv4.ip_local_port_range or set net.ipv4.tcp_tw_reuse");

    private static Doubt? Stolen(LoadOutcome o) => o.StolenShare is { } share && share > MostStolen && o.Window.Seconds >= 1
        ? new("stolen", Text($"the hypervisor gave {share:0 %} of the client's CPU time to others"), Disqualifies: false)
        : null;

    private static Doubt? Clock(LoadOutcome o, double costNs, long stepNs)
    {
        if (o.Recorder.Response.Quantile(0.5) is not { } p50) return null;
        return Math.Max(2 * costNs, stepNs) > MostClockShare * p50
            ? new("clock", Text($"reading the clock costs {costNs:0} ns and it steps by {stepNs} ns, against a p50 of {p50} ns"), Disqualifies: false)
            : null;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
