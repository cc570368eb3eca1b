using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>What <c>--threads N</c> means to a model.</summary>
public enum Threading
{
    /// <summary>N loops, each with a listener of its own on the same port (SO_REUSEPORT) and connections of its own.</summary>
    Loops,

    /// <summary>N workers behind one waiting or accepting thread.</summary>
    Workers,

    /// <summary>Threads follow connections, or the runtime chooses them; N means nothing.</summary>
    Connections,
}

/// <summary>Which of a server's system calls go through <see cref="Kernel"/>, where they are counted.</summary>
public enum CallCounting
{
    All,

    /// <summary>The C library or the runtime makes more of its own accord.</summary>
    Some,

    /// <summary>The runtime makes them; what it serves is known by <see cref="Tally.Messages"/> and <see cref="Tally.Bytes"/> alone.</summary>
    None,
}

/// <summary>One I/O model under one concurrency pattern: how to make it, and what a user should know of it.</summary>
public sealed record Model
{
    public required string Name { get; init; }

    public required string IoModel { get; init; }

    public required string Pattern { get; init; }

    public required Threading Threads { get; init; }

    public required string Needs { get; init; }

    /// <summary>Calls without which a run is not a run of this model; empty only where none are counted.</summary>
    public required IReadOnlyList<string> Signature { get; init; }

    public CallCounting CallsCounted { get; init; } = CallCounting.All;

    /// <summary>How time reaches it, where connections may be silent only so long: its own wait, or what it has beside that.</summary>
    public required string Timer { get; init; }

    public required IReadOnlyList<string> Limits { get; init; }

    /// <summary>With the model's own number of threads.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>Where the threads are what bounds the connections: how many each holds, so that N threads asked for hold N times this.</summary>
    public int? ConnectionsPerThread { get; init; }

    /// <summary>The listener's accept must not block: true for all who learn of connections by readiness.</summary>
    public required bool NonBlockingListener { get; init; }

    /// <summary>Signals that every thread of the process must block before the first thread starts.</summary>
    public SignalSet? BlockedSignals { get; init; }

    /// <summary>Null where the model runs here; else why not, and what would mend it. Must not change the process.</summary>
    public Func<string?> WhyUnavailable { get; init; } = () => null;

    public required Func<ServerContext, IEchoServer> Make { get; init; }

    /// <summary>Workers even on one CPU: two where one falls behind what is handed to it.</summary>
    public int LeastWorkers { get; init; } = 1;

    /// <summary>Fewer make another pattern of it; null where any number will do.</summary>
    public int? LeastThreads { get; init; }

    /// <summary>It keeps a CPU busy for milliseconds after its last message, or for ever, so that nothing else can be measured there meanwhile.</summary>
    public bool StaysAwake { get; init; }

    /// <summary>CPUs that a loop keeps busy: two where a thread of the kernel works beside it.</summary>
    public int CpusPerLoop { get; init; } = 1;

    /// <summary>The number of loops or workers that serve when N were asked for, 0 meaning the model's own number.</summary>
    /// <remarks>A loop or worker for each CPU, or each <see cref="CpusPerLoop"/>.</remarks>
    public int ThreadsFor(int asked, int cpus) => Threads switch
    {
        Threading.Connections => 0,
        _ when asked > 0 => asked,
        Threading.Loops => Math.Max(1, cpus / CpusPerLoop),
        _ => Math.Max(LeastWorkers, cpus),
    };
}
