using IoBench.Analysis;
using IoBench.Reporting.Text;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>
/// Percentile curves: latency against nines. Who has the worst tail? At equal offered load where the run has one; a closed loop, in which
/// a slower server is asked less often, stands in only where it has none, and says so.
/// </summary>
internal static class LatencyChart
{
    private static readonly double[] Named = [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999];

    public static Drawing? Of(RunSummary summary)
    {
        var cells = Cells(summary);
        if (cells.Count == 0)
            return null;
        var open = cells[0].Cell.Point.IsOpen;
        var samples = cells.Sum(static c => c.Latency!.Samples);
        var small = cells.Count > SmallMultiples.MostLines;
        return new Drawing
        {
            Name = "latency",
            Title = Findings.Tail(summary) ?? "Who has the worst tail?",
            Subtitle = open
                ? $"Response time in µs (logarithmic) at {Figures.Rate(cells[0].AskedPerSecond)} messages a second due for every model, {Words.Point(cells[0].Cell.Point.Closed)}"
                : $"Echo latency in µs (logarithmic) against the share of echoes that are faster, closed loop, {Words.Point(cells[0].Cell.Point)}",
            Caption =
            [
                $"Histograms of all invocations added up, {Figures.Rate(samples)} echoes; a curve ends where fewer than {LatencyDistribution.LeastBeyond} echoes lie beyond. "
                    + $"{Place.Load(summary, cells)}."
                    + (open ? " Timed from the moment at which an echo was due." : " Closed loop: a slower server is also asked less often.")
                    + (cells.Any(static c => c.Overloaded) ? " Hollow: overloaded, less came back than was due." : "")
                    + (cells.FirstOrDefault(static c => c.ClientBound) is { } bound ? $" Grey: client-bound{(bound.Caveats.Count > 0 ? $" ({bound.Caveats[0].Words})" : "")}." : ""),
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}",
            ],
            BodyHeight = small ? SmallMultiples.Height(cells.Count) : 440,
            Body = (canvas, area) => Paint(canvas, area, cells, small),
        };
    }

    internal static List<CellSummary> Cells(RunSummary summary) => OpenLoop.AtEqualLoad(summary) is { Count: > 0 } equal
        ? [.. equal]
        : [.. summary.CellsAt(summary.Headline).Where(static c => !c.Cell.IsAa && c.Latency is { Points.Count: > 1 })];

    private static void Paint(SKCanvas canvas, SKRect area, List<CellSummary> cells, bool small)
    {
        var nines = cells.Max(static c => Nines(c.Latency!.Points[^1].Quantile));
        var low = cells.Min(static c => Math.Log10(Math.Max(1, c.Latency!.Points[0].Ns))) - 0.05;
        var high = cells.Max(static c => Math.Log10(c.Latency!.Points[^1].Ns)) + 0.08;
        if (small)
        {
            new SmallMultiples
            {
                Models = [.. cells.Select(static c => (c.Cell.Label, c.Cell.Model))], X = (-0.1, nines + 0.25), Y = (low, high), LeftTick = static ns => Figures.Tick(ns / 1e3),
                BottomTicks = () => Named.Where(q => Nines(q) <= nines + 0.01).Select(q => new Tick(Nines(q), q is 0 or 0.9 or 0.999 || (q is 0.99999 && nines > 5.6) ? Name(q) : "", true)),
                Foot = "share of echoes that are faster (each step to the right: ten times rarer); grey lines: the other models",
                Draw = (panel, at) =>
                {
                    foreach (var other in cells.Where((_, i) => i != at))
                        Line(panel, other, 1, SmallMultiples.Faint);
                    Draw(panel, cells[at], 7);
                },
            }.Paint(canvas, area);
            return;
        }

        var labels = cells.Max(static c => Ink.Width(c.Cell.Label, 14, true)) + Ink.Width("88 888", 14) + 56;
        var panel = new Panel(new SKRect(area.Left + 56, area.Top + 8, area.Right - labels, area.Bottom - 52), (-0.05, nines + 0.1), (low, high));
        panel.LeftTicks(LogTicks.Ten(low, high, static ns => Figures.Tick(ns / 1e3)));
        panel.BottomTicks(Named.Where(q => Nines(q) <= nines + 0.01).Select(static q => new Tick(Nines(q), Name(q), true)));
        foreach (var cell in cells)
            Draw(panel, cell, 9);
        panel.Draw(canvas);
        Ink.Write(canvas, "share of echoes that are faster (each step to the right: ten times rarer)", panel.Data.MidX, area.Bottom - 10, 14, Ink.Muted, anchor: Anchor.Middle);
        EndLabels.Write(canvas, panel, [.. cells.Select(c => new EndLabel(
            c.Cell.Label, Figures.Micros(c.P99Ns?.Centre), panel.X(Nines(c.Latency!.Points[^1].Quantile)), panel.Y(Math.Log10(c.Latency.Points[^1].Ns))))], "p99 µs");
    }

    private static void Line(Panel panel, CellSummary cell, float width, Color colour)
    {
        var points = cell.Latency!.Points.Select(static p => new Coordinates(Nines(p.Quantile), Math.Log10(Math.Max(1, p.Ns)))).ToArray();
        var curve = panel.Plot.Add.ScatterLine(points);
        curve.LineStyle = new LineStyle(width, colour);
        curve.MarkerStyle = MarkerStyle.None;
    }

    private static void Draw(Panel panel, CellSummary cell, float size)
    {
        var style = ModelStyle.Of(cell.Cell.Model);
        Line(panel, cell, 2, style.Ink);
        // A marker at each named quantile, so that curves can be told apart without colour.
        foreach (var quantile in Named.Where(q => q <= cell.Latency!.Points[^1].Quantile + 1e-9))
            if (cell.Latency!.At(quantile) is { } ns)
                panel.Mark(Nines(quantile), Math.Log10(Math.Max(1, ns)), style.Marker, size, cell.ClientBound ? Ink.Bound : style.Colour, hollow: cell.Overloaded);
    }

    private static double Nines(double quantile) => -Math.Log10(1 - quantile);

    private static string Name(double quantile) => quantile == 0 ? "min" : (100 * quantile).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture) + Figures.Thin + "%";
}
