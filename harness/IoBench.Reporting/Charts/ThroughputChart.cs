using IoBench.Analysis;
using IoBench.Reporting.Text;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Throughput against connections. Which model scales?</summary>
internal static class ThroughputChart
{
    public static Drawing? Of(RunSummary summary)
    {
        var lines = Lines(summary);
        if (lines.Count == 0)
            return null;
        var last = lines.Max(static l => l.Cells[^1].Cell.Connections);
        var cells = lines.SelectMany(static l => l.Cells).ToList();
        var small = lines.Count > SmallMultiples.MostLines;
        return new Drawing
        {
            Name = "throughput",
            Title = Findings.Throughput(summary) ?? "Which model scales with connections?",
            Subtitle = "Messages per second (logarithmic) against busy connections (each step doubles them)",
            Caption =
            [
                $"Centre: Hodges-Lehmann. Ribbon or bar: {Place.Interval(summary)}; a point with neither has too few invocations. {Place.Load(summary, cells)}, {Words.Point(cells[0].Cell.Point with { Connections = last })} at the right end."
                    + (cells.Any(static c => c.ClientBound) ? " Grey marker: the client was the limit, the rate is a lower bound." : ""),
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}",
            ],
            BodyHeight = small ? SmallMultiples.Height(lines.Count) : 440,
            Body = (canvas, area) => Paint(canvas, area, lines, small),
        };
    }

    internal sealed record ModelLine(string Model, IReadOnlyList<CellSummary> Cells);

    /// <summary>One line per model, over the points that differ from the headline in connections only.</summary>
    internal static List<ModelLine> Lines(RunSummary summary) => summary.Headline is not { } headline
        ? []
        : [.. summary.Cells
            .Where(c => !c.Cell.IsAa && c.ThroughputPerSecond is { Centre: > 0 } && c.Cell.Point with { Connections = headline.Connections } == headline)
            .GroupBy(static c => c.Cell.Label)
            .Select(static g => new ModelLine(g.Key, [.. g.OrderBy(static c => c.Cell.Connections)]))];

    private static void Paint(SKCanvas canvas, SKRect area, List<ModelLine> lines, bool small)
    {
        var cells = lines.SelectMany(static l => l.Cells).ToList();
        var points = lines.Select(static l => l.Cells.Select(static c => new EstimatePoint(Math.Log2(c.Cell.Connections), c.ThroughputPerSecond!, c.ClientBound)).ToList()).ToList();
        var xs = points.SelectMany(static l => l).Select(static p => p.X).ToList();
        var pad = Math.Max(0.15, (xs.Max() - xs.Min()) * 0.03);
        var (low, high) = (points.Min(static l => l.Min(static p => p.Low)) - 0.06, points.Max(static l => l.Max(static p => p.High)) + 0.06);
        if (small)
        {
            new SmallMultiples
            {
                Models = [.. lines.Select(static l => (l.Model, l.Cells[0].Cell.Model))], X = (xs.Min() - 2 * pad, xs.Max() + 2 * pad), Y = (low, high), LeftTick = static v => Figures.RateTick(v),
                BottomTicks = () => Ticks(cells, (xs.Max() - xs.Min()) / 3.5), Foot = "busy connections; grey lines: the other models",
                Draw = (panel, at) =>
                {
                    foreach (var other in points.Where((_, i) => i != at))
                        EstimateLine.Join(panel, other, 1, SmallMultiples.Faint);
                    EstimateLine.Draw(panel, points[at], ModelStyle.Of(lines[at].Model), 8);
                },
            }.Paint(canvas, area);
            return;
        }

        var labels = lines.Max(static l => Ink.Width(l.Model, 14, true)) + Ink.Width(" 888 k", 14) + 56;
        var panel = new Panel(new SKRect(area.Left + 50, area.Top + 8, area.Right - labels, area.Bottom - 52), (xs.Min() - pad, xs.Max() + pad), (low, high));
        panel.LeftTicks(LogTicks.Ten(low, high, static v => Figures.RateTick(v)));
        panel.BottomTicks(Ticks(cells, (xs.Max() - xs.Min()) / 14));
        for (var i = 0; i < lines.Count; i++)
            EstimateLine.Draw(panel, points[i], ModelStyle.Of(lines[i].Model));
        panel.Draw(canvas);
        Ink.Write(canvas, "busy connections", panel.Data.MidX, area.Bottom - 10, 14, Ink.Muted, anchor: Anchor.Middle);
        EndLabels.Write(canvas, panel, [.. lines.Select((l, i) => new EndLabel(
            l.Model, Figures.Rate(l.Cells[^1].ThroughputPerSecond!.Centre), panel.X(points[i][^1].X), panel.Y(points[i][^1].Y)))]);
    }

    private static IEnumerable<Tick> Ticks(List<CellSummary> cells, double leastGap) => LogTicks.AtValues(cells.Select(static c => c.Cell.Connections).Distinct(), leastGap);
}
