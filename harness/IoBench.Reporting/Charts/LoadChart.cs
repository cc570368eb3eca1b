using IoBench.Analysis;
using IoBench.Reporting.Text;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Response time against offered load, open loop. Where is the knee?</summary>
internal static class LoadChart
{
    public static Drawing? Of(RunSummary summary)
    {
        var curves = OpenLoop.Curves(summary).Select(static c => new Line(c, OpenLoop.Line(c))).Where(static l => l.Loads.Count > 0).ToList();
        if (curves.Count == 0)
            return null;
        var byShare = curves.All(static l => l.Loads.All(static o => o.Share is not null));
        var cells = summary.Cells.Where(c => curves.Any(l => l.Curve.Label == c.Cell.Label && l.Loads.Any(o => o.Point == c.Cell.Point))).ToList();
        var frame = Frame.Of(curves, byShare);
        // p50 and p99 of each model are lines.
        var small = 2 * curves.Count > SmallMultiples.MostLines;
        return new Drawing
        {
            Name = "load",
            Title = OpenLoop.Knee(summary) ?? "Where is the knee?",
            Subtitle = $"Response time in µs (logarithmic) against offered load in {frame.Unit}; full line p99, dashed p50; {Words.Point(curves[0].Curve.Shape)}",
            Caption =
            [
                $"Open loop, Poisson arrivals: an echo is timed from the moment at which it was due. {Bars(curves)}"
                    + (cells.Any(static c => c.Overloaded) ? $"Hollow: overloaded, {Figures.Percent(Levels.Shortfall)} or more of what was due did not come back in time. " : "")
                    + (curves.SelectMany(static l => l.Loads).FirstOrDefault(static o => o.Doubt is not null) is { } doubt ? $"Grey: not trusted ({doubt.Doubt}). " : "")
                    + (byShare ? "Capacity: median rate in a closed loop of the same shape, before the first block. " : "")
                    + $"{Place.Load(summary, cells)}.",
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}",
            ],
            BodyHeight = small ? SmallMultiples.Height(curves.Count) : 440,
            Body = (canvas, area) =>
            {
                if (small)
                    PaintEach(canvas, area, curves, frame);
                else
                    PaintAll(canvas, area, curves, frame);
            },
        };
    }

    private sealed record Line(LoadCurve Curve, IReadOnlyList<OfferedLoad> Loads);

    /// <summary>Axes that all panels share.</summary>
    private sealed record Frame(bool ByShare, (double Min, double Max) X, (double Min, double Max) Y)
    {
        public string Unit => ByShare ? "per cent of the model’s own capacity" : "messages a second (logarithmic)";

        public static Frame Of(List<Line> lines, bool byShare)
        {
            var frame = new Frame(byShare, default, default);
            var loads = lines.SelectMany(static l => l.Loads).ToList();
            var xs = loads.Select(frame.At).ToList();
            var ys = loads.SelectMany(static l => new[] { l.P50Ns, l.P99Ns }).OfType<Spread>().SelectMany(static s => new[] { Log(s.Low), Log(s.High) }).ToList();
            var pad = Math.Max(byShare ? 2 : 0.03, (xs.Max() - xs.Min()) * 0.05);
            return new Frame(byShare, (byShare ? Math.Min(0, xs.Min()) : xs.Min() - pad, xs.Max() + pad), (ys.Min() - 0.12, ys.Max() + 0.12));
        }

        public double At(OfferedLoad load) => ByShare ? 100 * load.Share!.Value : Math.Log10(load.AskedPerSecond);

        public IEnumerable<Tick> Bottom(bool few) => !ByShare
            ? LogTicks.Ten(X.Min, X.Max, static v => Figures.RateTick(v))
            : Steps(X.Max > 120 || few ? 50 : 20);

        private IEnumerable<Tick> Steps(int step)
        {
            for (var v = 0; v <= X.Max; v += step)
                yield return new Tick(v, Figures.Tick(v), true);
        }
    }

    private static void PaintAll(SKCanvas canvas, SKRect area, List<Line> lines, Frame frame)
    {
        var labels = lines.Max(static l => Ink.Width(l.Curve.Label, 14, true)) + Ink.Width("88 888", 14) + 56;
        var panel = new Panel(new SKRect(area.Left + 56, area.Top + 8, area.Right - labels, area.Bottom - 52), frame.X, frame.Y);
        panel.LeftTicks(LogTicks.Ten(frame.Y.Min, frame.Y.Max, static ns => Figures.Tick(ns / 1e3)));
        panel.BottomTicks(frame.Bottom(few: false));
        foreach (var line in lines)
            Draw(panel, line, frame, ModelStyle.Of(line.Curve.Model), 9);
        panel.Draw(canvas);
        Ink.Write(canvas, $"offered load, {frame.Unit}", panel.Data.MidX, area.Bottom - 10, 14, Ink.Muted, anchor: Anchor.Middle);
        EndLabels.Write(canvas, panel, [.. lines.Where(static l => l.Loads.Any(static o => o.P99Ns is not null)).Select(l => l.Loads.Last(static o => o.P99Ns is not null) is var end
            ? new EndLabel(l.Curve.Label, Figures.Micros(end.P99Ns!.Centre), panel.X(frame.At(end)), panel.Y(Log(end.P99Ns.Centre)))
            : throw new InvalidOperationException())], "p99 µs");
    }

    private static void PaintEach(SKCanvas canvas, SKRect area, List<Line> lines, Frame frame) => new SmallMultiples
    {
        Models = [.. lines.Select(static l => (l.Curve.Label, l.Curve.Model))], X = frame.X, Y = frame.Y, LeftTick = static ns => Figures.Tick(ns / 1e3),
        BottomTicks = () => frame.Bottom(few: true), Foot = $"offered load, {frame.Unit}; grey lines: p99 of the other models",
        Draw = (panel, at) =>
        {
            foreach (var other in lines.Where((_, i) => i != at))
                Join(panel, other.Loads, frame, static o => o.P99Ns, 1, SmallMultiples.Faint, LinePattern.Solid);
            Draw(panel, lines[at], frame, ModelStyle.Of(lines[at].Curve.Model), 8);
        },
    }.Paint(canvas, area);

    private static void Draw(Panel panel, Line line, Frame frame, ModelStyle style, float size)
    {
        Join(panel, line.Loads, frame, static o => o.P50Ns, 1.5f, style.Ink, LinePattern.Dashed);
        Join(panel, line.Loads, frame, static o => o.P99Ns, 2, style.Ink, LinePattern.Solid);
        foreach (var load in line.Loads)
            foreach (var spread in new[] { load.P50Ns, load.P99Ns }.OfType<Spread>())
            {
                if (spread.N > 1)
                    panel.Segment(frame.At(load), Log(spread.Low), frame.At(load), Log(spread.High), 1.5f, style.Ink.WithAlpha(.5));
                panel.Mark(frame.At(load), Log(spread.Centre), style.Marker, size, load.Doubt is null ? style.Colour : Ink.Bound, hollow: load.Overloaded);
            }
    }

    private static void Join(Panel panel, IReadOnlyList<OfferedLoad> loads, Frame frame, Func<OfferedLoad, Spread?> value, float width, Color colour, LinePattern pattern)
    {
        // No line leads to a point that is not trusted.
        var known = loads.Where(l => l.Doubt is null && value(l) is not null).ToList();
        for (var i = 1; i < known.Count; i++)
            panel.Segment(frame.At(known[i - 1]), Log(value(known[i - 1])!.Centre), frame.At(known[i]), Log(value(known[i])!.Centre), width, colour, pattern);
    }

    private static string Bars(List<Line> lines) => lines.SelectMany(static l => l.Loads).Select(static o => o.P99Ns).OfType<Spread>().ToList() switch
    {
        var all when all.All(static s => s.IsInterval) => $"Bars: exact signed-rank {Figures.Confidence(Levels.Interval)} interval. ",
        var all when all.All(static s => s.N < 2) => "One invocation a point: no interval. ",
        _ => $"Bars: from the least to the greatest where fewer than {Levels.LeastBlocks} blocks allow no interval. ",
    };

    private static double Log(double ns) => Math.Log10(Math.Max(1, ns));
}
