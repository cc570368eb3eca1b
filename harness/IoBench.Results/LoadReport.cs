namespace IoBench.Results;

/// <summary>What <c>iobench-node load</c> says near the end of the warm-up: when the window will be.</summary>
public sealed record LoadWindow
{
    public string Event { get; init; } = "window";

    /// <summary>From when this was said to the window's start: for who has another clock.</summary>
    public long LeadNs { get; init; }

    /// <summary>CLOCK_MONOTONIC at which the measured window opens.</summary>
    public required long StartNs { get; init; }

    /// <summary>CLOCK_MONOTONIC at which it closes.</summary>
    public required long StopNs { get; init; }

    public required string BootId { get; init; }
}

/// <summary>What <c>iobench-node load --hold</c> says when it waits for <c>go</c>.</summary>
public sealed record LoadConnected
{
    public string Event { get; init; } = "connected";

    public required int Connections { get; init; }
}

/// <summary>One load run. Everything in it belongs to the one window, from start stamp to stop stamp.</summary>
public sealed record LoadReport
{
    public string Event { get; init; } = "load";

    public int SchemaVersion { get; init; } = Schema.Version;

    public required string Target { get; init; }

    /// <summary><c>closed</c>: a connection sends again when it was answered. Never on one line with <c>open</c>.</summary>
    public required string Loop { get; init; }

    public required string Engine { get; init; }

    /// <summary>CPUs of the client, one engine thread on each.</summary>
    public required IReadOnlyList<int> Cpus { get; init; }

    public required int Connections { get; init; }

    public required int Established { get; init; }

    public required int Idle { get; init; }

    public required int PayloadBytes { get; init; }

    public required int Depth { get; init; }

    /// <summary>Messages a second that were asked for; null for a closed loop.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary><c>poisson</c> or <c>constant</c>; null for a closed loop.</summary>
    public string? Arrival { get; init; }

    /// <summary>Seeds arrivals and the mix of payloads.</summary>
    public ulong Seed { get; init; }

    /// <summary>Sizes and weights, e.g. <c>64:90,16384:10</c>, where messages differ; <see cref="PayloadBytes"/> is then their mean.</summary>
    public string? PayloadMix { get; init; }

    /// <summary>Messages after which a connection is closed and made again; 0 keeps connections.</summary>
    public int Churn { get; init; }

    /// <summary>Arrivals that the schedule set inside the window; null for a closed loop.</summary>
    public long? Due { get; init; }

    /// <summary>Arrivals that had come due and were not yet sent when the window closed; null for a closed loop.</summary>
    public long? Backlog { get; init; }

    public required double WarmupSeconds { get; init; }

    public required double WindowSeconds { get; init; }

    /// <summary>Where loads measured side by side by turns, whose this was: <c>1/2</c> is the first of two. Null for one that had the window to itself.</summary>
    public string? Turns { get; init; }

    /// <summary>The part of the window in which it asked, its turns; what is told per second is per second of this.</summary>
    public double AskingSeconds { get => field > 0 ? field : WindowSeconds; init; }

    public required long WindowStartNs { get; init; }

    public required long WindowStopNs { get; init; }

    /// <summary>Messages that were under way in the window: <see cref="CarriedIn"/> and those sent in it. Sent = received + in flight + failed.</summary>
    public required long Sent { get; init; }

    /// <summary>Messages that came back whole and right within the window.</summary>
    public required long Received { get; init; }

    /// <summary>Under way when the window closed; censored, not dropped.</summary>
    public required long InFlight { get; init; }

    public required long Failed { get; init; }

    /// <summary>Already under way when the window opened.</summary>
    public required long CarriedIn { get; init; }

    public required double ThroughputPerSecond { get; init; }

    /// <summary>Bytes of the messages received.</summary>
    public long ReceivedBytes { get; init; }

    /// <summary>Closed loop: from just before the send to just after the receive. Open loop: response time, from the intended send.</summary>
    public required LatencyNs LatencyNs { get; init; }

    /// <summary>Open loop: from the actual send. Null for a closed loop, whose latency is just that.</summary>
    public LatencyNs? ServiceTimeNs { get; init; }

    /// <summary>Open loop: how late the client itself came to each arrival, whether or not the connection was free for it.</summary>
    public LatencyNs? LatenessNs { get; init; }

    /// <summary>Churn: from connect(2) to the handshake's end. The kernel shakes hands; the server need not have accepted.</summary>
    public LatencyNs? ConnectNs { get; init; }

    /// <summary>Churn: from the handshake's end to the first answer, for which the server must have accepted.</summary>
    public LatencyNs? AcceptNs { get; init; }

    /// <summary>Connections made inside the window.</summary>
    public long Connected { get; init; }

    /// <summary>Samples beyond the histogram's range, recorded at its end.</summary>
    public required long Clamped { get; init; }

    public required CpuTime CpuUsPerMessage { get; init; }

    /// <summary>CPU time of the client over window x CPUs; near 1 the client is the limit.</summary>
    public required double CpuShare { get; init; }

    /// <summary>The part of <see cref="CpuShare"/> spent waiting awake for the next arrival, to be on time.</summary>
    public double SpinShare { get; init; }

    /// <summary>Managed bytes allocated by the engine threads inside the window.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Calls made by the engine inside the window.</summary>
    public required IReadOnlyDictionary<string, long> Syscalls { get; init; }

    public required ClockFacts Clock { get; init; }

    /// <summary>|N - X*R| / N, from Little's law, messages counted as long as they were under way in the window; null where nothing was received.</summary>
    public double? LittleError { get; init; }

    /// <summary>How evenly connections were served; null where connections are fewer than two.</summary>
    public Fairness? Fairness { get; init; }

    public Steadiness? Steadiness { get; init; }

    /// <summary>What this client reached against the cheapest server just before; null when that was not measured.</summary>
    public double? CeilingPerSecond { get; init; }

    /// <summary>Share of the client's CPUs that the hypervisor gave to others inside the window (/proc/stat); null where it is not told.</summary>
    public double? StolenShare { get; init; }

    /// <summary>The kernel's own time stamps of a sample of messages; null when they were not asked for.</summary>
    public Witness? Witness { get; init; }

    public required SocketSettings? Socket { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Latency in ns, as a compressed HdrHistogram in base64.</summary>
    public required string Histogram { get; init; }

    /// <summary><see cref="ServiceTimeNs"/>, as <see cref="Histogram"/>.</summary>
    public string? ServiceHistogram { get; init; }

    /// <summary><see cref="LatenessNs"/>, as <see cref="Histogram"/>.</summary>
    public string? LatenessHistogram { get; init; }

    /// <summary>Whose loads were added up to this one; null for one host's own report.</summary>
    public IReadOnlyList<LoadHost>? Hosts { get; init; }
}

/// <summary>Latency in nanoseconds. A quantile with fewer than ten samples beyond it is null.</summary>
public sealed record LatencyNs
{
    public long? Min { get; init; }

    public long? P50 { get; init; }

    public long? P90 { get; init; }

    public long? P99 { get; init; }

    public long? P999 { get; init; }

    public long? Max { get; init; }

    public double? Mean { get; init; }
}

/// <summary>What reading CLOCK_MONOTONIC costs, and the smallest step that it was seen to make.</summary>
public sealed record ClockFacts
{
    public required double CostNs { get; init; }

    public required double ResolutionNs { get; init; }
}

/// <summary>Messages answered in the window per connection.</summary>
public sealed record Fairness
{
    public required long Slowest { get; init; }

    public required long Fastest { get; init; }

    /// <summary>(sum x)^2 / (n * sum x^2): 1 when all are served alike, 1/n when one is served alone (Jain, Chiu and Hawe, 1984).</summary>
    public required double Jain { get; init; }
}

/// <summary>Whether the run had settled, told by its parts.</summary>
public sealed record Steadiness
{
    /// <summary>Warm-up as it was, prolonged while rates still rose or fell.</summary>
    public required double WarmupSeconds { get; init; }

    /// <summary>Messages answered in each of the window's equal parts, in order.</summary>
    public required IReadOnlyList<long> Slices { get; init => field = value ?? []; }

    /// <summary>Change of the rate over the window by Theil and Sen's slope, as a share of its median.</summary>
    public required double Drift { get; init; }

    /// <summary>Two-sided: how often noise that persists from part to part shows such a change (Kendall's S by the number of parts that tell as much without memory, or Wilcoxon's signed ranks of the steps).</summary>
    public required double DriftP { get; init; }
}

/// <summary>What the kernel's time stamps (SO_TIMESTAMPING, software) say of where round trips spent their time; medians over the sample.</summary>
public sealed record Witness
{
    /// <summary>Messages with both stamps; 0 where the kernel gave none, and <see cref="Note"/> says why.</summary>
    public required int Samples { get; init; }

    /// <summary>From our stamp before the send to the kernel's when it passed the packet on.</summary>
    public double? SendNs { get; init; }

    /// <summary>From the kernel's transmit stamp to its receive stamp: the server and the kernel around it.</summary>
    public double? BeyondNs { get; init; }

    /// <summary>From the kernel's receive stamp to the return of the client's wait: waking it, or its being busy with others.</summary>
    public double? WakeNs { get; init; }

    /// <summary>From that to our stamp after the receive.</summary>
    public double? ReceiveNs { get; init; }

    /// <summary>All of it for the sampled messages, to be compared with the histogram's median.</summary>
    public double? RoundTripNs { get; init; }

    public string? Note { get; init; }
}
