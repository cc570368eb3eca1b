namespace IoBench.Results;

/// <summary>A run that adds blocks until it knows what it was asked: the rule, which is written down before the first block, and how it ended.</summary>
public sealed record RunGrowth
{
    /// <summary>The figure whose ratio to the baseline must be known at the headline load, as comparisons name it (<c>serverCpuUsPerMessage</c>).</summary>
    public required string WidthOf { get; init; }

    /// <summary>The half-width of the interval that is asked for, as a fraction: 0.02 is 2 %.</summary>
    public required double HalfWidth { get; init; }

    /// <summary>Confidence of the interval that is looked at, which is stricter than that of those that are reported: who stops when it looks narrow picks narrow ones.</summary>
    public required double Level { get; init; }

    /// <summary>The plan's blocks, or as many as the interval needs: nothing is looked at before.</summary>
    public required int LeastBlocks { get; init; }

    /// <summary>Blocks from one look to the next.</summary>
    public required int EveryBlocks { get; init; }

    /// <summary>The run ends here whatever it knows.</summary>
    public required int MostBlocks { get; init; }

    /// <summary>How it ended; null while it runs, and where it was interrupted.</summary>
    public WidthLook? End { get; init; }

    /// <summary>Looked at after this block.</summary>
    public bool IsLook(int block) => block >= LeastBlocks && ((block - LeastBlocks) % EveryBlocks == 0 || block >= MostBlocks);
}

/// <summary>What a run knew after so many blocks.</summary>
public sealed record WidthLook
{
    public required int Blocks { get; init; }

    /// <summary>The model that is known worst; null where there is none but the baseline.</summary>
    public string? Widest { get; init; }

    /// <summary>The half-width of its interval, as a fraction; null where it has too few valid blocks for one.</summary>
    public double? HalfWidth { get; init; }

    /// <summary>True where every model is known as well as asked.</summary>
    public required bool Reached { get; init; }

    /// <summary>Models without a single valid invocation at the headline load: waiting for them would be in vain.</summary>
    public IReadOnlyList<string> LeftOut { get; init => field = value ?? []; } = [];
}
