namespace IoBench.Results.Benchmarks;

/// <summary><c>benchmarks.json</c>: what BenchmarkDotNet's own files leave out, so that they can be read by themselves later.</summary>
public sealed record BenchmarkManifest
{
    public const string FileName = "benchmarks.json";

    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>The folder's name.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long each case was looked at: <c>dry</c>, <c>quarter</c> or <c>complete</c>.</summary>
    public required string Job { get; init; }

    /// <summary>The command that measures the same again.</summary>
    public required string Command { get; init; }

    public required RunEnvironment Environment { get; init; }

    /// <summary>Wall time of all cases; null where it was cut off.</summary>
    public double? ElapsedSeconds { get; init; }
}
