using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace IoBench.Analysis;

/// <summary>
/// The smallest true effect that a paired comparison with this spread would find in four of five runs (power 80 %, level 5 %,
/// two-sided): (t.975 + t.80) s / sqrt(n), Bloom 1995. Where only unanimous signs can reject (n = 6), the power is that of
/// unanimity and the factor follows from it.
/// </summary>
public static class SmallestDetectable
{
    private const double Power = 0.80;

    /// <summary>The effect as a fraction (0.04 = 4 %), or null with fewer than <see cref="Levels.LeastBlocks"/> differences.</summary>
    public static double? Of(IReadOnlyList<double> logDifferences)
    {
        var n = logDifferences.Count;
        return n < Levels.LeastBlocks ? null : Math.Exp(Factor(n) * StandardDeviation(logDifferences)) - 1;
    }

    /// <summary>
    /// The same between two samples: (t.975 + t.80) sqrt(s1^2/n + s2^2/m), which the Mann-Whitney test falls short of by 2 to 5 % with
    /// normal values and beats with heavy tails.
    /// </summary>
    public static double? Of(IReadOnlyList<double> from, IReadOnlyList<double> to)
    {
        if (Math.Min(from.Count, to.Count) < Levels.LeastBlocks)
            return null;
        var t = new StudentDistribution(from.Count + to.Count - 2);
        var (s1, s2) = (StandardDeviation(from), StandardDeviation(to));
        return Math.Exp((t.Quantile((1 + Levels.Interval) / 2) + t.Quantile(Power)) * Math.Sqrt(s1 * s1 / from.Count + s2 * s2 / to.Count)) - 1;
    }

    internal static double Factor(int n)
    {
        var alpha = 1 - Levels.Interval;
        if (SignedRank.Of(n).CriticalValue(alpha) == 0)
            return NormalDistribution.Standard.Quantile(Math.Pow(Power, 1.0 / n));
        var t = new StudentDistribution(n - 1);
        return (t.Quantile(1 - alpha / 2) + t.Quantile(Power)) / Math.Sqrt(n);
    }

    private static double StandardDeviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
