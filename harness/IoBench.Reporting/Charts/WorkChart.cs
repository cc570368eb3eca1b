using IoBench.Analysis;
using IoBench.Reporting.Text;
using IoBench.Results;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Throughput and p99 against the handler's work, computing beside waiting. Where do worker threads begin to pay?</summary>
internal static class WorkChart
{
    private const float HeadHeight = 30;
    private const float FootHeight = 52;
    private const float RowGap = 24;
    private const float LeastHeight = 210;
    private const float LabelGap = 19;

    public static Drawing? Of(RunSummary summary)
    {
        var sweeps = WorkText.Shown(summary);
        var columns = sweeps.Select(w => Column.Of(w, summary)).Where(static c => c.Lines.Count > 0).ToList();
        if (columns.Count == 0)
            return null;
        var cells = columns.SelectMany(static c => c.Lines).SelectMany(static l => l.Cells).Distinct().ToList();
        var height = Math.Max(LeastHeight, LabelGap * columns.Max(static c => c.Lines.Count) + LabelGap);
        return new Drawing
        {
            Name = "work",
            Title = WorkText.Finding(summary) ?? "Where do worker threads begin to pay?",
            Subtitle = $"Throughput and p99 against the handler’s work for each message (all logarithmic); closed loop, {Words.Point(sweeps[0].Shape)}",
            Caption =
            [
                $"Left end: the plain echo; dotted lines lead to it, off the scale. Bar: {Place.Interval(summary)}. "
                    + "Workers pay where the interval of the best model with worker threads lies above that of the best whose loops run the handler; models that give connections threads of their own are neither. "
                    + (cells.Any(static c => c.ClientBound) ? "Grey marker: the client was the limit, the rate is a lower bound. " : "")
                    + $"{Place.Load(summary, cells)}.",
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}",
            ],
            BodyHeight = 2 * (HeadHeight + height) + FootHeight + RowGap,
            Body = (canvas, area) => Paint(canvas, area, columns, height),
        };
    }

    /// <summary>The cells that the chart and its table show, in the order of the models.</summary>
    internal static IEnumerable<CellSummary> Cells(RunSummary summary, LoadPoint shape, string kind) => summary.Cells.Where(c =>
        !c.Cell.IsAa && c.ThroughputPerSecond is { Centre: > 0 } && c.Cell.Point with { Work = null } == shape && (c.Cell.Work is null || CellWork.Of(c.Cell.Work)?.Kind == kind));

    private sealed record ModelLine(string Model, IReadOnlyList<CellSummary> Cells);

    /// <summary>One kind of work.</summary>
    private sealed record Column(string Kind, IReadOnlyList<ModelLine> Lines, double Zero, double Most)
    {
        public static Column Of(WorkSweep sweep, RunSummary summary)
        {
            List<ModelLine> lines = [.. Cells(summary, sweep.Shape, sweep.Kind).GroupBy(static c => c.Cell.Label)
                .Select(static g => new ModelLine(g.Key, [.. g.OrderBy(Us)])).Where(static l => l.Cells.Any(static c => Us(c) > 0))];
            var logs = lines.SelectMany(static l => l.Cells).Select(Us).Where(static us => us > 0).Select(Math.Log10).DefaultIfEmpty().ToList();
            // A logarithm has no zero: the plain echo stands as far before the least work as looks like a step.
            return new Column(sweep.Kind, lines, logs.Min() - Math.Max(0.25, (logs.Max() - logs.Min()) * 0.3), logs.Max());
        }

        public double At(CellSummary cell) => Us(cell) is > 0 and var us ? Math.Log10(us) : Zero;

        public IEnumerable<Tick> Ticks => Lines.SelectMany(static l => l.Cells).Select(c => (Us: Us(c), At: At(c))).Distinct()
            .Select(static t => new Tick(t.At, Figures.Tick(t.Us), true));

        public string Verb => Kind == CellWork.Cpu ? "computes" : "waits";

        private static double Us(CellSummary cell) => CellWork.Of(cell.Cell.Work)?.Us ?? 0;
    }

    private static void Paint(SKCanvas canvas, SKRect area, List<Column> columns, float height)
    {
        var labels = columns[^1].Lines.Max(static l => Ink.Width(l.Model, 14, true)) + Ink.Width("88 888", 14) + 56;
        var width = (area.Width - 56 - labels + 30) / columns.Count - 30;
        Row(area.Top, "messages a second", Metric.Throughput, Figures.RateTick, Figures.Rate);
        Row(area.Top + HeadHeight + height + RowGap, "p99 in µs", Metric.P99, static ns => Figures.Tick(ns / 1e3), Figures.Micros);
        for (var i = 0; i < columns.Count; i++)
            Ink.Write(canvas, $"µs that it {columns[i].Verb} (0: plain echo)", Left(i) + width / 2, area.Bottom - 8, 14, Ink.Muted, anchor: Anchor.Middle);

        float Left(int column) => area.Left + 56 + column * (width + 30);

        void Row(float top, string what, Metric metric, Func<double, string> tick, Func<double?, string> figure)
        {
            var all = columns.SelectMany(static c => c.Lines).SelectMany(static l => l.Cells).Select(metric.Of).OfType<Estimate>().ToList();
            if (all.Count == 0)
                return;
            var (low, high) = (all.Min(Low) - 0.08, all.Max(High) + 0.08);
            for (var i = 0; i < columns.Count; i++)
            {
                var pad = (columns[i].Most - columns[i].Zero) * 0.06;
                var panel = new Panel(new SKRect(Left(i), top + HeadHeight, Left(i) + width, top + HeadHeight + height), (columns[i].Zero - pad, columns[i].Most + pad), (low, high));
                panel.LeftTicks(LogTicks.Ten(low, high, value => i == 0 ? tick(value) : ""));
                panel.BottomTicks(columns[i].Ticks);
                foreach (var line in columns[i].Lines)
                    Draw(panel, columns[i], line, metric);
                panel.Draw(canvas);
                Ink.Write(canvas, $"{what}, the handler {columns[i].Verb}", Left(i), top + HeadHeight - 12, 14, bold: true);
                if (i == columns.Count - 1)
                    Name(canvas, panel, columns[i], metric, figure);
            }
        }
    }

    private static void Name(SKCanvas canvas, Panel panel, Column column, Metric metric, Func<double?, string> figure)
    {
        var ends = column.Lines.Select(l => (l.Model, Cell: l.Cells.LastOrDefault(c => metric.Of(c) is not null))).Where(static e => e.Cell is not null).ToList();
        if (ends.Count > 0)
            EndLabels.Write(canvas, panel, [.. ends.Select(e => new EndLabel(
                e.Model, figure(metric.Of(e.Cell!)!.Centre), panel.X(column.At(e.Cell!)), panel.Y(Math.Log10(metric.Of(e.Cell!)!.Centre))))]);
    }

    private static void Draw(Panel panel, Column column, ModelLine line, Metric metric)
    {
        var style = ModelStyle.Of(line.Model);
        var cells = line.Cells.Where(c => metric.Of(c) is { Centre: > 0 }).ToList();
        for (var i = 0; i < cells.Count; i++)
        {
            var (x, estimate) = (column.At(cells[i]), metric.Of(cells[i])!);
            if (i > 0)
                panel.Segment(column.At(cells[i - 1]), Math.Log10(metric.Of(cells[i - 1])!.Centre), x, Math.Log10(estimate.Centre), 1.8f, style.Ink,
                    cells[i - 1].Cell.Work is null ? LinePattern.Dotted : LinePattern.Solid);
            if (estimate.Interval is not null)
                panel.Segment(x, Low(estimate), x, High(estimate), 1.5f, style.Ink.WithAlpha(.5));
            panel.Mark(x, Math.Log10(estimate.Centre), style.Marker, 9, cells[i].ClientBound ? Ink.Bound : style.Colour);
        }
    }

    private static double Low(Estimate estimate) => Math.Log10(estimate.Interval is { Low: > 0 } i ? i.Low : estimate.Centre);

    private static double High(Estimate estimate) => Math.Log10(estimate.Interval?.High ?? estimate.Centre);
}
