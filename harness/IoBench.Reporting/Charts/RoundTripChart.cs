using IoBench.Analysis.Benchmarks;
using IoBench.Reporting.Text;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>One message there and back by each model, on one CPU and across two.</summary>
internal static class RoundTripChart
{
    public const string Name = "round-trip";

    private const float RowHeight = 24;

    public static Drawing? Of(BenchmarkSummary summary)
    {
        List<RoundTripRow> rows = [.. RoundTripRow.Of(summary)];
        if (rows.Count == 0)
            return null;
        return new Drawing
        {
            Name = Name,
            Title = Title(rows),
            Subtitle = "Time of one message of 64 bytes there and back (logarithmic): full across two CPUs, hollow on one",
            Caption =
            [
                $"A client that blocks, one connection over loopback TCP, the server in the same process. Centre of n = {rows.Max(static r => r.Both.Max(static c => c.Ns.N))} iterations, none removed. Thick line: 95 % interval over them, which says how steady one process was.",
                $"{BenchmarkWords.Place(summary)}. Source: {BenchmarkWords.Source(summary)}",
            ],
            BodyHeight = rows.Count * RowHeight + 62,
            Body = (canvas, area) => Paint(canvas, area, rows),
        };
    }

    private static string Title(List<RoundTripRow> rows)
    {
        var (best, worst) = (rows[0], rows[^1]);
        return $"One message alone: {best.Model} answers in {BenchmarkWords.Time(best.Ns)}, {worst.Model} in {BenchmarkWords.Time(worst.Ns)}{(best.Two is null ? "" : ", across two CPUs")}";
    }

    private static void Paint(SKCanvas canvas, SKRect area, List<RoundTripRow> rows)
    {
        var names = rows.Max(static r => Ink.Width(r.Model, 14, true)) + 34;
        var figures = Math.Max(Ink.Width("two CPUs", 14), Ink.Width("888 µs", 14)) + 16;
        var (left, right) = (Math.Log10(rows.SelectMany(static r => r.Both).Min(static c => c.Ns.Interval?.Low ?? c.Ns.Centre)) - 0.05, Math.Log10(rows.SelectMany(static r => r.Both).Max(static c => c.Ns.Interval?.High ?? c.Ns.Centre)) + 0.05);
        var panel = new Panel(new SKRect(area.Left + names, area.Top + 26, area.Right - 2 * figures - 8, area.Bottom - 46), (left, right), (rows.Count, 0));
        panel.WithoutLeftAxis();
        panel.BottomTicks(LogTicks.Ten(left, right, static ns => Figures.Tick(ns / 1e3)));
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y) = (rows[i], i + 0.5);
            var style = ModelStyle.Of(row.Model);
            if (row is { One: { } a, Two: { } b })
                panel.Segment(Math.Log10(a.Ns.Centre), y, Math.Log10(b.Ns.Centre), y, 1.5f, style.Ink.WithAlpha(.45));
            foreach (var interval in row.Both.Select(static c => c.Ns.Interval).OfType<Analysis.Interval>())
                panel.Segment(Math.Log10(interval.Low), y, Math.Log10(interval.High), y, 4, style.Ink.WithAlpha(.7));
            if (row.One is { } one)
                panel.Mark(Math.Log10(one.Ns.Centre), y, style.Marker, 11, style.Colour, hollow: true);
            if (row.Two is { } two)
                panel.Mark(Math.Log10(two.Ns.Centre), y, style.Marker, 11, style.Colour);
        }

        panel.Draw(canvas);
        var (oneAt, twoAt) = (area.Right - figures, area.Right);
        Ink.Write(canvas, "one CPU", oneAt, area.Top + 14, 13, Ink.Muted, anchor: Anchor.End);
        Ink.Write(canvas, "two CPUs", twoAt, area.Top + 14, 13, Ink.Muted, anchor: Anchor.End);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y) = (rows[i], panel.Y(i + 0.5));
            var style = ModelStyle.Of(row.Model);
            Glyphs.Draw(canvas, style.Marker, area.Left + 8, y, 10, style.Colour);
            Ink.Write(canvas, row.Model, area.Left + 22, y + 5, 14, style.Colour, bold: true);
            Ink.Write(canvas, BenchmarkWords.Time(row.One?.Ns.Centre), oneAt, y + 5, 14, anchor: Anchor.End);
            Ink.Write(canvas, BenchmarkWords.Time(row.Two?.Ns.Centre), twoAt, y + 5, 14, anchor: Anchor.End);
        }

        Ink.Write(canvas, "µs", panel.Data.MidX, area.Bottom - 6, 14, Ink.Muted, anchor: Anchor.Middle);
    }
}

/// <summary>A model's round trips; sorted by the figure that counts.</summary>
internal sealed record RoundTripRow(string Model, MeasuredCase? One, MeasuredCase? Two)
{
    public double Ns => (Two ?? One)!.Ns.Centre;

    public IEnumerable<MeasuredCase> Both => new[] { One, Two }.OfType<MeasuredCase>();

    public static IEnumerable<RoundTripRow> Of(BenchmarkSummary summary) => summary.Of("RoundTrip").GroupBy(static c => c.Case.Parameter("Model"))
        .Select(static g => new RoundTripRow(g.Key, g.FirstOrDefault(static c => c.Case.Parameter("Cpus") == "one"), g.FirstOrDefault(static c => c.Case.Parameter("Cpus") == "two"))).OrderBy(static r => r.Ns);
}
