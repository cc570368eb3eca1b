namespace IoBench.Analysis;

/// <summary>
/// How far a second sample lies above a first one: the median of all pairwise differences, with the interval that belongs to the
/// Mann-Whitney test (Hodges and Lehmann 1963; Moses 1953; Hollander, Wolfe and Chicken, sections 4.2 and 4.3).
/// </summary>
internal sealed class Shift : IShift
{
    private readonly double[] _differences;
    private readonly RankSum _null;

    public Shift(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        N = Math.Min(before.Count, after.Count);
        _null = RankSum.Of(before.Count, after.Count);
        _differences = [.. from b in before from a in after select a - b];
        Array.Sort(_differences);
    }

    public int N { get; }

    public double Centre => (_differences[(_differences.Length - 1) / 2] + _differences[_differences.Length / 2]) / 2;

    /// <summary>The exact interval at this level; null where the samples are too small for one.</summary>
    public Interval? At(double level) => _null.CriticalValue(1 - level) is { } u ? Between(u, level) : null;

    public Interval Widest => Between(0, 1 - 2 * _null.Cdf(0));

    /// <summary>Two-sided, of the hypothesis that both samples come from one distribution; a tie counts half.</summary>
    public double PValue => _null.PValue(_differences.Count(static d => d > 0) + _differences.Count(static d => d == 0) / 2.0);

    private Interval Between(int u, double level) => new(_differences[u], _differences[^(u + 1)], level, 1 - 2 * _null.Cdf(u));
}
