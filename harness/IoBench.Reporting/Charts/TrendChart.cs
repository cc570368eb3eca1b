using IoBench.Analysis;
using IoBench.Analysis.Trends;
using IoBench.Reporting.Text;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>A metric through many runs, a panel for each model, with change points. When did it change?</summary>
internal static class TrendChart
{
    private const float LabelSize = 11;
    private const float LabelRow = 14;
    private const float MarkSize = 6;
    private const int MostLabels = 3;

    /// <summary>Around the first level at least, as a fraction: noise of half a per cent shall not look like mountains.</summary>
    private const double LeastRange = 0.06;

    public static string Name(Metric metric) => "trend-" + Gallery.Id(metric);

    /// <summary>One for each metric that the headline's load has.</summary>
    public static IReadOnlyList<Drawing> Of(TrendSummary summary) =>
        [.. Metric.ComparedAt(summary.Headline).Select(metric => Of(summary, metric)).OfType<Drawing>()];

    private static Drawing? Of(TrendSummary summary, Metric metric)
    {
        var series = summary.Series.Where(s => s.Point == summary.Headline && s.Metric == metric.Name && !s.IsControl).ToList();
        if (series.Count == 0)
            return null;
        var columns = Columns(series.Count);
        return new Drawing
        {
            Name = Name(metric),
            Title = TrendAnswer.Finding(summary, metric),
            Subtitle = $"Difference of each run from its series’ first level, {TrendWords.Order(summary.By)}; models as ratio to {summary.Reference} in the same run; {Words.Point(summary.Headline)}",
            Caption =
            [
                $"n = {summary.Runs.Count} runs. Point: Hodges-Lehmann centre over a run’s blocks; bar: exact signed-rank {Figures.Confidence(Levels.Interval)} interval. "
                    + $"Line: level, the same centre over runs. Upright: a change that passes p < {Figures.Tick(ChangeSearch.Significance)} (Mann-Whitney, runs) and {Figures.Percent(ChangeSearch.LeastEffect)}. "
                    + $"Hollow: far from its level, and counted all the same{(series.Any(s => s.Points.Any(static p => p.Outlier)) ? "; at the edge where it lies beyond" : "")}."
                    + (series.Any(static s => s.Points.Any(static p => p.ClientBound)) ? " Grey: the client was the limit, the ratio is a bound." : "")
                    + (series.FirstOrDefault(s => s.Label == summary.Reference) is { } own ? $" {summary.Reference} itself: {TrendWords.Basis(own, summary.Reference)}." : ""),
                $"{Place(summary)}. Source: IoBench, trend.json",
            ],
            BodyHeight = SmallMultiples.Height(series.Count, columns),
            Body = (canvas, area) => Paint(canvas, area, summary, series, columns),
        };
    }

    public static string Place(TrendSummary summary) => string.Join(" · ", new[]
    {
        TrendWords.Kernels(summary),
        TrendWords.Cpus(summary) is [var one] ? one : $"{TrendWords.Cpus(summary).Count} CPU models",
        summary.Conditions.Accelerator == RunConditions.BareMetal ? "" : $"under {summary.Conditions.Accelerator}",
        summary.Conditions.Placement,
    }.Where(static s => s.Length > 0));

    // Sixty runs need width more than their models need to stand side by side.
    private static int Columns(int panels) => panels <= 2 ? 1 : panels <= 8 ? 2 : 4;

    private static void Paint(SKCanvas canvas, SKRect area, TrendSummary summary, List<TrendSeries> series, int columns)
    {
        var labels = new TrendLabels(summary);
        var rows = Math.Min(MostLabels, series.Max(static s => s.Changes.Count));
        var (x, y) = ((-0.8, summary.Runs.Count - 0.2), Range(series, rows * LabelRow / SmallMultiples.PanelHeight(series.Count)));
        new SmallMultiples
        {
            Models = [.. series.Select(s => (s.Label == summary.Reference ? $"{s.Label}, {Own(s)}" : s.Label, s.Model))],
            X = x, Y = y, Columns = columns,
            LeftTick = static ratio => TrendWords.Signed(ratio),
            BottomTicks = () => Ticks(labels, x, SmallMultiples.PanelWidth(series.Count, columns)),
            Foot = $"runs {TrendWords.Order(summary.By)}",
            Draw = (panel, at) => Draw(panel, series[at], summary.By, labels, y),
        }.Paint(canvas, area);
    }

    private static string Own(TrendSeries series) => series.Basis == Basis.Floor ? "over the floor" : "absolute";

    private static (double Min, double Max) Range(List<TrendSeries> series, float headroom)
    {
        var heights = series.SelectMany(s => s.Points.Where(static p => !p.Outlier).Select(p => Height(s, p.Value.Centre)).Concat(s.Levels.Select(l => Height(s, l.Value.Centre)))).ToList();
        var (low, high) = (Math.Min(heights.Min() * 1.15, -Math.Log10(1 + LeastRange)), Math.Max(heights.Max() * 1.15, Math.Log10(1 + LeastRange)));
        return (low, high + (high - low) * headroom / (1 - headroom));
    }

    private static double Height(TrendSeries series, double value) => Math.Log10(value / series.Levels[0].Value.Centre);

    private static void Draw(Panel panel, TrendSeries series, TrendAxis by, TrendLabels labels, (double Min, double Max) y)
    {
        var style = ModelStyle.Of(series.Model);
        foreach (var level in series.Levels)
            panel.Segment(level.First - 0.4, Height(series, level.Value.Centre), level.Last + 0.4, Height(series, level.Value.Centre), 2, style.Ink);
        foreach (var point in series.Points)
        {
            if (point.Value.Interval is { } interval)
                panel.Segment(point.Run, Height(series, interval.Low), point.Run, Height(series, interval.High), 1.2f, style.Ink.WithAlpha(.35));
            panel.Mark(point.Run, Math.Clamp(Height(series, point.Value.Centre), y.Min, y.Max), style.Marker, MarkSize, point.ClientBound ? Ink.Bound : style.Colour, hollow: point.Outlier);
        }

        for (var i = 0; i < series.Changes.Count; i++)
        {
            var change = series.Changes[i];
            var at = (change.Before.Index + change.After.Index) / 2.0;
            panel.Segment(at, y.Min, at, y.Max, 1.2f, Color.FromHex(Ink.Muted), LinePattern.Dashed);
            // Each in a row of its own, on the side that has room.
            var left = panel.X(at) < panel.Data.MidX;
            if (i < MostLabels)
                panel.Label(at, left ? 4 : -4, y.Max, 10 + i * LabelRow, $"{TrendWords.Signed(change.Ratio.Centre)} {Since(change, by, labels)}", LabelSize, Ink.Text, left ? Anchor.Start : Anchor.End);
        }
    }

    private static string Since(ChangePoint change, TrendAxis by, TrendLabels labels) => by == TrendAxis.Time
        ? labels.Of(change.After.Index)
        : labels.Of(change.Before.Index) == labels.Of(change.After.Index) ? $"within {labels.Of(change.After.Index)}" : $"from {labels.Of(change.After.Index)}";

    /// <summary>A tick where each name begins; names in the middle of their runs, as many as fit without touching.</summary>
    internal static IEnumerable<Tick> Ticks(TrendLabels labels, (double Min, double Max) x, float width)
    {
        const float size = 13, gap = 10, beyond = 5;
        var scale = width / (x.Max - x.Min);
        var right = double.NegativeInfinity;
        foreach (var (label, middle, first) in labels.Groups())
        {
            var (centre, half) = ((middle - x.Min) * scale, Ink.Width(label, size) / 2);
            var named = centre - half >= Math.Max(-beyond, right + gap) && centre + half <= width + beyond;
            if (first > 0)
                yield return new Tick(first - 0.5, "", false);
            if (!named)
                continue;
            right = centre + half;
            yield return new Tick(middle, label, true);
        }
    }
}
