namespace IoBench.Results;

/// <summary><c>waits.json</c>: where each model waits and who copies the data, measured under a slow client.</summary>
public sealed record WaitReport
{
    public const string FileName = "waits.json";

    public int SchemaVersion { get; init; } = Schema.Version;

    public required DateTimeOffset StartedAt { get; init; }

    public required RunEnvironment Environment { get; init; }

    public required int PayloadBytes { get; init; }

    public required double PauseMs { get; init; }

    public required IReadOnlyList<ModelWaits> Models { get; init => field = value ?? []; }

    public IReadOnlyList<SkippedModel> Skipped { get; init => field = value ?? []; } = [];

    public CallProbes? Calls { get; init; }
}

/// <summary>What was seen of one model while one connection asked from time to time.</summary>
public sealed record ModelWaits
{
    public required string Model { get; init; }

    public required string CallsCounted { get; init; }

    public required int Echoes { get; init; }

    /// <summary>From the first echo's begin to the last one's end, as far as stamps reach.</summary>
    public required double ObservedMs { get; init; }

    /// <summary>Every thread of the server that took part, and every one that waited.</summary>
    public required IReadOnlyList<ThreadWaits> Threads { get; init => field = value ?? []; }

    /// <summary>Calls that moved bytes, per echo, by name.</summary>
    public required IReadOnlyDictionary<string, double> CopyingCallsPerEcho { get; init => field = value ?? new Dictionary<string, double>(); }

    /// <summary>Operations of a ring that moved bytes without a call of their own, per echo, by name.</summary>
    public required IReadOnlyDictionary<string, double> CompletionsPerEcho { get; init => field = value ?? new Dictionary<string, double>(); }

    /// <summary>Calls that woke another thread (futex, eventfd), per echo.</summary>
    public required double WakesPerEcho { get; init; }

    /// <summary>Calls that answered EAGAIN, per echo.</summary>
    public required double RefusalsPerEcho { get; init; }
}

/// <summary>One thread, or several of one name that do the same.</summary>
public sealed record ThreadWaits
{
    public required string Name { get; init; }

    public required int Threads { get; init; }

    /// <summary>False for threads of the process that made no stamped call: of the C library, the runtime or the kernel.</summary>
    public required bool Stamped { get; init; }

    /// <summary>Calls that took a tenth of its time or more and are long enough to be a wait, longest first; empty where it does not wait in any.</summary>
    public IReadOnlyList<WaitedCall> WaitsIn { get; init => field = value ?? []; } = [];

    /// <summary>From /proc: times that they went to sleep of their own accord, per echo; null where it could not be read.</summary>
    public double? SwitchesPerEcho { get; init; }

    /// <summary>From /proc: CPU time per echo.</summary>
    public double? CpuUsPerEcho { get; init; }
}

/// <summary>A call that a thread sleeps in.</summary>
/// <param name="Share">Time in it over the time observed, of each thread on average.</param>
/// <param name="MeanUs">Mean length.</param>
/// <param name="PerEcho">Such calls per echo.</param>
public sealed record WaitedCall(string Call, double Share, double MeanUs, double PerEcho);
