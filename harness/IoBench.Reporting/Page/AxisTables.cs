using IoBench.Analysis;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>Where models cross along an axis, and the figures behind it.</summary>
internal static class AxisTables
{
    public static Table Crossings(RunSummary summary, AxisView view)
    {
        var shapes = view.Curves(summary).Select(static g => g.Key).ToList();
        var margin = Reporting.Figures.Percent(view.Metric.Margin);
        return new(
            [
                new("model", false), new("load", false), new($"{view.Metric.Title} against {summary.Manifest.Plan.Baseline}", false), new("crosses at"), new("95 % interval"), new("measured at"),
                new($"within {margin} up to"), new($"no worse by {margin} up to"), new("note", false),
            ],
            [.. shapes.SelectMany(s => summary.Crossovers.Where(c => c.Axis == view.Axis.Name && c.Metric == view.Metric.Name && c.Shape == s)).Select(c => Row(c, view))]);
    }

    public static Table Figures(RunSummary summary, AxisView view)
    {
        var ratios = summary.Crossovers.Where(c => c.Axis == view.Axis.Name && c.Metric == view.Metric.Name)
            .SelectMany(static c => c.Ratios.Select(r => (Key: (c.Shape, c.Label, r.Value), r.Ratio))).ToDictionary(static r => r.Key, static r => r.Ratio);
        return new(
            [
                new("model", false), new("load", false), new(view.Noun), new(view.Upwards), new("low"), new("high"), new($"ratio to {summary.Manifest.Plan.Baseline}"), new("95 % interval"),
                new("msg/s"), new("CPU µs/msg"), new("n"), new("note", false),
            ],
            [.. view.Curves(summary).SelectMany(static g => g).SelectMany(curve => curve.Cells.Select(cell => Row(curve, cell, view, ratios.GetValueOrDefault((curve.Shape, curve.Label, view.Axis.Of(cell.Cell.Point))))))]);
    }

    private static Row Row(Crossover c, AxisView view) => new(
    [
        new(c.Label) { Model = c.Model }, new(Words.Point(c.Shape)), new(CrossingText.Word(c, view)),
        Joined(c, x => view.Tick(x.At)), Joined(c, x => CrossingText.Bracket(x, view)), Joined(c, x => $"{view.Tick(x.MeasuredBefore)} and {view.Tick(x.MeasuredAfter)}"),
        new(c.EqualUpTo is { } equal ? view.Tick(equal) : Reporting.Figures.None, c.EqualUpTo), new(c.NoWorseUpTo is { } fine ? view.Tick(fine) : Reporting.Figures.None, c.NoWorseUpTo),
        new(c.ClientBound ? "client-bound on the way" : ""),
    ]) { Muted = c.ClientBound };

    private static TableCell Joined(Crossover c, Func<Crossing, string> text) =>
        c.Crossings.Count == 0 ? new(Reporting.Figures.None) : new(string.Join("; ", c.Crossings.Select(text)), c.Crossings[0].At);

    private static Row Row(AxisCurve curve, CellSummary cell, AxisView view, Estimate? ratio)
    {
        var (at, value) = (view.Axis.Of(cell.Cell.Point), view.Value(cell)!);
        return new(
        [
            new(curve.Label) { Model = curve.Model }, new(Words.Point(curve.Shape)), new(view.Tick(at), at), Value(value.Centre), Value(value.Interval?.Low), Value(value.Interval?.High),
            new(Reporting.Figures.Ratio(ratio?.Centre), ratio?.Centre), new(Reporting.Figures.Bounds(ratio?.Interval)),
            new(Reporting.Figures.Rate(cell.ThroughputPerSecond?.Centre), cell.ThroughputPerSecond?.Centre), new(Reporting.Figures.Number(cell.ServerCpuUsPerMessage?.Centre), cell.ServerCpuUsPerMessage?.Centre),
            new(Reporting.Figures.Count(cell.Valid), cell.Valid), new(cell.ClientBound ? "client-bound" : ""),
        ]) { Muted = cell.ClientBound };

        TableCell Value(double? figure) => new(figure is { } f ? view.Figure(f) : Reporting.Figures.None, figure);
    }
}
