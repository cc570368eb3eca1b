namespace IoBench.Analysis.Trends;

/// <summary>
/// How many changes the search finds in a series in which nothing changes, when runs are independent and spread by 3 % or more: measured
/// with <c>scripts/verify-statistics trend</c>, and held by a test. Less spread makes fewer; runs that resemble their neighbours make more.
/// </summary>
public static class FalsePoints
{
    private static readonly (int Runs, double Rate)[] Simulated = [(14, 0.006), (20, 0.01), (40, 0.03), (60, 0.05), (100, 0.095), (200, 0.15)];

    /// <summary>Expected number in one series of so many runs.</summary>
    public static double Expected(int runs)
    {
        if (runs < ChangeSearch.LeastRuns)
            return 0;
        var next = Array.FindIndex(Simulated, s => s.Runs >= runs);
        if (next == 0)
            return Simulated[0].Rate;
        // Beyond the longest series that was simulated, in proportion to its length.
        if (next < 0)
            return Simulated[^1].Rate * runs / Simulated[^1].Runs;
        var (low, high) = (Simulated[next - 1], Simulated[next]);
        return low.Rate + (high.Rate - low.Rate) * (runs - low.Runs) / (high.Runs - low.Runs);
    }
}
