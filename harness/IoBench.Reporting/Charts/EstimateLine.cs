using IoBench.Analysis;
using ScottPlot;

namespace IoBench.Reporting.Charts;

/// <summary>One point of a line.</summary>
/// <param name="X">On the panel's axis.</param>
/// <param name="Value">Upwards, before its logarithm is taken.</param>
/// <param name="Bound">The client was the limit.</param>
internal readonly record struct EstimatePoint(double X, Estimate Value, bool Bound)
{
    public double Y => Math.Log10(Value.Centre);

    public double Low => Math.Log10(Value.Interval is { Low: > 0 } i ? i.Low : Value.Centre);

    public double High => Math.Log10(Value.Interval?.High ?? Value.Centre);
}

/// <summary>A model's line over a logarithm: centres joined, intervals as a ribbon, a marker at each point.</summary>
internal static class EstimateLine
{
    public static void Draw(Panel panel, IReadOnlyList<EstimatePoint> points, ModelStyle style, float size = 10, LinePattern? pattern = null)
    {
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].Value.Interval is null)
                continue;
            // A ribbon joins intervals; a point that has none would pinch it, as if it were known exactly. An interval between two such stands alone.
            var joins = i + 1 < points.Count && points[i + 1].Value.Interval is not null;
            var joined = i > 0 && points[i - 1].Value.Interval is not null;
            if (joins)
            {
                var ribbon = panel.Plot.Add.FillY([points[i].X, points[i + 1].X], [points[i].Low, points[i + 1].Low], [points[i].High, points[i + 1].High]);
                ribbon.FillColor = style.Ink.WithAlpha(.18);
                ribbon.LineWidth = 0;
                ribbon.MarkerStyle = MarkerStyle.None;
            }
            else if (!joined)
            {
                panel.Segment(points[i].X, points[i].Low, points[i].X, points[i].High, 2, style.Ink.WithAlpha(.5));
            }
        }

        Join(panel, points, 2, style.Ink, pattern);
        foreach (var point in points)
            panel.Mark(point.X, point.Y, style.Marker, size, point.Bound ? Ink.Bound : style.Colour);
    }

    public static void Join(Panel panel, IReadOnlyList<EstimatePoint> points, float width, Color colour, LinePattern? pattern = null)
    {
        for (var i = 1; i < points.Count; i++)
            panel.Segment(points[i - 1].X, points[i - 1].Y, points[i].X, points[i].Y, width, colour, pattern);
    }
}
