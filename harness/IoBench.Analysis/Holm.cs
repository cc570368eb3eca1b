namespace IoBench.Analysis;

/// <summary>Holm's step-down correction (Holm 1979): the i-th smallest of m p-values is held against alpha / (m - i + 1).</summary>
public static class Holm
{
    /// <summary>Adjusted p-values, in the order given.</summary>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> p)
    {
        var adjusted = new double[p.Count];
        var worst = 0.0;
        foreach (var i in Ascending(p))
            adjusted[i] = worst = Math.Max(worst, Math.Min(1, p[i] * Divisor(p, i)));
        return adjusted;
    }

    /// <summary>
    /// The alpha of each comparison's interval, in the order given. Once a step fails, all later ones keep its alpha, so an interval
    /// excludes the null exactly where Holm rejects.
    /// </summary>
    public static IReadOnlyList<double> Alphas(IReadOnlyList<double> p, double alpha)
    {
        var alphas = new double[p.Count];
        double? stopped = null;
        foreach (var i in Ascending(p))
        {
            alphas[i] = stopped ?? alpha / Divisor(p, i);
            if (p[i] > alphas[i])
                stopped ??= alphas[i];
        }

        return alphas;
    }

    private static IEnumerable<int> Ascending(IReadOnlyList<double> p) => Enumerable.Range(0, p.Count).OrderBy(i => p[i]);

    // Equal p-values, common among exact ones, all take the strictest step of their group: no order among them to be guessed.
    private static int Divisor(IReadOnlyList<double> p, int i) => p.Count - p.Count(other => other < p[i]);
}
