using System.Collections.Concurrent;

namespace IoBench.Analysis;

/// <summary>
/// The exact null distribution of Wilcoxon's signed-rank statistic W for n untied differences (Wilcoxon 1945; Hollander, Wolfe
/// and Chicken, <i>Nonparametric Statistical Methods</i>, 3rd ed., section 3.1). Each rank 1..n joins the sum with probability 1/2.
/// </summary>
public sealed class SignedRank
{
    private static readonly ConcurrentDictionary<int, SignedRank> Known = new();

    private readonly double[] _cumulative;

    private SignedRank(int n)
    {
        N = n;
        var mass = new double[Walsh(n) + 1];
        mass[0] = 1;
        // Adding rank r: w is reached without it, or from w - r with it. Downwards, so that each rank is used once.
        for (var rank = 1; rank <= n; rank++)
            for (var w = Walsh(rank); w >= 0; w--)
                mass[w] = (mass[w] + (w >= rank ? mass[w - rank] : 0)) / 2;
        _cumulative = mass;
        for (var w = 1; w < mass.Length; w++)
            _cumulative[w] += _cumulative[w - 1];
    }

    public int N { get; }

    /// <summary>The largest value of W, which is also the number of Walsh averages.</summary>
    public int Maximum => _cumulative.Length - 1;

    public static SignedRank Of(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return Known.GetOrAdd(n, static n => new SignedRank(n));
    }

    /// <summary>P(W &lt;= w).</summary>
    public double Cdf(int w) => w < 0 ? 0 : w >= Maximum ? 1 : _cumulative[w];

    /// <summary>The largest w with P(W &lt;= w) &lt;= alpha/2; null where n is too small: no outcome is that rare.</summary>
    public int? CriticalValue(double alpha)
    {
        int? critical = null;
        for (var w = 0; w <= Maximum && Cdf(w) <= alpha / 2; w++)
            critical = w;
        return critical;
    }

    /// <summary>Two-sided p-value of the observed statistic. Halves, from ties with zero, are rounded to the less significant side.</summary>
    public double PValue(double w) => Math.Min(1, 2 * Cdf((int)Math.Ceiling(Math.Min(w, Maximum - w))));

    /// <summary>The least n at which a two-sided test at level alpha can reject at all: 2 / 2^n &lt;= alpha.</summary>
    public static int LeastSize(double alpha) => (int)Math.Ceiling(1 - Math.Log2(alpha));

    private static int Walsh(int n) => n * (n + 1) / 2;
}
