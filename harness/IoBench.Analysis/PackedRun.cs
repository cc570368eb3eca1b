using HdrHistogram;
using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>
/// A run for keeping, a tenth as large: of each cell the first valid invocation holds the histogram of all of them, the others none. Reports add
/// them up anyway, so they come out the same; every other figure stays with its invocation. Of lateness only the percentiles are kept.
/// </summary>
public static class PackedRun
{
    public static Run Of(Run run)
    {
        var first = run.Invocations.Where(static i => i is { Verdict.Valid: true, Load: not null }).OrderBy(static i => i.Repeats ?? i.Order).GroupBy(static i => i.Cell.Key).ToDictionary(static g => g.Key, static g => (First: g.First(), All: g.ToList()));
        return run with
        {
            Manifest = run.Manifest with { HistogramsByCell = true },
            Invocations = [.. run.Invocations.Select(i => first.TryGetValue(i.Cell.Key, out var cell) && ReferenceEquals(cell.First, i) ? Holding(i, cell.All) : Without(i))],
        };
    }

    private static Invocation Holding(Invocation invocation, IReadOnlyList<Invocation> all) => invocation with
    {
        Load = invocation.Load! with
        {
            Histogram = Sum(all.Select(static i => i.Load!.Histogram)) ?? "",
            ServiceHistogram = Sum(all.Select(static i => i.Load!.ServiceHistogram)),
            LatenessHistogram = null,
        },
    };

    private static Invocation Without(Invocation invocation) => invocation.Load is { } load
        ? invocation with { Load = load with { Histogram = "", ServiceHistogram = null, LatenessHistogram = null } }
        : invocation;

    private static string? Sum(IEnumerable<string?> histograms)
    {
        List<HistogramBase> parts = [.. histograms.Select(static h => string.IsNullOrEmpty(h) ? null : Histograms.Decode(h)).OfType<HistogramBase>()];
        return parts.Count == 0 ? null : Histograms.Encode(Histograms.Sum(parts));
    }
}
