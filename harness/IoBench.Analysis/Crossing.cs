namespace IoBench.Analysis;

/// <summary>A place on an axis at which the ratio of two models passes 1. Values are those of the axis: connections, bytes, messages.</summary>
public sealed record Crossing
{
    /// <summary>Where the centre of the ratio is 1.</summary>
    public required double At { get; init; }

    /// <summary>Lower end of the 95 % interval: below it the ratio lies wholly on the one side. Null where the interval reaches beyond the least value measured.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end: above it the ratio lies wholly on the other side. Null where the interval reaches beyond the greatest value measured.</summary>
    public double? High { get; init; }

    /// <summary>True where the ratio is below 1 before and above 1 after.</summary>
    public required bool Rises { get; init; }

    /// <summary>The values measured before and after <see cref="At"/>: what lies between them is interpolated.</summary>
    public required int MeasuredBefore { get; init; }

    public required int MeasuredAfter { get; init; }

    /// <summary>Whether both may be one and the same crossing: their intervals have a place in common.</summary>
    public bool Meets(Crossing other) =>
        Rises == other.Rises
        && (Low ?? double.NegativeInfinity) <= (other.High ?? double.PositiveInfinity)
        && (other.Low ?? double.NegativeInfinity) <= (High ?? double.PositiveInfinity);
}

/// <summary>On which side of 1 a ratio lies.</summary>
public enum Side
{
    Below,

    /// <summary>The interval has 1 in it.</summary>
    Undecided,

    Above,
}

/// <summary>A part of an axis, by its values, and the side on which the ratio lies there.</summary>
public readonly record struct SideReach(Side Side, double From, double To);

/// <summary>What can be told of two models along an axis.</summary>
public enum CrossoverOutcome
{
    /// <summary>No place has the <see cref="Levels.LeastBlocks"/> blocks that an interval needs.</summary>
    TooFewBlocks,

    /// <summary>The ratio lies below 1 in one part and above it in another, each with its interval wholly on that side.</summary>
    Crosses,

    /// <summary>The interval lies below 1 over the whole range.</summary>
    Below,

    /// <summary>The interval lies above 1 over the whole range.</summary>
    Above,

    /// <summary>One side is told in a part of the range, and none in the rest.</summary>
    Partly,

    /// <summary>No side is told anywhere.</summary>
    Inconclusive,
}
