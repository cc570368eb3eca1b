using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Text;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Heat map: the axis (kernels in the order of their versions) across, models down, each cell the ratio to the base. Which kernel moved which model?</summary>
internal static class HeatChart
{
    private const float Head = 26, Axis = 34, Gap = 26, NameSize = 13, NumberSize = 12, Legend = 46;
    private const float WidestCell = 150;

    /// <summary>From much worse over nothing to much better: orange and blue, which colour-blind readers tell apart, all light enough for dark figures.</summary>
    internal static readonly IReadOnlyList<(string Light, string Dark)> Scale =
    [
        ("#DE7A26", "#9A5A18"), ("#EF9F5F", "#7A4A1B"), ("#F8C79A", "#5A391C"), ("#FCE6D2", "#3A2A1D"),
        ("#F3F4F3", "#1E2226"),
        ("#DDEAF6", "#1C2B3A"), ("#B4D2EC", "#21425F"), ("#82B4DF", "#285A88"), ("#5595CC", "#2F71AE"),
    ];

    /// <summary>Steps from the middle.</summary>
    private const int Quiet = 2;

    /// <summary>Least end of the scale: half a per cent shall not look like a mountain.</summary>
    private const double LeastEnd = 1.10;

    /// <summary>Those that the headline's load has, the steadiest first: the reference model too is judged on it.</summary>
    public static IReadOnlyList<Metric> Metrics(ComparedRuns runs) => [.. Metric.ComparedAt(runs.Headline).OrderByDescending(static m => m == Metric.ServerCpu)];

    public static Drawing? Of(ComparedRuns runs)
    {
        if (runs.Comparisons.Count < 2 && runs.Axis != ComparisonAxis.Kernel)
            return null;
        var labels = runs.Comparisons.SelectMany(c => At(runs, c, Metric.ServerCpu)).Select(static m => m.Label).Distinct().ToList();
        var metrics = Metrics(runs);
        var judged = metrics.SelectMany(m => runs.Comparisons.SelectMany(c => At(runs, c, m))).Select(static m => m.Change).OfType<Comparison>().ToList();
        if (judged.Count == 0)
            return null;
        var (row, columns) = (labels.Count > 12 ? 24f : 28f, Columns(runs.Runs.Count));
        // What is settled spans the scale; what is not may lie beyond, and is hatched.
        var end = Math.Max(LeastEnd, Math.Exp(judged.Where(static c => !IsOpen(c)).Select(static c => Math.Abs(Math.Log(c.Ratio.Centre))).DefaultIfEmpty(0).Max()));
        return new Drawing
        {
            Name = "heat",
            Title = Title(runs),
            Subtitle = $"Ratio to {runs.Runs[runs.Base].Label} of what each model costs and gives beside {runs.Reference} in the same block, {Words.Point(runs.Headline)}",
            Caption =
            [
                $"Number: Hodges-Lehmann shift between the blocks of two runs, as a ratio. Hatched: inconclusive{(judged.Any(static c => c.Judgement == Judgement.TooFewBlocks) ? ", or too few blocks to judge" : "")}. Sign: {ChangeChart.Signs}. "
                    + $"Orange is worse (dearer, slower), blue better, on a logarithmic scale that ends at a factor of {Figures.Ratio(end)}. {runs.Reference} itself is judged by its CPU over the floor alone."
                    + (judged.Any(static c => c.ClientBound || c.BaselineClientBound) ? " Grey figures in pale cells: the client was the limit in one of the runs, the ratio is a bound." : ""),
                ChangePlace.Foot(runs),
            ],
            BodyHeight = (metrics.Count + columns - 1) / columns * (Head + Axis + labels.Count * row + Gap) + Legend,
            Body = (canvas, area) => Paint(canvas, area, runs, metrics, labels, row, columns, Math.Log(end)),
        };
    }

    private static string Title(ComparedRuns runs)
    {
        var moved = runs.Comparisons.SelectMany(c => Metrics(runs).SelectMany(m => At(runs, c, m))).Where(static m => m.Change?.Judgement is Judgement.Worse or Judgement.Better)
            .Select(static m => m.Label).Distinct().ToList();
        var by = runs.Axis == ComparisonAxis.None ? "run" : ChangeWords.Axis(runs.Axis);
        return moved.Count == 0 ? $"No {by} is shown to have moved any model beyond the margin" : $"Which {by} moved which model? {(moved.Count > 4 ? $"{moved.Count} models" : Words.List(moved))} moved beyond the margin";
    }

    private static IReadOnlyList<ModelChange> At(ComparedRuns runs, RunComparison comparison, Metric metric) =>
        comparison.Points.FirstOrDefault(p => p.Point == runs.Headline)?.Family(metric)?.Models ?? [];

    private static int Columns(int runs) => runs <= 4 ? 2 : 1;

    private static void Paint(SKCanvas canvas, SKRect area, ComparedRuns runs, IReadOnlyList<Metric> metrics, List<string> labels, float row, int columns, double end)
    {
        var names = labels.Max(static l => Ink.Width(l, NameSize, true)) + 14;
        var cell = Math.Min(WidestCell, ((area.Width - names) / columns - Gap) / runs.Runs.Count);
        for (var i = 0; i < metrics.Count; i++)
        {
            var left = area.Left + names + i % columns * (cell * runs.Runs.Count + Gap);
            var top = area.Top + i / columns * (Head + Axis + labels.Count * row + Gap);
            if (i % columns == 0)
                for (var r = 0; r < labels.Count; r++)
                    Ink.Write(canvas, labels[r], area.Left, top + Head + Axis + (r + 0.5f) * row + 5, NameSize, ModelStyle.Of(labels[r]).Colour, bold: true);
            Ink.Write(canvas, metrics[i].Title, left, top + 16, 14, bold: true);
            Map(canvas, new SKRect(left, top + Head + Axis, left + cell * runs.Runs.Count, top + Head + Axis + labels.Count * row), runs, metrics[i], labels, end);
        }

        Key(canvas, area.Left + names, area.Bottom - Legend + 14, end);
    }

    private static void Map(SKCanvas canvas, SKRect area, ComparedRuns runs, Metric metric, List<string> labels, double end)
    {
        var (cell, row, candidate) = (area.Width / runs.Runs.Count, area.Height / labels.Count, 0);
        for (var c = 0; c < runs.Runs.Count; c++)
        {
            var middle = area.Left + (c + 0.5f) * cell;
            foreach (var (line, at) in Ink.Wrap(runs.Runs[c].Label, cell - 4, 11).Take(2).Select(static (line, at) => (line, at)))
                Ink.Write(canvas, Fitted(line, cell - 4), middle, area.Top - Axis + 14 + at * 13, 11, Ink.Muted, anchor: Anchor.Middle);
            var models = c == runs.Base ? null : At(runs, runs.Comparisons[candidate++], metric);
            for (var r = 0; r < labels.Count; r++)
            {
                var box = SKRect.Create(area.Left + c * cell + 1, area.Top + r * row + 1, cell - 2, row - 2);
                if (models is null)
                    Ink.Write(canvas, r == 0 ? "base" : "1", box.MidX, box.MidY + 4, NumberSize, Ink.Muted, anchor: Anchor.Middle);
                else
                    Cell(canvas, box, models.FirstOrDefault(m => m.Label == labels[r])?.Change, metric, end);
            }
        }
    }

    private static void Cell(SKCanvas canvas, SKRect box, Comparison? change, Metric metric, double end)
    {
        if (change is null)
        {
            Ink.Write(canvas, Figures.None, box.MidX, box.MidY + 4, NumberSize, Ink.Muted, anchor: Anchor.Middle);
            return;
        }

        var good = Math.Log(change.Ratio.Centre) * (metric.HigherIsBetter ? 1 : -1);
        var bound = change.ClientBound || change.BaselineClientBound;
        // What is open or a bound says which way, and no louder than what is settled.
        var most = IsOpen(change) ? Quiet : bound ? Quiet - 1 : Scale.Count / 2;
        var colour = Scale[Math.Clamp(Step(good, end), Scale.Count / 2 - most, Scale.Count / 2 + most)].Light;
        if (IsOpen(change))
            Hatch(canvas, box, colour);
        else
            Ink.Fill(canvas, box, colour);
        var text = $"{Figures.Ratio(change.Ratio.Centre)} {Words.Sign(change.Judgement)}".TrimEnd();
        Ink.Write(canvas, text, box.MidX, box.MidY + 4, NumberSize, bound ? Ink.Muted : Ink.Text, bold: change.Judgement is Judgement.Worse or Judgement.Better, anchor: Anchor.Middle);
    }

    /// <summary>The middle of the scale is 1, its ends are <paramref name="end"/> and the inverse.</summary>
    internal static int Step(double log, double end) => Math.Clamp((int)Math.Round((log / end + 1) / 2 * (Scale.Count - 1)), 0, Scale.Count - 1);

    private static bool IsOpen(Comparison change) => change.Judgement is Judgement.Inconclusive or Judgement.TooFewBlocks;

    /// <summary>Stripes of the colour that a settled cell would be filled with; those of the middle would not be seen.</summary>
    private static void Hatch(SKCanvas canvas, SKRect box, string colour)
    {
        canvas.Save();
        canvas.ClipRect(box);
        for (var x = box.Left - box.Height; x < box.Right; x += 8)
            Ink.Line(canvas, x, box.Bottom, x + box.Height, box.Top, colour == Scale[Scale.Count / 2].Light ? Ink.Faint : colour, colour == Scale[Scale.Count / 2].Light ? 1 : 2.6f);
        canvas.Restore();
    }

    private static void Key(SKCanvas canvas, float left, float top, double end)
    {
        const float width = 34, height = 12;
        for (var i = 0; i < Scale.Count; i++)
            Ink.Fill(canvas, SKRect.Create(left + i * width, top, width, height), Scale[i].Light);
        Ink.Write(canvas, $"worse, {Figures.Ratio(Math.Exp(end))} times", left, top + 26, 11, Ink.Muted);
        Ink.Write(canvas, "1", left + Scale.Count * width / 2, top + 26, 11, Ink.Muted, anchor: Anchor.Middle);
        Ink.Write(canvas, $"better, {Figures.Ratio(Math.Exp(end))} times", left + Scale.Count * width, top + 26, 11, Ink.Muted, anchor: Anchor.End);
        var hatched = SKRect.Create(left + Scale.Count * width + 40, top, width, height);
        Hatch(canvas, hatched, Scale[^3].Light);
        Ink.Write(canvas, "inconclusive", hatched.Right + 8, top + 11, 11, Ink.Muted);
    }

    private static string Fitted(string text, float width)
    {
        while (text.Length > 1 && Ink.Width(text, 11) > width)
            text = text[..^2].TrimEnd() + "…";
        return text;
    }
}
