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

    /// <summary>The call that took most of its time; null where no call took half of it, or its calls are too short to be a wait.</summary>
    public string? WaitsIn { get; init; }

    /// <summary>Time in the call that took most, over the time observed, of each thread on average.</summary>
    public double WaitShare { get; init; }

    /// <summary>Mean length of that call.</summary>
    public double MeanWaitUs { get; init; }

    /// <summary>Such calls per echo.</summary>
    public double CallsPerEcho { get; init; }

    /// <summary>From /proc: times that they went to sleep of their own accord, per echo; null where it could not be read.</summary>
    public double? SwitchesPerEcho { get; init; }

    /// <summary>From /proc: CPU time per echo.</summary>
    public double? CpuUsPerEcho { get; init; }
}
