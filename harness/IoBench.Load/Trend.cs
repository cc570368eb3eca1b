namespace IoBench.Load;

/// <summary>Whether a series rises or falls, by ranks, so that single outliers do not count (Kendall 1938, Theil 1950, Sen 1968).</summary>
/// <param name="Drift">Change from the first to the last by the median slope, as a share of the median.</param>
/// <param name="P">Two-sided, by the normal approximation of Kendall's S: how often values that know nothing of each other drift so.</param>
/// <param name="PersistentP">The same where each value may lean on the one before, as those of a machine shared with others do: never below <paramref name="P"/>, and the one to accuse by.</param>
public readonly record struct Trend(double Drift, double P, double PersistentP)
{
    // A series that is all memory cannot be told from a trend; with more than this it is left to its steps.
    private const double MostMemory = 0.95;

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
        if (median <= 0) return new(0, 1, 1);
        var variance = n * (n - 1.0) * (2 * n + 5) / 18;
        var p = TwoSided(s, variance);
        var remembered = TwoSided(s, variance * Inflation(Memory(values, slope), n));
        return new(slope * (n - 1) / median, p, Math.Max(p, Math.Min(1, 2 * Math.Min(remembered, StepsP(values))))); // the better of two, by Bonferroni
    }

    // How much of a value is still there in the next, once the slope is taken out: the autocorrelation of the ranks at lag 1, less
    // the bias that so short a series has (Salas, Delleur, Yevjevich and Lane 1980).
    private static double Memory(ReadOnlySpan<double> values, double slope)
    {
        var n = values.Length;
        if (n <= 4) return MostMemory;
        Span<double> rest = stackalloc double[n], ranks = stackalloc double[n];
        for (var i = 0; i < n; i++) rest[i] = values[i] - slope * i;
        Rank(rest, ranks);
        double product = 0, square = 0, mean = (n + 1) / 2.0;
        for (var i = 0; i < n; i++)
        {
            square += (ranks[i] - mean) * (ranks[i] - mean);
            if (i > 0) product += (ranks[i] - mean) * (ranks[i - 1] - mean);
        }
        return square == 0 ? 0 : Math.Clamp((n * product / square + 2) / (n - 4), 0, MostMemory);
    }

    // Of the variance of S, by the number of values that would tell as much without memory (Yue and Wang 2004).
    private static double Inflation(double memory, int n)
    {
        double sum = 0, power = 1;
        for (var lag = 1; lag < n; lag++) sum += (1 - lag / (double)n) * (power *= memory);
        return 1 + 2 * sum;
    }

    // Wilcoxon's signed ranks of the steps from each value to the next: a walk without aim goes up as it goes down, however long its memory.
    private static double StepsP(ReadOnlySpan<double> values)
    {
        Span<double> sizes = stackalloc double[values.Length - 1], ranks = stackalloc double[values.Length - 1];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = Math.Abs(values[i + 1] - values[i]);
        Rank(sizes, ranks);
        double signed = 0, variance = 0;
        for (var i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] == 0) continue;
            signed += Math.CopySign(ranks[i], values[i + 1] - values[i]);
            variance += ranks[i] * ranks[i];
        }
        return variance == 0 ? 1 : TwoSided(signed, variance);
    }

    // From 1; equal ones share the mean of theirs. A window has a few dozen parts: counting costs less than sorting twice.
    private static void Rank(ReadOnlySpan<double> values, Span<double> ranks)
    {
        for (var i = 0; i < values.Length; i++)
        {
            int below = 0, equal = 0;
            foreach (var other in values)
            {
                if (other < values[i]) below++;
                else if (other == values[i]) equal++;
            }
            ranks[i] = below + (equal + 1) / 2.0;
        }
    }

    private static double Median(ReadOnlySpan<double> values)
    {
        Span<double> sorted = stackalloc double[values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    // Corrected for continuity: all of these statistics are whole numbers.
    private static double TwoSided(double statistic, double variance) =>
        Math.Min(1, 2 * UpperTail(Math.Max(0, Math.Abs(statistic) - 1) / Math.Sqrt(variance)));

    // Abramowitz and Stegun 26.2.17, good to 7.5e-8.
    private static double UpperTail(double z)
    {
        var t = 1 / (1 + 0.2316419 * z);
        var polynomial = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
    }
}
