namespace IoBench.Analysis;

/// <summary>
/// The centre that belongs to the signed-rank test: the median of the Walsh averages (x_i + x_j) / 2, i &lt;= j, and the interval
/// whose ends are the Walsh averages at the test's critical value (Hodges and Lehmann 1963; Hollander, Wolfe and Chicken, sections
/// 3.2 and 3.3). It tolerates 29 % outliers, so none has to be dropped, and loses 4.5 % against the mean on normal data.
/// </summary>
public sealed class HodgesLehmann : IShift
{
    private readonly double[] _walsh;
    private readonly SignedRank _null;

    public HodgesLehmann(IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        N = values.Count;
        _null = SignedRank.Of(N);
        _walsh = new double[_null.Maximum];
        var at = 0;
        for (var i = 0; i < N; i++)
            for (var j = i; j < N; j++)
                _walsh[at++] = (values[i] + values[j]) / 2;
        Array.Sort(_walsh);
    }

    public int N { get; }

    public double Centre => (_walsh[(_walsh.Length - 1) / 2] + _walsh[_walsh.Length / 2]) / 2;

    /// <summary>The exact interval at this level; null where n is too small (5 values cannot give 95 %).</summary>
    public Interval? At(double level) => _null.CriticalValue(1 - level) is { } w ? Between(w, level) : null;

    /// <summary>The widest interval that these values can give, from the least to the greatest: its confidence is 1 - 2/2^n.</summary>
    public Interval Widest => Between(0, 1 - 2 * _null.Cdf(0));

    /// <summary>Two-sided signed-rank p-value of the hypothesis that the centre is zero: W is the number of positive Walsh averages.</summary>
    public double PValue => _null.PValue(_walsh.Count(static a => a > 0) + _walsh.Count(static a => a == 0) / 2.0);

    /// <summary>Centre and 95 % interval of these values; on a log scale when asked for and possible (all values positive).</summary>
    public static Estimate? Estimate(IReadOnlyList<double> values, Scale scale)
    {
        if (values.Count == 0)
            return null;
        if (scale == Scale.Linear || values.Any(static v => v <= 0))
        {
            var linear = new HodgesLehmann(values);
            return new Estimate(linear.Centre, linear.At(Levels.Interval), values.Count);
        }

        var log = new HodgesLehmann([.. values.Select(static v => Math.Log(v))]);
        return new Estimate(Math.Exp(log.Centre), log.At(Levels.Interval)?.Map(Math.Exp), values.Count);
    }

    private Interval Between(int w, double level) => new(_walsh[w], _walsh[^(w + 1)], level, 1 - 2 * _null.Cdf(w));
}
