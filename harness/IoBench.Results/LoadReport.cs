namespace IoBench.Results;

/// <summary>What <c>iobench-node load</c> says as soon as all connections stand: when the window will be.</summary>
public sealed record LoadWindow
{
    public string Event { get; init; } = "window";

    /// <summary>CLOCK_MONOTONIC at which the measured window opens.</summary>
    public required long StartNs { get; init; }

    /// <summary>CLOCK_MONOTONIC at which it closes.</summary>
    public required long StopNs { get; init; }

    public required string BootId { get; init; }
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

    public required double WarmupSeconds { get; init; }

    public required double WindowSeconds { get; init; }

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

    public required LatencyNs LatencyNs { get; init; }

    /// <summary>Samples beyond the histogram's range, recorded at its end.</summary>
    public required long Clamped { get; init; }

    public required CpuTime CpuUsPerMessage { get; init; }

    /// <summary>CPU time of the client over window x CPUs; near 1 the client is the limit.</summary>
    public required double CpuShare { get; init; }

    /// <summary>Managed bytes allocated by the engine threads inside the window.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Calls made by the engine inside the window.</summary>
    public required IReadOnlyDictionary<string, long> Syscalls { get; init; }

    public required ClockFacts Clock { get; init; }

    /// <summary>|N - X*R| / N, from Little's law, messages counted as long as they were under way in the window; null where nothing was received.</summary>
    public double? LittleError { get; init; }

    public required SocketSettings? Socket { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Latency in ns, as a compressed HdrHistogram in base64.</summary>
    public required string Histogram { get; init; }
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
