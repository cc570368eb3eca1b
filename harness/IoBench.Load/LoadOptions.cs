using System.Net;
using IoBench.Linux;

namespace IoBench.Load;

/// <summary>One load run: who is driven, by how much, for how long, from which CPUs.</summary>
public sealed record LoadOptions
{
    /// <summary>An IPv4, IPv6 or Unix address.</summary>
    public required EndPoint Target { get; init; }

    /// <summary>Connections that send.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>Connections that are open and silent.</summary>
    public int Idle { get; init; }

    public PayloadMix Payload { get; init; } = PayloadMix.Of(64);

    /// <summary>Messages that one connection keeps under way, at most so many in an open loop.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>Messages a second over all connections, offered whether or not the server keeps up; null asks again when answered (closed loop).</summary>
    public double? RatePerSecond { get; init; }

    public Arrival Arrival { get; init; }

    /// <summary>Messages after which a connection is closed and made again; 0 keeps connections.</summary>
    public int Churn { get; init; }

    /// <summary>Seeds arrivals and sizes.</summary>
    public ulong Seed { get; init; } = 1;

    public LoadEngine Engine { get; init; }

    /// <summary>The least; it goes on while the rate still rises or falls, up to <see cref="WarmupLimitSeconds"/>.</summary>
    public double WarmupSeconds { get; init; } = 1;

    public double WarmupLimitSeconds { get; init; } = 3;

    public double DurationSeconds { get; init; } = 5;

    /// <summary>One engine thread on each; empty runs one engine wherever the process is.</summary>
    public IReadOnlyList<int> Cpus { get; init; } = [];

    /// <summary>Waits awake for the next arrival, to be on time; it takes a CPU that is the client's own.</summary>
    public bool Spin { get; init; }

    /// <summary>All connections must stand within this time; until then a server that is not there yet is waited for.</summary>
    public double ConnectSeconds { get; init; } = 10;

    /// <summary>Has the kernel stamp the messages of one connection, as a second witness.</summary>
    public bool Witness { get; init; }

    /// <summary>Where other loads measure at the same time, when it is this one's turn; null asks all the time.</summary>
    public Turns? Turns { get; init; }

    /// <summary>Where each call of the engines is stamped, to prove of what their CPU time is made; null stamps nothing.</summary>
    public StampBook? Stamps { get; init; }

    /// <summary>Share of the window's time in which it asks.</summary>
    public double AskingShare => Turns?.Share ?? 1;

    /// <summary>True when messages come by a schedule of their own.</summary>
    public bool IsOpenLoop => RatePerSecond is not null;
}

/// <summary>The client's own mechanism.</summary>
public enum LoadEngine
{
    Epoll,
    Uring,
}
