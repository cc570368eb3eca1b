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
            BodyHeight = 440,
            Body = (canvas, area) => Paint(canvas, area, lines),
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

    private static void Paint(SKCanvas canvas, SKRect area, List<ModelLine> lines)
    {
        var cells = lines.SelectMany(static l => l.Cells).ToList();
        var xs = cells.Select(static c => Math.Log2(c.Cell.Connections)).ToList();
        var pad = Math.Max(0.15, (xs.Max() - xs.Min()) * 0.03);
        var (low, high) = (cells.Min(Low) - 0.06, cells.Max(High) + 0.06);
        var labels = lines.Max(static l => Ink.Width(l.Model, 14, true)) + Ink.Width(" 888 k", 14) + 56;
        var panel = new Panel(new SKRect(area.Left + 50, area.Top + 8, area.Right - labels, area.Bottom - 52), (xs.Min() - pad, xs.Max() + pad), (low, high));
        panel.LeftTicks(LogTicks.Ten(low, high, static v => Figures.RateTick(v)));
        panel.BottomTicks(LogTicks.AtValues(cells.Select(static c => c.Cell.Connections).Distinct(), (xs.Max() - xs.Min()) / 14));
        foreach (var line in lines)
            Draw(panel, line);
        panel.Draw(canvas);
        Ink.Write(canvas, "busy connections", panel.Data.MidX, area.Bottom - 10, 14, Ink.Muted, anchor: Anchor.Middle);
        EndLabels.Write(canvas, panel, [.. lines.Select(l => new EndLabel(
            l.Model, Figures.Rate(l.Cells[^1].ThroughputPerSecond!.Centre),
            panel.X(Math.Log2(l.Cells[^1].Cell.Connections)), panel.Y(Math.Log10(l.Cells[^1].ThroughputPerSecond!.Centre))))]);
    }

    private static void Draw(Panel panel, ModelLine line)
    {
        var style = ModelStyle.Of(line.Model);
        double[] x = [.. line.Cells.Select(static c => Math.Log2(c.Cell.Connections))];
        double[] y = [.. line.Cells.Select(static c => Math.Log10(c.ThroughputPerSecond!.Centre))];
        for (var i = 0; i < x.Length; i++)
        {
            if (line.Cells[i].ThroughputPerSecond!.Interval is null)
                continue;
            // A ribbon joins intervals; a point that has none would pinch it, as if it were known exactly. An interval between two such stands alone.
            var joins = i + 1 < x.Length && line.Cells[i + 1].ThroughputPerSecond!.Interval is not null;
            var joined = i > 0 && line.Cells[i - 1].ThroughputPerSecond!.Interval is not null;
            if (joins)
            {
                var ribbon = panel.Plot.Add.FillY([x[i], x[i + 1]], [Low(line.Cells[i]), Low(line.Cells[i + 1])], [High(line.Cells[i]), High(line.Cells[i + 1])]);
                ribbon.FillColor = style.Ink.WithAlpha(.18);
                ribbon.LineWidth = 0;
                ribbon.MarkerStyle = MarkerStyle.None;
            }
            else if (!joined)
            {
                panel.Segment(x[i], Low(line.Cells[i]), x[i], High(line.Cells[i]), 2, style.Ink.WithAlpha(.5));
            }
        }

        for (var i = 1; i < x.Length; i++)
            panel.Segment(x[i - 1], y[i - 1], x[i], y[i], 2, style.Ink);
        for (var i = 0; i < x.Length; i++)
            panel.Mark(x[i], y[i], style.Marker, 10, line.Cells[i].ClientBound ? Ink.Bound : style.Colour);
    }

    private static double Low(CellSummary cell) => Math.Log10(cell.ThroughputPerSecond!.Interval is { Low: > 0 } i ? i.Low : cell.ThroughputPerSecond.Centre);

    private static double High(CellSummary cell) => Math.Log10(cell.ThroughputPerSecond!.Interval?.High ?? cell.ThroughputPerSecond.Centre);
}
