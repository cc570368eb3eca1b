using IoBench.Analysis;
using IoBench.Reporting.Text;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Each model's ratio to the baseline under both mechanisms of the client. Does the ranking depend on who asks?</summary>
internal static class EngineChart
{
    private const float RowHeight = 44;

    public static Drawing? Of(RunSummary summary)
    {
        if (Shown(summary) is not { } engines || Rows(engines) is not { Count: > 0 } rows)
            return null;
        var metric = Metric.Compared.First(m => m.Name == engines.Metric);
        var cells = summary.Cells.Where(c => c.Cell.Point == engines.Point).ToList();
        return new Drawing
        {
            Name = "engines",
            Title = Finding(engines) ?? "Does the ranking depend on the client’s own mechanism?",
            Subtitle = $"{char.ToUpperInvariant(metric.Title[0])}{metric.Title[1..]} as a ratio to {summary.Manifest.Plan.Baseline} (logarithmic), {Words.Point(engines.Point)}; full: client under {engines.Engine}, hollow: under {engines.OtherEngine}",
            Caption =
            [
                $"Line: {Place.Interval(summary)}, paired by block. {Place.Load(summary, cells)}.",
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}",
            ],
            BodyHeight = rows.Count * RowHeight + 62,
            Body = (canvas, area) => Paint(canvas, area, rows, $"{metric.Title} ÷ {summary.Manifest.Plan.Baseline}’s"),
        };
    }

    /// <summary>At the headline's load where both engines made it, else at the first load that they share.</summary>
    internal static EngineAgreement? Shown(RunSummary summary) =>
        summary.Engines.FirstOrDefault(e => e.Point == summary.Headline) ?? (summary.Engines.Count > 0 ? summary.Engines[0] : null);

    internal static string? Finding(EngineAgreement engines) => engines.Models.All(static m => m.IntervalsMeet is null)
        ? null
        : engines.Contradictions.Count > 0
            ? $"The ranking depends on the client: {Words.Plural(engines.Contradictions.Count, "pair")} of models swap places under {engines.OtherEngine}"
            : $"No pair of models swaps places when the client changes from {engines.Engine} to {engines.OtherEngine}";

    private static List<EngineRatio> Rows(EngineAgreement engines) =>
        [.. engines.Models.Where(static m => m is { ToBaseline: not null, ToBaselineOther: not null }).OrderByDescending(static m => m.ToBaseline!.Centre)];

    private static void Paint(SKCanvas canvas, SKRect area, List<EngineRatio> rows, string axis)
    {
        var names = rows.Max(static r => Ink.Width(r.Label, 14, true)) + 34;
        var ends = rows.SelectMany(static r => new[] { r.ToBaseline!, r.ToBaselineOther! })
            .SelectMany(static e => new[] { Math.Log10(e.Interval?.Low ?? e.Centre), Math.Log10(e.Interval?.High ?? e.Centre) }).Append(0).ToList();
        var pad = Math.Max(0.01, (ends.Max() - ends.Min()) * 0.04);
        var (left, right) = (ends.Min() - pad, ends.Max() + pad);
        var figures = Ink.Width("0.88 / 0.88", 14);
        var panel = new Panel(new SKRect(area.Left + names, area.Top + 6, area.Right - figures - 40, area.Bottom - 50), (left, right), (rows.Count, 0));
        panel.WithoutLeftAxis();
        panel.BottomTicks(LogTicks.Ten(left, right, Figures.Tick));
        panel.Segment(0, 0, 0, rows.Count, 1.2f, Color.FromHex(Ink.Muted));
        for (var i = 0; i < rows.Count; i++)
        {
            Draw(panel, rows[i], rows[i].ToBaseline!, i + 0.34, hollow: false);
            Draw(panel, rows[i], rows[i].ToBaselineOther!, i + 0.66, hollow: true);
        }

        panel.Draw(canvas);
        for (var i = 0; i < rows.Count; i++)
        {
            var (y, style) = (panel.Y(i + 0.5), ModelStyle.Of(rows[i].Model));
            Glyphs.Draw(canvas, style.Marker, area.Left + 8, y, 10, style.Colour);
            Ink.Write(canvas, rows[i].Label, area.Left + 22, y + 5, 14, style.Colour, bold: true);
            Ink.Write(canvas, $"{Figures.Ratio(rows[i].ToBaseline!.Centre)} / {Figures.Ratio(rows[i].ToBaselineOther!.Centre)}", area.Right, y + 5, 14, anchor: Anchor.End);
        }

        Ink.Write(canvas, axis, panel.Data.MidX, area.Bottom - 8, 14, Ink.Muted, anchor: Anchor.Middle);
    }

    private static void Draw(Panel panel, EngineRatio row, Estimate ratio, double y, bool hollow)
    {
        var style = ModelStyle.Of(row.Model);
        if (ratio.Interval is { } interval)
            panel.Segment(Math.Log10(interval.Low), y, Math.Log10(interval.High), y, 2, style.Ink.WithAlpha(hollow ? .5 : 1));
        panel.Mark(Math.Log10(ratio.Centre), y, style.Marker, 10, style.Colour, hollow);
    }
}
