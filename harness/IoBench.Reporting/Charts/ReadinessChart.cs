using IoBench.Analysis.Benchmarks;
using IoBench.Reporting.Text;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>What it costs to be told of one event, against the number of descriptors watched.</summary>
internal static class ReadinessChart
{
    public const string Name = "readiness";

    public static Drawing? Of(BenchmarkSummary summary)
    {
        List<ReadinessCurve> curves = [.. BenchmarkWords.Last(summary).Select(static c => c with { Points = [.. c.Points.Where(static p => p.WaitNs > 0)] }).Where(static c => c.Points.Count > 1)];
        if (curves.Count == 0)
            return null;
        return new Drawing
        {
            Name = Name,
            Title = Title(curves),
            Subtitle = "What the wait adds to one event against the descriptors watched, the active one behind all others (both logarithmic)",
            Caption =
            [
                $"One thread sends to, waits for and receives from a Unix datagram socket; what the same costs without a wait is taken off. Centre of n = {summary.Cases.Max(static c => c.Ns.N)} iterations in one process, none removed. Bar: 95 % interval over them.",
                $"{BenchmarkWords.Place(summary)}. Source: {BenchmarkWords.Source(summary)}",
            ],
            BodyHeight = 430,
            Body = (canvas, area) => Paint(canvas, area, curves),
        };
    }

    private static string Title(List<ReadinessCurve> curves)
    {
        var (growing, flat) = (curves.Where(static c => c.Grows).ToList(), curves.Where(static c => !c.Grows).ToList());
        return growing.Count == 0 || flat.Count == 0
            ? "What does it cost to be told of one event among many descriptors?"
            : $"{Words.List([.. growing.Select(static c => c.Mechanism)])} {(growing.Count == 1 ? "pays" : "pay")} for every descriptor, {Words.List([.. flat.Select(static c => c.Mechanism)])} for the event alone";
    }

    private static void Paint(SKCanvas canvas, SKRect area, List<ReadinessCurve> curves)
    {
        var points = curves.SelectMany(static c => c.Points).ToList();
        var (low, high) = (Math.Log10(points.Min(static p => p.WaitNs)) - 0.1, Math.Log10(points.Max(static p => p.WaitNs)) + 0.1);
        var (first, last) = (Math.Log10(points.Min(static p => p.Descriptors)), Math.Log10(points.Max(static p => p.Descriptors)));
        var labels = curves.Max(static c => Ink.Width(c.Mechanism, 14, true)) + Ink.Width(" 888 µs", 14) + 60;
        var panel = new Panel(new SKRect(area.Left + 62, area.Top + 8, area.Right - labels, area.Bottom - 52), (first - 0.08, last + 0.08), (low, high));
        panel.LeftTicks(LogTicks.Ten(low, high, static ns => BenchmarkWords.Time(ns).Replace(".00", "", StringComparison.Ordinal).Replace(".0", "", StringComparison.Ordinal)));
        panel.BottomTicks(points.Select(static p => p.Descriptors).Distinct().Select(static d => new Tick(Math.Log10(d), Figures.Count(d), true)));
        foreach (var curve in curves)
        {
            var style = ModelStyle.Of(curve.Mechanism);
            for (var i = 0; i < curve.Points.Count; i++)
            {
                var (x, y) = At(curve.Points[i]);
                if (i > 0)
                    panel.Segment(At(curve.Points[i - 1]).X, At(curve.Points[i - 1]).Y, x, y, 1.8f, style.Ink);
                if (curve.Points[i].Interval is { Low: > 0 } interval)
                    panel.Segment(x, Math.Log10(interval.Low), x, Math.Log10(interval.High), 1.5f, style.Ink.WithAlpha(.5));
                panel.Mark(x, y, style.Marker, 9, style.Colour);
            }
        }

        panel.Draw(canvas);
        Ink.Write(canvas, "descriptors watched", panel.Data.MidX, area.Bottom - 10, 14, Ink.Muted, anchor: Anchor.Middle);
        EndLabels.Write(canvas, panel, [.. curves.Select(c => new EndLabel(c.Mechanism, BenchmarkWords.Time(c.Points[^1].WaitNs), panel.X(At(c.Points[^1]).X), panel.Y(At(c.Points[^1]).Y)))]);

        static (double X, double Y) At(ReadinessPoint point) => (Math.Log10(point.Descriptors), Math.Log10(point.WaitNs));
    }
}
