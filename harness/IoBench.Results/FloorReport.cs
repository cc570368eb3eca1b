namespace IoBench.Results;

/// <summary>What <c>iobench-node floor</c> says: what send and recv of a message cost here with nobody waiting.</summary>
public sealed record FloorReport
{
    public string Event { get; init; } = "floor";

    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>The CPU of the one thread that holds both ends; several where it was not pinned.</summary>
    public required IReadOnlyList<int> Cpus { get; init; }

    public required int Connections { get; init; }

    public required int PayloadBytes { get; init; }

    /// <summary>Connections on which was sent before anything was received.</summary>
    public required int Batch { get; init; }

    /// <summary>Wall time of the measurement.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>One message is one send and one receive of the payload.</summary>
    public required long Messages { get; init; }

    /// <summary>Thread CPU time. The sum is exact; the kernel's ticks divide it.</summary>
    public required CpuTime CpuUsPerMessage { get; init; }

    /// <summary>Wall time of the sends of one message.</summary>
    public required double SendNs { get; init; }

    /// <summary>Wall time of the receives of one message.</summary>
    public required double RecvNs { get; init; }

    /// <summary>Calls made in the measurement: one send and one recv a message, more where a payload does not go through at once.</summary>
    public required IReadOnlyDictionary<string, long> Syscalls { get; init => field = value ?? new Dictionary<string, long>(); }
}
