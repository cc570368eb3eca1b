namespace IoBench.Cli.Benchmarking;

/// <summary>What the command line says of <c>benchmarks</c>.</summary>
internal sealed record BenchmarkOptions
{
    public required BenchmarkJob Job { get; init; }

    /// <summary>Globs over class, method and parameters, as BenchmarkDotNet takes them; none: all.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    public string? Out { get; init; }

    /// <summary>The command that measures the same again.</summary>
    public string Command => $"scripts/benchmarks --job {Name}{string.Concat(Filters.Select(static f => $" --filter '{f}'"))}";

    public string Name => Job.ToString().ToLowerInvariant();
}

/// <summary>How long each case is looked at.</summary>
internal enum BenchmarkJob
{
    /// <summary>Once: does it run?</summary>
    Dry,

    /// <summary>The suite in a quarter of an hour.</summary>
    Quarter,

    Complete,
}
