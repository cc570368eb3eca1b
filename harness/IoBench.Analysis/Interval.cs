namespace IoBench.Analysis;

/// <summary>A two-sided confidence interval.</summary>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
/// <param name="Level">The confidence that was asked for.</param>
/// <param name="Coverage">The confidence that the exact distribution gives; at least <paramref name="Level"/>.</param>
public sealed record Interval(double Low, double High, double Level, double Coverage)
{
    /// <summary>Half the width on a logarithmic scale: 0.05 reads as about ±5 %.</summary>
    public double LogHalfWidth() => Math.Log(High / Low) / 2;

    public bool Contains(double value) => Low <= value && value <= High;

    internal Interval Map(Func<double, double> f) => this with { Low = f(Low), High = f(High) };
}

/// <summary>A centre with the 95 % interval around it; no interval where there are too few values for one.</summary>
public sealed record Estimate(double Centre, Interval? Interval, int N);

/// <summary>Where differences are taken: of the values, or of their logarithms (so that they are ratios).</summary>
public enum Scale
{
    Linear,
    Log,
}
