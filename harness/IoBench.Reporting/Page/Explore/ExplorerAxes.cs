using IoBench.Analysis;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting.Page;

/// <summary>The coordinates of the load that a run varies: those of a closed loop, and what an open one offers.</summary>
internal static class ExplorerAxes
{
    /// <param name="summary">The run.</param>
    /// <param name="cells">Its cells with a valid invocation, to which the points refer by place.</param>
    public static IReadOnlyList<ExplorerAxis> Of(RunSummary summary, IReadOnlyList<CellSummary> cells)
    {
        var places = cells.Select(static (cell, i) => (cell.Cell.Key, i)).ToDictionary(static c => c.Key, static c => c.i);
        return
        [
            .. new[] { AxisView.Connections }.Concat(AxisView.Sections).Select(Closed).OfType<ExplorerAxis>(),
            .. ExplorerOffer.All.Select(Open).OfType<ExplorerAxis>(),
        ];

        ExplorerAxis? Closed(AxisView view)
        {
            var curves = AxisCurve.Of(cells, view.Axis);
            return Make(view.Axis.Name, view.Noun, v => view.Tick(v), curves.SelectMany(static c => c.Cells.Select(cell => (c.Shape, cell))), cell => view.Axis.Of(cell.Cell.Point), view.Axis.Without);
        }

        ExplorerAxis? Open(ExplorerOffer offer) => Make(
            offer.Id, offer.Noun, offer.Tick, cells.Where(c => offer.Of(c.Cell.Point) is not null).Select(static c => (c.Cell.Point.Closed, c)), cell => offer.Of(cell.Cell.Point)!.Value, static p => p.Closed);

        ExplorerAxis? Make(string id, string noun, Func<double, string> tick, IEnumerable<(LoadPoint Shape, CellSummary Cell)> of, Func<CellSummary, double> at, Func<LoadPoint, LoadPoint> without)
        {
            // The load of the headline first, then those of most points.
            var loads = of.GroupBy(static c => c.Shape).Where(g => g.Select(c => at(c.Cell)).Distinct().Count() > 1)
                .OrderByDescending(g => summary.Headline is { } headline && without(headline) == g.Key).ThenByDescending(static g => g.Count())
                .Select(g => new ExplorerLoad(g.Key.ToString(), Words.Point(g.Key), [.. g.Select(c => new ExplorerPoint(at(c.Cell), places[c.Cell.Cell.Key])).OrderBy(static p => p.At)])).ToList();
            return loads.Count == 0
                ? null
                : new(id, noun, [.. loads.SelectMany(static l => l.Points).Select(static p => p.At).Distinct().Order().Select(v => new ExplorerTick(v, tick(v)))], loads);
        }
    }
}
