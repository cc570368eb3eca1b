namespace IoBench.Analysis.Trends;

/// <summary>
/// The smallest step that the search finds in at least four of five series of so many runs, where it lies in the middle; near the ends it
/// must be larger. The factors were measured with <c>scripts/verify-statistics trend</c>, which holds them.
/// </summary>
public static class SmallestStep
{
    /// <summary>Of the normal distribution at nine of ten: a step must pass the other half of the gate as well.</summary>
    private const double Looks = 1.2816;

    /// <summary>Steps in standard deviations of the runs.</summary>
    private static readonly (int Runs, double Deviations)[] Simulated = [(14, 3.6), (16, 3.0), (20, 2.4), (30, 1.85), (40, 1.6), (60, 1.4), (100, 1.3), (200, 1.25)];

    /// <summary>As a fraction (0.05 = 5 %); null with too few runs.</summary>
    /// <param name="runs">Of the series.</param>
    /// <param name="spread">Of runs around their level, as a fraction.</param>
    public static double? Of(int runs, double spread)
    {
        if (runs < ChangeSearch.LeastRuns)
            return null;
        // A step must be told from noise, and then still look larger than the least that counts.
        var noise = Math.Log(1 + spread);
        var looks = Math.Log(1 + ChangeSearch.LeastEffect) + Looks * noise * 2 / Math.Sqrt(runs);
        return Math.Exp(Math.Max(looks, Factor(runs) * noise)) - 1;
    }

    private static double Factor(int runs)
    {
        var next = Array.FindIndex(Simulated, s => s.Runs >= runs);
        if (next <= 0)
            return next == 0 ? Simulated[0].Deviations : Simulated[^1].Deviations;
        var (low, high) = (Simulated[next - 1], Simulated[next]);
        return low.Deviations + (high.Deviations - low.Deviations) * (runs - low.Runs) / (high.Runs - low.Runs);
    }
}
