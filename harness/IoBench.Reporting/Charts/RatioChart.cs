using IoBench.Analysis;
using IoBench.Reporting.Text;
using IoBench.Results;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Forest plot: each model's ratio to the baseline with its interval and the margin. What really differs?</summary>
internal static class RatioChart
{
    private const float RowHeight = 40;

    public static Drawing? Of(RunSummary summary)
    {
        if (summary.HeadlinePoint is not { Baseline: { } baseline } point || point.Family(Metric.Throughput) is not { Comparisons.Count: > 0 } family)
            return null;
        var rows = family.Comparisons.OrderByDescending(static c => c.Ratio.Centre).ToList();
        if (family.Aa is { } aa)
            rows.Add(aa);
        return new Drawing
        {
            Name = "ratio",
            Title = Findings.Ratios(summary) ?? $"What really differs from {baseline} at {Words.Connections(point.Point.Connections)}?",
            Subtitle = $"Throughput as a ratio to {baseline} (logarithmic; right is faster), {Words.Point(point.Point)}",
            Caption =
            [
                $"Line: {Place.Interval(summary)}, {(summary.Manifest.Plan.Paced ? "taken within a window" : "paired by block")}. Band: the margin of {Figures.Percent(rows.Min(static r => r.Margin))} within which a difference does not count. "
                    + "Hollow: no verdict on size. "
                    + (family.Aa is null ? "" : $"A/A: {baseline} under a second label, what noise alone does. ")
                    + (rows[0].BaselineClientBound ? $"The client was the limit for {baseline} itself: other ratios are upper bounds. " : "")
                    + (rows.Any(static r => r.ClientBound) ? "Grey and dashed: client-bound, a lower bound. " : "")
                    + $"{Place.Load(summary, [.. summary.CellsAt(point.Point)])}.",
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}",
            ],
            BodyHeight = rows.Count * RowHeight + 62,
            Body = (canvas, area) => Paint(canvas, area, rows, $"throughput ÷ {baseline}’s"),
        };
    }

    /// <summary>B over A of each model on one metric. What did the change do?</summary>
    public static Drawing? OfSides(RunSummary summary, Metric metric)
    {
        if (summary.HeadlinePoint is not { } point || point.Family(metric) is not { Comparisons.Count: > 0 } family)
            return null;
        var rows = family.Comparisons.OrderByDescending(static c => c.Ratio.Centre).ToList();
        return new Drawing
        {
            Name = SideWords.Chart(metric),
            Title = SideWords.Title(family, metric, point.Point),
            Subtitle = $"B as a ratio to A, {metric.Title} (logarithmic; right is {(metric.HigherIsBetter ? "better" : "worse")}), {Words.Point(point.Point)}. {SideWords.Both(summary.Manifest)}.",
            Caption =
            [
                $"Line: {Place.Interval(summary)}, A and B of a model next to each other in every block. Band: the margin of {Figures.Percent(metric.Margin)}, which a ratio must leave to be called worse or better. "
                    + "Hollow: no verdict on size. "
                    + (rows.Any(static r => r.ClientBound || r.BaselineClientBound) ? "Grey and dashed: the client was the limit of one side, and the ratio is a bound. " : "")
                    + $"{Place.Load(summary, [.. summary.CellsAt(point.Point)])}.",
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}",
            ],
            BodyHeight = rows.Count * RowHeight + 62,
            Body = (canvas, area) => Paint(canvas, area, [.. rows.Select(static r => r with { ClientBound = r.ClientBound || r.BaselineClientBound })], $"{metric.Title}, B ÷ A"),
        };
    }

    /// <summary>One model on every metric at the point that heads the report; the baseline against itself, which is noise alone. Where does it stand?</summary>
    public static Drawing? OfModel(RunSummary summary, string model)
    {
        if (summary.HeadlinePoint is not { Baseline: { } baseline } point)
            return null;
        var rows = point.Families.Select(f => model == baseline ? f.Aa : f.Comparisons.FirstOrDefault(c => c.Label == model)).OfType<Comparison>().ToList();
        if (rows.Count == 0)
            return null;
        return new Drawing
        {
            Name = "standing",
            Title = $"{model} against {(model == baseline ? "itself" : baseline)} at {Words.Connections(point.Point.Connections)}",
            Subtitle = $"Each figure as a ratio to {baseline}’s (logarithmic), {Words.Point(point.Point)}",
            Caption =
            [
                $"Line: {Place.Interval(summary)}, {(summary.Manifest.Plan.Paced ? "taken within a window" : "paired by block")}. Band: the margin of {Figures.Percent(rows.Min(static r => r.Margin))} within which a difference does not count{Wider(rows)}. Hollow: no verdict on size. "
                    + (rows.Any(static r => r.ClientBound || r.BaselineClientBound) ? "The client was the limit of one side, and the ratio of throughput is a bound. " : "")
                    + $"{Place.Load(summary, [.. summary.CellsAt(point.Point).Where(c => c.Cell.Model == model)])}.",
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}",
            ],
            BodyHeight = rows.Count * RowHeight + 62,
            Body = (canvas, area) => Paint(canvas, area, rows, $"{model} ÷ {baseline}", static r => Metric.Compared.First(m => m.Name == r.Metric).Title),
        };

        static string Wider(List<Comparison> rows) => rows.MaxBy(static r => r.Margin) is { } widest && widest.Margin > rows.Min(static r => r.Margin) * 1.0001
            ? $" (up to {Figures.Percent(widest.Margin)} for {Metric.Compared.First(m => m.Name == widest.Metric).Title})"
            : "";
    }

    /// <param name="name">Stands before a row; null takes its label.</param>
    private static void Paint(SKCanvas canvas, SKRect area, List<Comparison> rows, string axis, Func<Comparison, string>? name = null)
    {
        name ??= static r => r.Label;
        var names = rows.Max(r => Ink.Width(name(r), 14, true)) + 34;
        var figures = rows.Max(static r => Ink.Width(Figure(r), 14));
        var words = rows.Max(static r => Ink.Width(Word(r), 14));
        var margin = Math.Log10(1 + rows.Min(static r => r.Margin));
        var low = rows.Min(static r => Math.Log10(r.Ratio.Interval?.Low ?? r.Ratio.Centre));
        var high = rows.Max(static r => Math.Log10(r.Ratio.Interval?.High ?? r.Ratio.Centre));
        var pad = Math.Max(0.01, (Math.Max(high, margin) - Math.Min(low, -margin)) * 0.04);
        var (left, right) = (Math.Min(low, -margin) - pad, Math.Max(high, margin) + pad);
        var panel = new Panel(new SKRect(area.Left + names, area.Top + 6, area.Right - figures - words - 40, area.Bottom - 50), (left, right), (rows.Count, 0));
        panel.WithoutLeftAxis();
        panel.BottomTicks(LogTicks.Ten(left, right, Figures.Tick));
        panel.Box(-margin, margin, rows.Count, 0, Color.FromHex(Ink.Band));
        panel.Segment(0, 0, 0, rows.Count, 1.2f, Color.FromHex(Ink.Muted));
        for (var i = 0; i < rows.Count; i++)
            ForestRow.Draw(panel, rows[i], Model(rows[i]), i + 0.5, 11, IsGrey(rows[i]), IsHollow(rows[i]));
        panel.Draw(canvas);

        for (var i = 0; i < rows.Count; i++)
        {
            var y = panel.Y(i + 0.5);
            var style = ModelStyle.Of(Model(rows[i]));
            Glyphs.Draw(canvas, style.Marker, area.Left + 8, y, 10, IsGrey(rows[i]) ? Ink.Bound : style.Colour, IsHollow(rows[i]));
            Ink.Write(canvas, name(rows[i]), area.Left + 22, y + 5, 14, IsAa(rows[i]) ? Ink.Muted : style.Colour, bold: !IsAa(rows[i]));
            Ink.Write(canvas, Figure(rows[i]), panel.Data.Right + 20 + figures, y + 5, 14, anchor: Anchor.End);
            Ink.Write(canvas, Word(rows[i]), panel.Data.Right + 40 + figures, y + 5, 14, Ink.Muted);
        }

        Ink.Write(canvas, axis, panel.Data.MidX, area.Bottom - 8, 14, Ink.Muted, anchor: Anchor.Middle);
    }

    private static bool IsAa(Comparison row) => row.Label.EndsWith(Cell.AaSuffix, StringComparison.Ordinal);

    private static string Model(Comparison row) => row.Label.Replace(Cell.AaSuffix, "", StringComparison.Ordinal);

    private static bool IsGrey(Comparison row) => IsAa(row) || row.ClientBound;

    private static bool IsHollow(Comparison row) => IsAa(row) || ForestRow.IsHollow(row);

    private static string Figure(Comparison row) => row.Ratio.Interval is null ? Figures.Ratio(row.Ratio.Centre) : $"{Figures.Ratio(row.Ratio.Centre)}  {Figures.Bounds(row.Ratio.Interval)}";

    private static string Word(Comparison row) => IsAa(row) ? "noise alone" : Words.Of(row) + (row.ClientBound ? ", client-bound" : "");
}
