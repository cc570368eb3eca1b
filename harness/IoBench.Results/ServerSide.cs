namespace IoBench.Results;

/// <summary>One of the two servers that are compared within each block, as <c>run.json</c> describes it.</summary>
public sealed record ServerSide
{
    /// <summary>What is there already: the other one is held against it.</summary>
    public const string A = "A";

    /// <summary>The candidate.</summary>
    public const string B = "B";

    /// <summary><see cref="A"/> or <see cref="B"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Options of <c>serve</c> beside those of the cell, as they were typed; empty without any.</summary>
    public required string Options { get; init; }

    /// <summary>The checkout whose build serves; null where it is this one, or a node was named.</summary>
    public string? Checkout { get; init; }

    /// <summary>The node that was named; null where a checkout's serves.</summary>
    public string? Node { get; init; }

    /// <summary>Commit of <see cref="Checkout"/>, with <c>-dirty</c> when files were changed; null without one.</summary>
    public string? GitCommit { get; init; }
}
