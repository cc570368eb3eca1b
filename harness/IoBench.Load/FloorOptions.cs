namespace IoBench.Load;

/// <summary>What a floor is measured with.</summary>
public sealed record FloorOptions
{
    /// <summary>Connections, each with both of its ends in the calling thread.</summary>
    public int Connections { get; init; } = 1;

    public int PayloadBytes { get; init; } = 64;

    public double DurationSeconds { get; init; } = 1;

    /// <summary>All connections must stand within this time.</summary>
    public double ConnectSeconds { get; init; } = 10;
}

/// <summary>What a floor came to. A message is one send and one receive of the same payload: what a server makes for one echo.</summary>
public sealed record FloorOutcome
{
    /// <summary>In both directions together; each was sent and received whole.</summary>
    public required long Messages { get; init; }

    /// <summary>Connections on which was sent before anything was received.</summary>
    public required int Batch { get; init; }

    /// <summary>Wall time of the measurement, connecting and warming up left out.</summary>
    public required double Seconds { get; init; }

    /// <summary>CPU time of the thread.</summary>
    public required double UserUs { get; init; }

    public required double SystemUs { get; init; }

    /// <summary>Wall time of the sends of one message.</summary>
    public required double SendNs { get; init; }

    /// <summary>Wall time of the receives of one message.</summary>
    public required double RecvNs { get; init; }

    /// <summary>Managed bytes allocated by the thread meanwhile.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Calls by name; those not made are left out.</summary>
    public required IReadOnlyDictionary<string, long> Calls { get; init; }
}
