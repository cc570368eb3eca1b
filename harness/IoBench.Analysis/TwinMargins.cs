using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>
/// What the A/A twins of a run say of its noise, as the margins that a difference must exceed. A margin below what noise does to two runs of
/// the same thing would be no margin; so a load without a twin takes that of the nearest load with one. Without it, of the comparisons of
/// plan <c>ci</c> among models that are all alike one run in seven says "slower" or "faster" somewhere (<c>scripts/verify-statistics</c>).
/// </summary>
internal sealed class TwinMargins
{
    private readonly List<(LoadPoint Point, CellSummary Cell, CellSummary Twin)> twins = [];

    public TwinMargins(IReadOnlyList<CellSummary> cells)
    {
        foreach (var twin in cells.Where(static c => c is { Cell.IsAa: true, Valid: > 0 }))
        {
            if (cells.FirstOrDefault(c => c.Valid > 0 && c.Cell.Label == twin.Cell.Model && c.Cell.Point == twin.Cell.Point) is { } cell)
                twins.Add((cell.Cell.Point, cell, twin));
        }
    }

    /// <summary>As a fraction: the metric's own, or twice the half-width of the twin's interval if that is larger.</summary>
    /// <param name="point">The load.</param>
    /// <param name="metric">On which.</param>
    /// <param name="isPaced">Of who is held against its pacemaker. Who is not has the noise of blocks, and so the twin is taken by blocks for him too.</param>
    public double At(LoadPoint point, Metric metric, bool isPaced) => Widest(twins.Where(t => t.Point == point).ToList() is { Count: > 0 } here ? here : Nearest(point), metric, isPaced);

    /// <summary>Of all loads together, by blocks.</summary>
    public double Widest(Metric metric) => Widest(twins, metric, isPaced: false);

    private static double Widest(IEnumerable<(LoadPoint, CellSummary Cell, CellSummary Twin)> twins, Metric metric, bool isPaced) => twins
        .Select(t => Pairing.Of(t.Twin, t.Cell, metric, isPaced)?.Centre.At(Levels.Interval)).OfType<Interval>()
        .Select(static i => Math.Exp(i.High - i.Low) - 1).Append(metric.Margin).Max();

    // Noise follows the number of busy connections first: with one of them, an idle CPU is woken for each message.
    private List<(LoadPoint Point, CellSummary Cell, CellSummary Twin)> Nearest(LoadPoint point)
    {
        var distance = twins.Select(t => Distance(t.Point)).DefaultIfEmpty().Min();
        return [.. twins.Where(t => Distance(t.Point) <= distance)];

        double Distance(LoadPoint other) => Math.Abs(Math.Log((double)other.Connections / point.Connections));
    }
}
