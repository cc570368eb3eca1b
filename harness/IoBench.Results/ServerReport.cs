namespace IoBench.Results;

/// <summary>The first line of <c>iobench-node serve</c>: the server listens.</summary>
public sealed record ServerReady
{
    public string Event { get; init; } = "ready";

    public int SchemaVersion { get; init; } = Schema.Version;

    public required string Model { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    public required int Pid { get; init; }

    /// <summary>Equal boot ids mean one kernel and so one CLOCK_MONOTONIC: stamps of both ends can be compared.</summary>
    public required string BootId { get; init; }

    public required ServerSettings Options { get; init; }
}

/// <summary>The options that were in force, after defaults.</summary>
public sealed record ServerSettings
{
    /// <summary>In each process.</summary>
    public required int Threads { get; init; }

    /// <summary>Processes that share the port. The counters are their sum; the process that starts them serves nobody and is not in it.</summary>
    public int Processes { get; init => field = Math.Max(1, value); } = 1;

    public required int BufferBytes { get; init; }

    public required int Backlog { get; init; }

    /// <summary>Milliseconds after which a silent connection is ended; null: never.</summary>
    public int? IdleTimeoutMs { get; init; }

    /// <summary>CPUs that every thread of the server may use.</summary>
    public required IReadOnlyList<int> Cpus { get; init; }

    /// <summary>How the model runs here: ring flags, pool size, signal number. Empty where there is no choice.</summary>
    public IReadOnlyDictionary<string, string> Mechanism { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

/// <summary>Counters since start, as they stood at <see cref="AtNs"/>: the answer to <c>mark</c>, to SIGUSR1 and <c>snapshot</c> (<c>snapshot</c>), and the last line (<c>stopped</c>).</summary>
public sealed record ServerSnapshot
{
    public required string Event { get; init; }

    public required string Model { get; init; }

    /// <summary>CLOCK_MONOTONIC when the counters were read.</summary>
    public required long AtNs { get; init; }

    /// <summary>Times that something was received and wholly sent back; equals the client's messages when each arrives alone.</summary>
    public required long Messages { get; init; }

    /// <summary>Bytes sent back.</summary>
    public required long Bytes { get; init; }

    public required ConnectionCounts Connections { get; init; }

    /// <summary>Calls made by the model, by the name of the man page; operations of a ring stand as <c>uring:recv</c>.</summary>
    public required IReadOnlyDictionary<string, long> Syscalls { get; init; }

    /// <summary>CPU time of the whole process, all threads.</summary>
    public required CpuTime CpuUs { get; init; }

    public required ContextSwitches ContextSwitches { get; init; }

    /// <summary>Managed bytes allocated by all threads but the one that speaks this protocol.</summary>
    public required long AllocatedBytes { get; init; }

    public required long ResidentBytes { get; init; }

    /// <summary>What a limit of the model did: <c>signalQueueOverflows</c>, <c>bufferShortages</c> ...</summary>
    public IReadOnlyDictionary<string, long> Events { get; init => field = value ?? new Dictionary<string, long>(); } = new Dictionary<string, long>();

    /// <summary>getsockopt of the first connection that was accepted; equal across models, or the work is not identical.</summary>
    public SocketSettings? Socket { get; init; }
}

public sealed record ConnectionCounts
{
    public required long Accepted { get; init; }

    public required long Open { get; init; }
}

/// <summary>CPU time in microseconds.</summary>
public sealed record CpuTime
{
    public required double User { get; init; }

    public required double System { get; init; }
}

public sealed record ContextSwitches
{
    public required long Voluntary { get; init; }

    public required long Involuntary { get; init; }
}

/// <summary>Options of a connected socket as getsockopt tells them.</summary>
public sealed record SocketSettings
{
    public required bool NoDelay { get; init; }

    public required int SendBufferBytes { get; init; }

    public required int ReceiveBufferBytes { get; init; }

    public required bool KeepAlive { get; init; }
}
