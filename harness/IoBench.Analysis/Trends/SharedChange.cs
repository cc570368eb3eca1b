namespace IoBench.Analysis.Trends;

/// <summary>
/// Models that moved the same way between the same runs. Each is followed relative to the reference, so when most of them move
/// together, the likelier cause is that the reference moved the other way.
/// </summary>
/// <param name="Point">The load.</param>
/// <param name="Metric"><see cref="Analysis.Metric.Name"/>.</param>
/// <param name="After">The first run behind the change, by place.</param>
/// <param name="ForBetter">Which way they went.</param>
/// <param name="Labels">Who moved.</param>
/// <param name="Models">How many models there are.</param>
public sealed record SharedChange(Results.LoadPoint Point, string Metric, int After, bool ForBetter, IReadOnlyList<string> Labels, int Models)
{
    private const int LeastModels = 3;

    /// <summary>Changes that lie this far apart may be one, seen through noise.</summary>
    private const int Near = 2;

    internal static IReadOnlyList<SharedChange> Of(IReadOnlyList<TrendSeries> series, string reference) =>
    [
        .. series.Where(s => !s.IsControl && s.Label != reference).GroupBy(static s => (s.Point, s.Metric))
            .SelectMany(static g => Of(g.Key.Point, g.Key.Metric, [.. g])),
    ];

    private static IEnumerable<SharedChange> Of(Results.LoadPoint point, string metric, List<TrendSeries> models)
    {
        var told = -1;
        foreach (var at in models.SelectMany(static s => s.Changes).Select(static c => c.After.Index).Distinct().Order())
            foreach (var better in new[] { true, false })
            {
                if (told >= 0 && at - told <= Near)
                    continue;
                var moved = models.Where(s => s.Changes.Any(c => c.ForBetter == better && c.After.Index >= at && c.After.Index - at <= Near)).Select(static s => s.Label).ToList();
                if (moved.Count < LeastModels || 2 * moved.Count <= models.Count)
                    continue;
                told = at;
                yield return new SharedChange(point, metric, at, better, moved, models.Count);
            }
    }
}
