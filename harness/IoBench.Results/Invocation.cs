namespace IoBench.Results;

/// <summary>One fresh server and one fresh load run of one cell: a line of <c>invocations.jsonl</c>, and the unit of every statistic.</summary>
public sealed record Invocation
{
    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>Counted from 1. Every block runs every cell once.</summary>
    public required int Block { get; init; }

    /// <summary>Place in the run's seeded order, counted from 1. What was measured again has one behind the last.</summary>
    public required int Order { get; init; }

    /// <summary><see cref="Order"/> of the invocation that failed a check, of which this one takes the place; null in a first try.</summary>
    public int? Repeats { get; init; }

    public required Cell Cell { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Wall time of the whole invocation, both processes' start and end included.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Null when the load never got so far; the verdict says why.</summary>
    public LoadReport? Load { get; init; }

    public ServerInvocation? Server { get; init; }

    public Disturbance? Disturbance { get; init; }

    /// <summary>The baseline, asked by turns in the same window; null where this invocation had its window to itself.</summary>
    public Pacemaker? Pace { get; init; }

    public required Verdict Verdict { get; init; }
}

/// <summary>What a fresh server of the baseline did under a fresh load of the same kind, by turns with the invocation that it stands in.</summary>
public sealed record Pacemaker
{
    /// <summary>Its model.</summary>
    public required string Model { get; init; }

    /// <summary>Without a histogram: the baseline's own invocations have theirs.</summary>
    public required LoadReport Load { get; init; }

    public required ServerInvocation Server { get; init; }
}

/// <summary>The server's side of an invocation: its snapshots at the two stamps of the load's window.</summary>
public sealed record ServerInvocation
{
    public required ServerReady Ready { get; init; }

    public required ServerSnapshot Start { get; init; }

    public required ServerSnapshot Stop { get; init; }
}

/// <summary>What the machine did beside the measurement, over the invocation.</summary>
public sealed record Disturbance
{
    /// <summary>Share of CPU time that the hypervisor gave to others (/proc/stat, steal).</summary>
    public double? StealShare { get; init; }

    /// <summary>Share of time in which some task waited for a CPU (/proc/pressure/cpu, some, total).</summary>
    public double? CpuPressureShare { get; init; }
}
