namespace IoBench.Load;

/// <summary>Whether a series rises or falls, by ranks, so that single outliers do not count (Kendall 1938, Theil 1950, Sen 1968).</summary>
/// <param name="Drift">Change from the first to the last by the median slope, as a share of the median.</param>
/// <param name="P">Two-sided, by the normal approximation of Kendall's S.</param>
public readonly record struct Trend(double Drift, double P)
{
    /// <param name="slopes">Room for a slope of each pair, so that nothing is allocated.</param>
    public static Trend Of(ReadOnlySpan<double> values, Span<double> slopes)
    {
        var n = values.Length;
        int s = 0, pairs = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                slopes[pairs++] = (values[j] - values[i]) / (j - i);
                s += Math.Sign(values[j] - values[i]);
            }
        }
        var median = Median(values);
        var slope = Median(slopes[..pairs]);
        if (median <= 0) return new(0, 1);
        var deviation = Math.Sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
        var z = Math.Max(0, Math.Abs(s) - 1) / deviation; // corrected for continuity
        return new(slope * (n - 1) / median, Math.Min(1, 2 * UpperTail(z)));
    }

    private static double Median(ReadOnlySpan<double> values)
    {
        Span<double> sorted = stackalloc double[values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    // Abramowitz and Stegun 26.2.17, good to 7.5e-8.
    private static double UpperTail(double z)
    {
        var t = 1 / (1 + 0.2316419 * z);
        var polynomial = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
    }
}
