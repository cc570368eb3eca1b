using IoBench.Analysis;
using IoBench.Reporting.Text;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Every invocation as a dot in run order over a box, relative to its cell's centre. How repeatable is this?</summary>
internal static class RepeatabilityChart
{
    private const float RowHeight = 46;

    public static Drawing? Of(RunSummary summary)
    {
        var cells = summary.CellsAt(summary.Headline).Where(static c => c.ThroughputPerSecond is { Centre: > 0 })
            .OrderBy(static c => c.Cell.IsAa).ThenBy(Findings.WorstDeviation).ToList();
        if (cells.Count == 0)
            return null;
        return new Drawing
        {
            Name = "repeatability",
            Title = Findings.Repeatability(summary) ?? "How repeatable is this?",
            Subtitle = $"Throughput of every invocation, in per cent of its model’s centre, {Words.Point(cells[0].Cell.Point)}",
            Caption =
            [
                $"Each dot is one fresh server process under one fresh load process; from top to bottom in run order. Box: the middle half; line in it: median. Nothing is left out as an outlier. {Place.Load(summary, cells)}.",
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}",
            ],
            BodyHeight = cells.Count * RowHeight + 62,
            Body = (canvas, area) => Paint(canvas, area, cells),
        };
    }

    private static void Paint(SKCanvas canvas, SKRect area, List<CellSummary> cells)
    {
        var names = cells.Max(static c => Ink.Width(c.Cell.Label, 14, true)) + 34;
        var range = Math.Max(0.01, cells.Max(Findings.WorstDeviation)) * 115;
        var panel = new Panel(new SKRect(area.Left + names, area.Top + 6, area.Right - 80, area.Bottom - 50), (-range, range), (cells.Count, 0));
        panel.WithoutLeftAxis();
        panel.BottomTicks(Ticks(range));
        panel.Segment(0, 0, 0, cells.Count, 1.2f, Color.FromHex(Ink.Bound));
        for (var i = 0; i < cells.Count; i++)
            Draw(panel, cells[i], i);
        panel.Draw(canvas);
        for (var i = 0; i < cells.Count; i++)
        {
            var (y, style) = (panel.Y(i + 0.5), ModelStyle.Of(cells[i].Cell.Model));
            Glyphs.Draw(canvas, style.Marker, area.Left + 8, y, 10, style.Colour);
            Ink.Write(canvas, cells[i].Cell.Label, area.Left + 22, y + 5, 14, style.Colour, bold: !cells[i].Cell.IsAa);
            Ink.Write(canvas, Figures.Rate(cells[i].ThroughputPerSecond!.Centre) + "/s", area.Right, y + 5, 14, Ink.Muted, anchor: Anchor.End);
        }

        Ink.Write(canvas, "deviation from the model’s own centre (%)", panel.Data.MidX, area.Bottom - 8, 14, Ink.Muted, anchor: Anchor.Middle);
    }

    private static void Draw(Panel panel, CellSummary cell, int row)
    {
        var style = ModelStyle.Of(cell.Cell.Model);
        var measured = cell.Invocations.Where(static f => f.ThroughputPerSecond is not null).ToList();
        double[] deviations = [.. measured.Select(f => 100 * (f.ThroughputPerSecond!.Value / cell.ThroughputPerSecond!.Centre - 1))];
        var sorted = deviations.Order().ToArray();
        panel.Box(Quantile(sorted, .25), Quantile(sorted, .75), row + 0.85, row + 0.15, style.Ink.WithAlpha(.16));
        panel.Segment(Quantile(sorted, .5), row + 0.15, Quantile(sorted, .5), row + 0.85, 1.5f, style.Ink);
        var far = cell.Annotations.FirstOrDefault(static a => a.Metric == Metric.Throughput.Name)?.Outliers.ToHashSet() ?? [];
        for (var i = 0; i < deviations.Length; i++)
            panel.Mark(deviations[i], row + 0.2 + 0.6 * (i + 0.5) / deviations.Length, style.Marker, 7, style.Colour, hollow: far.Contains(measured[i].Order));
    }

    // Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, the default of most plotting tools).
    private static double Quantile(double[] sorted, double q)
    {
        var (at, part) = ((int)(q * (sorted.Length - 1)), q * (sorted.Length - 1) % 1);
        return sorted[at] + part * (sorted[Math.Min(at + 1, sorted.Length - 1)] - sorted[at]);
    }

    private static IEnumerable<Tick> Ticks(double range)
    {
        var step = new[] { 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500 }.First(s => range / s <= 6 || s == 500);
        for (var i = -(int)(range / step); i <= range / step; i++)
            yield return new Tick(i * step, i == 0 ? "0" : (i > 0 ? "+" : "") + Figures.Tick(i * step), true);
    }
}
