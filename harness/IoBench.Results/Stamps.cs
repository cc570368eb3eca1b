namespace IoBench.Results;

/// <summary>The answer to <c>stamps</c>: what the threads of a process did at the border to the kernel since the last one.</summary>
public sealed record StampReport
{
    public string Event { get; init; } = "stamps";

    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>Calls that found no room. What is listed has no holes but at its end.</summary>
    public required long Dropped { get; init; }

    /// <summary>Names of the threads that stamped, by thread id.</summary>
    public IReadOnlyDictionary<string, string> Threads { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>In the order of entering.</summary>
    public IReadOnlyList<StampedCall> Calls { get; init => field = value ?? []; } = [];

    /// <summary>Calls that had not returned.</summary>
    public IReadOnlyList<WaitingCall> Waiting { get; init => field = value ?? []; } = [];
}

/// <summary>One call with its times on CLOCK_MONOTONIC, or an operation given to a ring, or what became of it.</summary>
public sealed record StampedCall
{
    /// <summary>Values of <see cref="Kind"/> where it is no call.</summary>
    public const string Submitted = "submitted", Completed = "completed";

    /// <summary>Values of <see cref="Detail"/>.</summary>
    public const string Wait = "wait", Wake = "wake", Add = "add", Modify = "modify", Remove = "remove", KernelThread = "kernelThread";

    /// <summary>By the name of its man page; an operation of a ring as <c>uring:recv</c>.</summary>
    public required string Call { get; init; }

    /// <summary>Null for a call; <see cref="Submitted"/> or <see cref="Completed"/> for an operation of a ring.</summary>
    public string? Kind { get; init; }

    /// <summary>What it was for, where the name does not tell: a futex that waits or wakes, a descriptor that is added to a set.</summary>
    public string? Detail { get; init; }

    public required int Thread { get; init; }

    /// <summary>Null where it works on none.</summary>
    public int? Fd { get; init; }

    /// <summary>0 for a call that was under way when stamping began.</summary>
    public required long EnterNs { get; init; }

    public required long LeaveNs { get; init; }

    /// <summary>What it returned; an error as its negated number.</summary>
    public required long Result { get; init; }
}

/// <summary>A call that had not returned when the stamps were taken.</summary>
/// <param name="SinceNs">0 when it began before stamping did.</param>
public sealed record WaitingCall(string Call, int Thread, long SinceNs);

/// <summary>The answer to <c>stamp on</c> and <c>stamp off</c>.</summary>
public sealed record StampingState
{
    public string Event { get; init; } = "stamping";

    public required bool On { get; init; }
}

/// <summary>The first line of <c>iobench-node echo</c>: its connection stands.</summary>
public sealed record EchoConnected
{
    public string Event { get; init; } = "connected";

    public required int Pid { get; init; }

    public required int PayloadBytes { get; init; }

    public required IReadOnlyList<int> Cpus { get; init => field = value ?? []; }

    /// <summary>What stamping one call costs in this process: two readings of the clock and a record.</summary>
    public required double StampCostNs { get; init; }
}

/// <summary>One round of echoes, one after the other on one connection.</summary>
public sealed record EchoRound
{
    public string Event { get; init; } = "echoes";

    /// <summary>From just before the send to just after the receive that completed the echo, in their order.</summary>
    public required IReadOnlyList<long> RoundTripsNs { get; init => field = value ?? []; }
}
