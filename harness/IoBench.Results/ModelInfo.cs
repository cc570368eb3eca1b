namespace IoBench.Results;

/// <summary>One entry of <c>iobench models --json</c>: what a model is, and whether it runs here.</summary>
public sealed record ModelInfo
{
    /// <summary>Values of <see cref="CallsCounted"/>.</summary>
    public const string All = "all", Some = "some", None = "none";

    /// <summary>Values of <see cref="Threads"/>; the last where a number of them means nothing.</summary>
    public const string Loops = "loops", Workers = "workers", NoThreads = "none";

    public required string Name { get; init; }

    /// <summary>How a thread learns that it can go on: blocking, nonblocking, multiplexing, signal-driven, asynchronous, runtime.</summary>
    public required string IoModel { get; init; }

    /// <summary>Which thread does what: thread per connection, single loop, half-sync/half-reactive, proactor.</summary>
    public required string Pattern { get; init; }

    /// <summary>What <c>--threads N</c> means to it: <c>loops</c>, <c>workers</c>, or <c>none</c> where threads follow connections.</summary>
    public required string Threads { get; init; }

    /// <summary>What it needs from kernel and C library.</summary>
    public required string Needs { get; init; }

    /// <summary>Calls that every run of it must show, and without which its result is not its own.</summary>
    public required IReadOnlyList<string> Signature { get; init; }

    /// <summary>It keeps a CPU busy for milliseconds after its last message, or for ever.</summary>
    public bool StaysAwake { get; init; }

    /// <summary>Which of its system calls are counted: <c>all</c>, <c>some</c> (the C library or the runtime makes more), <c>none</c> (the runtime makes them).</summary>
    public string CallsCounted { get; init => field = value ?? All; } = All;

    /// <summary>Known bounds, one sentence each.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    /// <summary>Most connections that it can hold with its own number of threads; null when only descriptors and memory bound it.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>Connections that each thread holds, where that is the bound; null elsewhere.</summary>
    public int? ConnectionsPerThread { get; init; }

    /// <summary>Threads without which the pattern is another one; null where any number will do.</summary>
    public int? LeastThreads { get; init; }

    /// <summary>Most connections that it can hold with so many threads, 0 meaning its own number; null when only descriptors and memory bound it.</summary>
    public int? MaxConnectionsWith(int threads) => threads > 0 && ConnectionsPerThread is { } each ? threads * each : MaxConnections;

    public required bool Available { get; init; }

    /// <summary>Why it does not run here, and what would mend it; null when it does.</summary>
    public string? Reason { get; init; }
}
