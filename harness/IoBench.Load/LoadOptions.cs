using System.Net;

namespace IoBench.Load;

/// <summary>One load run: who is driven, by how much, for how long, from which CPUs.</summary>
public sealed record LoadOptions
{
    public required IPEndPoint Target { get; init; }

    /// <summary>Connections that send.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>Connections that are open and silent.</summary>
    public int Idle { get; init; }

    public int PayloadBytes { get; init; } = 64;

    /// <summary>Messages that one connection keeps under way.</summary>
    public int Depth { get; init; } = 1;

    public double WarmupSeconds { get; init; } = 1;

    public double DurationSeconds { get; init; } = 5;

    /// <summary>One engine thread on each; empty runs one engine wherever the process is.</summary>
    public IReadOnlyList<int> Cpus { get; init; } = [];

    /// <summary>All connections must stand within this time.</summary>
    public double ConnectSeconds { get; init; } = 10;
}

/// <summary>The one window of a run, on CLOCK_MONOTONIC: everything that is reported happened between these stamps.</summary>
public readonly record struct Window(long StartNs, long StopNs)
{
    /// <summary>How long an answer that was under way at the end is waited for.</summary>
    public const long DrainNs = 2_000_000_000;

    public double Seconds => (StopNs - StartNs) / 1e9;

    public bool Contains(long atNs) => (ulong)(atNs - StartNs) < (ulong)(StopNs - StartNs);
}
