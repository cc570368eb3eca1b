using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>One model along one axis: its cells that differ in nothing but that coordinate, by its value.</summary>
/// <param name="Axis">The coordinate.</param>
/// <param name="Shape">The load without it.</param>
/// <param name="Label">As <see cref="Cell.Label"/>.</param>
/// <param name="Model">As <see cref="Cell.Model"/>.</param>
/// <param name="Cells">Those with a valid invocation.</param>
public sealed record AxisCurve(Axis Axis, LoadPoint Shape, string Label, string Model, IReadOnlyList<CellSummary> Cells)
{
    /// <summary>
    /// Every curve of a closed loop under the client's epoll, shape by shape, where some model was measured at two values or more. An
    /// open loop has its own curves, and what the client waits with is no trait of a server.
    /// </summary>
    public static IReadOnlyList<AxisCurve> Of(IReadOnlyList<CellSummary> cells, Axis axis) =>
        [.. cells.Where(c => c is { Valid: > 0, Cell.IsAa: false } && !c.Cell.IsOpen && c.Cell.Point.OtherEngine is null && axis.Has(c.Cell.Point))
            .GroupBy(c => axis.Without(c.Cell.Point))
            .Where(g => g.Select(c => axis.Of(c.Cell.Point)).Distinct().Count() > 1)
            .SelectMany(g => g.GroupBy(static c => (c.Cell.Label, c.Cell.Model)).Select(m =>
                new AxisCurve(axis, g.Key, m.Key.Label, m.Key.Model, [.. m.OrderBy(c => axis.Of(c.Cell.Point))])))];
}
