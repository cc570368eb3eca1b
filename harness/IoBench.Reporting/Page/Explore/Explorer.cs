using IoBench.Analysis;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>Makes the explorer of a run out of the same summary, and with the same roundings, as its charts and tables.</summary>
internal static class Explorer
{
    /// <summary>More lines than this at first sight tell nothing apart; the rest is a click away.</summary>
    private const int MostAtFirst = 8;

    /// <summary>Null where no axis of the load has two points, so that there is nothing to explore.</summary>
    public static ExplorerData? Of(RunSummary summary)
    {
        var cells = summary.Cells.Where(static c => c is { Valid: > 0, Cell.IsAa: false }).ToList();
        var axes = ExplorerAxes.Of(summary, cells);
        if (axes.Count == 0)
            return null;
        var models = cells.Select(static c => (c.Cell.Label, c.Cell.Model)).Distinct().ToList();
        var metrics = ExplorerFigure.All;
        var families = summary.Points.ToDictionary(static p => p.Point);
        return new ExplorerData
        {
            File = $"iobench-{summary.Manifest.Plan.Name}",
            Baseline = summary.Manifest.Plan.Baseline,
            Foot = [$"{PageWords.Band}: {Place.Interval(summary)}. {Place.Load(summary, cells)}.", $"{Place.Line(summary.Manifest)}. {Place.Source(summary)}"],
            Ink = new ExplorerInk(Ink.Text, Ink.Muted, Ink.Faint, Ink.Bound, Ink.Paper),
            Models = [.. models.Select(static m => new ExplorerModel(m.Label, ModelStyle.Of(m.Model).Colour, Glyphs.Path(ModelStyle.Of(m.Model).Marker, 0, 10)))],
            Metrics = [.. metrics.Select(m => m.Described([.. cells.Select(c => m.Value(c)).OfType<Estimate>()]))],
            Axes = axes,
            Cells = [.. cells.Select(c => Cell(c, models.IndexOf((c.Cell.Label, c.Cell.Model)), families.GetValueOrDefault(c.Cell.Point)))],
            RatioTicks = ExplorerTicks.Of(families.Values.SelectMany(static p => p.Families).SelectMany(static f => f.Comparisons).Select(static c => c.Ratio), Figures.Tick),
            First = First(summary, axes, models.Select(static m => m.Label)),
        };
    }

    private static ExplorerCell Cell(CellSummary cell, int model, PointSummary? point)
    {
        var isBaseline = point?.Baseline == cell.Cell.Label;
        return new(
            model, cell.Valid, cell.ClientBound,
            [.. ExplorerFigure.All.Select(m => m.Value(cell) is { } value ? ExplorerFigure.Rounded(value, m.Text(cell, value)) : null)],
            [.. ExplorerFigure.All.Select(m => m.Metric is not { } metric || point?.Family(metric) is not { } family ? null
                : isBaseline ? new ExplorerValue(1, null, null, "1")
                : family.Comparisons.FirstOrDefault(c => c.Label == cell.Cell.Label)?.Ratio is { } ratio ? ExplorerFigure.Rounded(ratio, Text(ratio)) : null)]);
    }

    private static string Text(Estimate ratio) => Figures.Ratio(ratio.Centre) + (ratio.Interval is null ? "" : " " + Figures.Bounds(ratio.Interval));

    // Where the page's headline lies on the first axis; the fastest there, and the baseline whatever its rank.
    private static ExplorerView First(RunSummary summary, IReadOnlyList<ExplorerAxis> axes, IEnumerable<string> labels)
    {
        var load = axes[0].Loads[0].Id;
        var ranked = Findings.Ranked(summary, Metric.Throughput).Select(static c => c.Cell.Label);
        var first = new[] { summary.Manifest.Plan.Baseline }.Concat(ranked).Concat(labels).Distinct().Intersect(labels).Take(MostAtFirst).ToHashSet();
        return new(Metric.Throughput.Name, axes[0].Id, load, [.. labels.Where(first.Contains)]);
    }
}
