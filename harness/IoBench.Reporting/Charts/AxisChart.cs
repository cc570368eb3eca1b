using IoBench.Analysis;
using IoBench.Reporting.Text;
using IoBench.Results;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Cost or rate against one coordinate of the load: idle connections, payload, depth, threads, processes. Where do models cross?</summary>
internal static class AxisChart
{
    private const float OneHeight = 440;
    private const float EachHeight = 350;

    public static IEnumerable<Drawing> Of(RunSummary summary) => AxisView.Sections.Select(view => Of(summary, view)).OfType<Drawing>();

    private static Drawing? Of(RunSummary summary, AxisView view)
    {
        var shapes = view.Curves(summary).Select(g => new Shape(g.Key, [.. g.Select(c => new Line(c, view))])).ToList();
        if (shapes.Count == 0)
            return null;
        var cells = shapes.SelectMany(static s => s.Lines).SelectMany(static l => l.Curve.Cells).ToList();
        var frame = Frame.Of(view, shapes);
        var small = shapes.Max(static s => s.Lines.Count) > SmallMultiples.MostLines;
        var models = shapes[0].Lines.Concat(shapes.SelectMany(static s => s.Lines)).DistinctBy(static l => l.Curve.Label).ToList();
        return new Drawing
        {
            Name = view.Id,
            Title = CrossingText.Finding(summary, view) ?? view.Question,
            Subtitle = $"{char.ToUpperInvariant(view.Upwards[0])}{view.Upwards[1..]} against {view.Noun} (both logarithmic{(frame.HasZero ? ", 0 set apart" : "")}); {Shapes(shapes, small)}",
            Caption =
            [
                $"Centre: Hodges-Lehmann. Ribbon or bar: {Place.Interval(summary)}; a point with neither has too few invocations. {Place.Load(summary, cells)}."
                    + (cells.Any(static c => c.ClientBound) && view.Metric == Metric.Throughput ? " Grey marker: the client was the limit, the rate is a lower bound." : ""),
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}",
            ],
            BodyHeight = small ? SmallMultiples.Height(models.Count) : shapes.Count == 1 ? OneHeight : shapes.Count * EachHeight,
            Body = (canvas, area) =>
            {
                if (small)
                    PaintEach(canvas, area, view, shapes, frame, [.. models.Select(static l => (l.Curve.Label, l.Curve.Model))]);
                else
                    for (var i = 0; i < shapes.Count; i++)
                        PaintAll(canvas, new SKRect(area.Left, area.Top + i * area.Height / shapes.Count, area.Right, area.Top + (i + 1) * area.Height / shapes.Count), view, shapes[i], frame, shapes.Count > 1);
            },
        };
    }

    private sealed record Shape(LoadPoint Load, IReadOnlyList<Line> Lines);

    private sealed record Line(AxisCurve Curve, AxisView View)
    {
        public List<EstimatePoint> On(Frame frame) =>
            [.. Curve.Cells.Select(c => new EstimatePoint(frame.X(View.Axis.Of(c.Cell.Point)), View.Value(c)!, c.ClientBound && View.Metric == Metric.Throughput))];
    }

    /// <summary>Axes that all panels share.</summary>
    /// <param name="Values">All values of the axis, ascending.</param>
    /// <param name="Y">Of the logarithms upwards.</param>
    private sealed record Frame(IReadOnlyList<int> Values, (double Min, double Max) Y)
    {
        public static Frame Of(AxisView view, List<Shape> shapes)
        {
            var cells = shapes.SelectMany(static s => s.Lines).SelectMany(static l => l.Curve.Cells).ToList();
            var frame = new Frame([.. cells.Select(c => view.Axis.Of(c.Cell.Point)).Distinct().Order()], default);
            var points = shapes.SelectMany(static s => s.Lines).SelectMany(l => l.On(frame)).ToList();
            return frame with { Y = (points.Min(static p => p.Low) - 0.08, points.Max(static p => p.High) + 0.08) };
        }

        public bool HasZero => Values[0] == 0;

        // None has no logarithm: it stands one named step to the left of the least that has one.
        public double X(int value) => value > 0 ? Math.Log2(value) : Math.Log2(Values[1]) - Math.Max(1, (Math.Log2(Values[^1]) - Math.Log2(Values[1])) / (Values.Count > 2 ? Values.Count - 2 : 1));

        public (double Min, double Max) Range(double share)
        {
            var pad = Math.Max(0.15, (X(Values[^1]) - X(Values[0])) * share);
            return (X(Values[0]) - pad, X(Values[^1]) + pad);
        }

        public IEnumerable<Tick> Ticks(AxisView view, int most, bool brief)
        {
            var gap = (X(Values[^1]) - X(Values[0])) / most;
            var round = most < Values.Count && Values.Count(view.IsRound) > 2;
            var last = double.NegativeInfinity;
            foreach (var value in Values)
            {
                var named = X(value) - last >= gap * 0.99 && (!round || view.IsRound(value));
                last = named ? X(value) : last;
                yield return new Tick(X(value), named ? brief ? view.ShortTick(value) : view.Tick(value) : "", named);
            }
        }
    }

    private static string Shapes(List<Shape> shapes, bool small) => shapes.Count == 1
        ? Words.Point(shapes[0].Load)
        : small
            ? string.Join(", ", shapes.Select(static (s, i) => $"{(i == 0 ? "full" : "dashed")}: {Words.Point(s.Load)}"))
            : string.Join(", and ", shapes.Select(static s => Words.Point(s.Load)));

    private static void PaintAll(SKCanvas canvas, SKRect area, AxisView view, Shape shape, Frame frame, bool named)
    {
        var labels = shape.Lines.Max(static l => Ink.Width(l.Curve.Label, 14, true)) + Ink.Width(" 88 888", 14) + 56;
        var panel = new Panel(new SKRect(area.Left + 50, area.Top + (named ? 30 : 8), area.Right - labels, area.Bottom - 52), frame.Range(0.03), frame.Y);
        panel.LeftTicks(LogTicks.Ten(frame.Y.Min, frame.Y.Max, view.FigureTick));
        panel.BottomTicks(frame.Ticks(view, 14, brief: false));
        var lines = shape.Lines.Select(l => (l.Curve, Points: l.On(frame))).ToList();
        foreach (var (curve, points) in lines)
            EstimateLine.Draw(panel, points, ModelStyle.Of(curve.Model));
        panel.Draw(canvas);
        if (named)
            Ink.Write(canvas, Words.Point(shape.Load), panel.Data.Left, area.Top + 18, 14, bold: true);
        Ink.Write(canvas, view.Noun, panel.Data.MidX, area.Bottom - 10, 14, Ink.Muted, anchor: Anchor.Middle);
        EndLabels.Write(canvas, panel, [.. lines.Select(l => new EndLabel(
            l.Curve.Label, view.Figure(l.Points[^1].Value.Centre), panel.X(l.Points[^1].X), panel.Y(l.Points[^1].Y)))]);
    }

    private static void PaintEach(SKCanvas canvas, SKRect area, AxisView view, List<Shape> shapes, Frame frame, List<(string Label, string Model)> models) => new SmallMultiples
    {
        Models = models, X = frame.Range(0.06), Y = frame.Y, LeftTick = view.FigureTick, BottomTicks = () => frame.Ticks(view, 4, brief: true),
        Foot = $"{view.Noun}; grey lines: the other models{(shapes.Count > 1 ? $" at {Words.Point(shapes[0].Load)}" : "")}",
        Draw = (panel, at) =>
        {
            foreach (var other in shapes[0].Lines.Where(l => l.Curve.Label != models[at].Label))
                EstimateLine.Join(panel, other.On(frame), 1, SmallMultiples.Faint);
            for (var i = shapes.Count - 1; i >= 0; i--)
                foreach (var own in shapes[i].Lines.Where(l => l.Curve.Label == models[at].Label))
                    EstimateLine.Draw(panel, own.On(frame), ModelStyle.Of(models[at].Model), 8, i == 0 ? null : LinePattern.Dashed);
        },
    }.Paint(canvas, area);
}
