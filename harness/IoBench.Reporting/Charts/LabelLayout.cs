namespace IoBench.Reporting.Charts;

/// <summary>
/// Keeps labels at the ends of lines apart. Least squares under "each at least a gap below the one before": subtracting the gaps
/// turns it into isotonic regression, which pooling adjacent violators solves (Ayer et al. 1955). Order is kept; nobody moves further
/// than the crowd makes him.
/// </summary>
internal static class LabelLayout
{
    /// <summary>Places for the wished positions, in the same order, all between <paramref name="low"/> and <paramref name="high"/> while there is room.</summary>
    public static IReadOnlyList<double> Spread(IReadOnlyList<double> wished, double gap, double low, double high)
    {
        var order = Enumerable.Range(0, wished.Count).OrderBy(i => wished[i]).ToArray();
        var pools = new List<(double Sum, int Count)>();
        for (var rank = 0; rank < order.Length; rank++)
        {
            pools.Add((wished[order[rank]] - rank * gap, 1));
            while (pools.Count > 1 && Mean(pools[^2]) > Mean(pools[^1]))
            {
                pools[^2] = (pools[^2].Sum + pools[^1].Sum, pools[^2].Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
        }

        var places = new double[wished.Count];
        var last = Math.Max(low, high - gap * (order.Length - 1));
        var at = 0;
        foreach (var pool in pools)
            for (var member = 0; member < pool.Count; member++, at++)
                places[order[at]] = Math.Clamp(Mean(pool), low, last) + at * gap;
        return places;
    }

    private static double Mean((double Sum, int Count) pool) => pool.Sum / pool.Count;
}
