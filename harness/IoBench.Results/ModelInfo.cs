namespace IoBench.Results;

/// <summary>One entry of <c>iobench models --json</c>: what a model is, and whether it runs here.</summary>
public sealed record ModelInfo
{
    public required string Name { get; init; }

    /// <summary>How a thread learns that it can go on: blocking, multiplexing, signal-driven, asynchronous.</summary>
    public required string IoModel { get; init; }

    /// <summary>Which thread does what: thread per connection, single loop, half-sync/half-reactive, proactor.</summary>
    public required string Pattern { get; init; }

    /// <summary>What <c>--threads N</c> means to it: <c>loops</c>, <c>workers</c>, or <c>none</c> where threads follow connections.</summary>
    public required string Threads { get; init; }

    /// <summary>What it needs from kernel and C library.</summary>
    public required string Needs { get; init; }

    /// <summary>Calls that every run of it must show, and without which its result is not its own.</summary>
    public required IReadOnlyList<string> Signature { get; init; }

    /// <summary>Known bounds, one sentence each.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    /// <summary>Most connections that it can hold; null when only descriptors and memory bound it.</summary>
    public int? MaxConnections { get; init; }

    public required bool Available { get; init; }

    /// <summary>Why it does not run here, and what would mend it; null when it does.</summary>
    public string? Reason { get; init; }
}
