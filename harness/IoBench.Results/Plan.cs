namespace IoBench.Results;

/// <summary>What a run measures (<c>bench/plans/*.json</c>): sweeps that expand to cells, and how often each is repeated.</summary>
public sealed record Plan
{
    public required int SchemaVersion { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Each block runs every cell once, in an order of its own.</summary>
    public required int Blocks { get; init; }

    public required double WarmupSeconds { get; init; }

    public required double WindowSeconds { get; init; }

    /// <summary>The model that the others are compared with, declared before anything is measured.</summary>
    public required string Baseline { get; init; }

    /// <summary>The point whose figures head the report.</summary>
    public required Headline Headline { get; init; }

    public required IReadOnlyList<Sweep> Sweeps { get; init; }
}

/// <summary>The load under which models are ranked.</summary>
public sealed record Headline
{
    public required int Connections { get; init; }

    public required int PayloadBytes { get; init; }

    public int Depth { get; init; } = 1;

    public int Idle { get; init; }
}

/// <summary>A product of lists: every model under every combination of the axes.</summary>
public sealed record Sweep
{
    /// <summary>What it asks, in one word: connections, payload, depth, idle.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Runs the baseline a second time under another name, to show what noise alone does.</summary>
    public bool Aa { get; init; }

    public required IReadOnlyList<int> Connections { get; init; }

    public IReadOnlyList<int> Idle { get; init; } = [0];

    public IReadOnlyList<int> PayloadBytes { get; init; } = [64];

    public IReadOnlyList<int> Depth { get; init; } = [1];

    public IReadOnlyList<int> Threads { get; init; } = [0];

    /// <summary>Whether the headline's load is among those of this sweep.</summary>
    public bool Covers(Headline headline) =>
        Connections.Contains(headline.Connections)
        && PayloadBytes.Contains(headline.PayloadBytes)
        && Depth.Contains(headline.Depth)
        && Idle.Contains(headline.Idle);
}
