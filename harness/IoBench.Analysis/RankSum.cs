using System.Collections.Concurrent;

namespace IoBench.Analysis;

/// <summary>
/// The null distribution of the Mann-Whitney statistic U for two untied samples (Mann and Whitney 1947): exact while n m is at most
/// <see cref="MostExact"/>, normal with a continuity correction beyond, where both samples are large.
/// </summary>
internal sealed class RankSum
{
    /// <summary>100 against 100 take a few milliseconds, once.</summary>
    private const int MostExact = 10_000;

    private static readonly ConcurrentDictionary<(int, int), RankSum> Known = new();

    private readonly double[]? _cumulative;
    private readonly double _mean;
    private readonly double _deviation;

    private RankSum(int n, int m)
    {
        Maximum = n * m;
        (_mean, _deviation) = (Maximum / 2.0, Math.Sqrt(Maximum / 12.0 * (n + m + 1)));
        if (Maximum > MostExact)
            return;
        _cumulative = Mass(n, m);
        for (var u = 1; u < _cumulative.Length; u++)
            _cumulative[u] += _cumulative[u - 1];
    }

    /// <summary>The largest value of U, which is also the number of pairs.</summary>
    public int Maximum { get; }

    public static RankSum Of(int n, int m)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(m, 1);
        return Known.GetOrAdd((Math.Min(n, m), Math.Max(n, m)), static size => new RankSum(size.Item1, size.Item2));
    }

    /// <summary>P(U &lt;= u).</summary>
    public double Cdf(int u) => u < 0 ? 0
        : u >= Maximum ? 1
        : _cumulative is not null ? Math.Min(1, _cumulative[u])
        : Perfolizer.Mathematics.Distributions.ContinuousDistributions.NormalDistribution.Standard.Cdf((u + 0.5 - _mean) / _deviation);

    /// <summary>The largest u with P(U &lt;= u) &lt;= alpha/2; null where the samples are too small: no outcome is that rare.</summary>
    public int? CriticalValue(double alpha)
    {
        if (Cdf(0) > alpha / 2)
            return null;
        var (low, high) = (0, Maximum);
        while (high - low > 1)
            if (Cdf((low + high) / 2) is var p && p <= alpha / 2)
                low = (low + high) / 2;
            else
                high = (low + high) / 2;
        return low;
    }

    /// <summary>Two-sided p-value. Halves, from ties, are rounded to the less significant side.</summary>
    public double PValue(double u) => Math.Min(1, 2 * Cdf((int)Math.Ceiling(Math.Min(u, Maximum - u))));

    // The greatest of i + j values is of the first sample with probability i/(i+j), and then exceeds all j of the second; else it exceeds none.
    private static double[] Mass(int n, int m)
    {
        double[] certain = [1];
        double[][] row = [.. Enumerable.Repeat(certain, m + 1)];
        for (var i = 1; i <= n; i++)
        {
            var next = new double[m + 1][];
            next[0] = certain;
            for (var j = 1; j <= m; j++)
            {
                var mass = next[j] = new double[i * j + 1];
                var (first, second) = (i / (double)(i + j), j / (double)(i + j));
                for (var u = 0; u < row[j].Length; u++)
                    mass[u + j] = first * row[j][u];
                for (var u = 0; u < next[j - 1].Length; u++)
                    mass[u] += second * next[j - 1][u];
            }

            row = next;
        }

        return row[m];
    }
}
