namespace IoBench.Results;

/// <summary>What <c>iobench-node probe-calls</c> says: the four calls that may wait, each provoked on descriptors that block and that do not.</summary>
public sealed record CallProbes
{
    public string Event { get; init; } = "probes";

    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>How long after the call's begin the other side acts, where it is to be waited for.</summary>
    public required double PeerDelayMs { get; init; }

    public IReadOnlyList<CallProbe> Probes { get; init => field = value ?? []; } = [];
}

/// <summary>One call in one situation; times are medians of all tries.</summary>
public sealed record CallProbe
{
    public required string Call { get; init; }

    public required bool Blocking { get; init; }

    /// <summary>How things stood when it was called.</summary>
    public required string Situation { get; init; }

    /// <summary>What the other side did while, or after, it was under way; null where it did nothing.</summary>
    public string? PeerActs { get; init; }

    /// <summary><c>ok</c>, or the name of the error.</summary>
    public required string Returned { get; init; }

    public required double TookUs { get; init; }

    /// <summary>From the other side's act until the call returned; null where it did not wait for it.</summary>
    public double? AfterPeerUs { get; init; }

    public required int Tries { get; init; }
}
