using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Text;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Forest plot of a comparison of runs: candidate over base, a panel for each metric, or for each candidate where there are several. What really changed?</summary>
internal static class ChangeChart
{
    private const float Head = 26, Foot = 52, Gap = 18, Numbers = 76, NameSize = 13;

    public static string Name(ComparedRuns runs, Metric metric) => runs.Comparisons.Count == 1 ? "change" : $"change-{Gallery.Id(metric)}";

    public static IReadOnlyList<Drawing> Of(ComparedRuns runs)
    {
        var metrics = HeatChart.Metrics(runs);
        var one = runs.Comparisons.Count == 1;
        return one
            ? [.. new[] { Draw(runs, metrics, [.. metrics.Select(m => Panel(runs, runs.Comparisons[0], m, m.Title))]) }.OfType<Drawing>()]
            : [.. metrics.Select(m => Draw(runs, [m], [.. runs.Candidates().Select(c => Panel(runs, c.Comparison, m, c.Run.Label))])).OfType<Drawing>()];
    }

    private static ForestPanel Panel(ComparedRuns runs, RunComparison comparison, Metric metric, string head) =>
        new(head, metric, comparison.Points.FirstOrDefault(p => p.Point == runs.Headline)?.Family(metric)?.Models ?? []);

    private static Drawing? Draw(ComparedRuns runs, IReadOnlyList<Metric> metrics, IReadOnlyList<ForestPanel> all)
    {
        var panels = all.Where(static p => p.Models.Count > 0).ToList();
        var judged = panels.SelectMany(static p => p.Changes).ToList();
        if (judged.Count == 0)
            return null;
        var labels = Rows(panels);
        var row = labels.Count > 12 ? 21f : 25f;
        var columns = ColumnsOf(panels.Count);
        var deep = (panels.Count + columns - 1) / columns;
        var first = runs.Candidates().First();
        return new Drawing
        {
            Name = Name(runs, metrics[0]),
            Title = panels.Count == 1 || runs.Comparisons.Count == 1
                ? ChangeWords.Headline(runs, first.Run, first.Comparison, metrics)
                : $"What changed in {metrics[0].Title}, {ChangeWords.Axis(runs.Axis)} by {ChangeWords.Axis(runs.Axis)}?",
            Subtitle = $"Candidate over {runs.Runs[runs.Base].Label}, each model held against {runs.Reference} in the same block (logarithmic), {Words.Point(runs.Headline)}",
            Caption =
            [
                $"Line: exact {Figures.Confidence(Levels.Interval)} interval of the Hodges-Lehmann shift between the blocks of two runs (Mann-Whitney). Band: the margin within which a difference does not count. "
                    + $"Full: settled. Hollow: inconclusive, or of a size unresolved. {(judged.Any(static c => c.ClientBound || c.BaselineClientBound) ? "Grey: the client was the limit in one of the runs, the ratio is a bound. " : "")}"
                    + $"Signs: {Signs}. {Blocks(judged)}",
                ChangePlace.Foot(runs),
            ],
            BodyHeight = deep * (Head + labels.Count * row + Foot),
            Body = (canvas, area) => Paint(canvas, area, panels, labels, row),
        };
    }

    internal const string Signs = "= equivalent, − worse, + better, ≠ differs, ? inconclusive";

    private static string Blocks(List<Comparison> judged)
    {
        var (least, most) = (judged.Min(static c => c.PairedBlocks), judged.Max(static c => c.PairedBlocks));
        return $"n = {(least == most ? $"{most}" : $"{least} to {most}")} blocks in each run.";
    }

    /// <summary>The same in every panel, by the first one's ratios; what is not judged comes last.</summary>
    private static List<string> Rows(List<ForestPanel> panels)
    {
        var first = panels.MaxBy(static p => p.Metric == Metric.ServerCpu)!;
        return [.. panels.SelectMany(static p => p.Models.Select(static m => m.Label)).Distinct()
            .OrderByDescending(label => first.Of(label)?.Change?.Ratio.Centre ?? double.NegativeInfinity)];
    }

    private static void Paint(SKCanvas canvas, SKRect area, IReadOnlyList<ForestPanel> panels, List<string> labels, float row)
    {
        var names = labels.Max(static l => Ink.Width(l, NameSize, true)) + 30;
        var columns = ColumnsOf(panels.Count);
        var width = (area.Width - names) / columns;
        var shared = panels.Select(static p => p.Metric).Distinct().Count() == 1 ? Range(panels.SelectMany(static p => p.Changes)) : ((double, double)?)null;
        for (var i = 0; i < panels.Count; i++)
        {
            var (top, left) = (area.Top + i / columns * (Head + labels.Count * row + Foot), area.Left + names + i % columns * width);
            var data = new SKRect(left + (i % columns == 0 ? 0 : Gap), top + Head, left + width - Numbers, top + Head + labels.Count * row);
            if (i % columns == 0)
                Names(canvas, area.Left, data, labels, row);
            Draw(canvas, data, panels[i], labels, shared ?? Range(panels[i].Changes));
            Ink.Write(canvas, panels[i].Head, data.Left, top + 16, 14, bold: true);
            Ink.Write(canvas, $"candidate ÷ base (right is {Way(panels[i].Metric)})", data.MidX, data.Bottom + 40, 11, Ink.Muted, anchor: Anchor.Middle);
        }
    }

    private static void Names(SKCanvas canvas, float left, SKRect data, List<string> labels, float row)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            var (style, y) = (ModelStyle.Of(labels[i]), data.Top + (i + 0.5f) * row);
            Glyphs.Draw(canvas, style.Marker, left + 8, y, 9, style.Colour);
            Ink.Write(canvas, labels[i], left + 20, y + 5, NameSize, style.Colour, bold: true);
        }
    }

    private static void Draw(SKCanvas canvas, SKRect data, ForestPanel forest, List<string> labels, (double Min, double Max) x)
    {
        var panel = new Panel(data, x, (labels.Count, 0));
        panel.WithoutLeftAxis();
        panel.BottomTicks(LogTicks.Ten(x.Min, x.Max, Figures.Tick));
        foreach (var margin in forest.Changes.OrderBy(static c => c.Margin).Take(1).Select(static c => Math.Log10(1 + c.Margin)))
            panel.Box(Math.Max(x.Min, -margin), Math.Min(x.Max, margin), labels.Count, 0, Color.FromHex(Ink.Band));
        panel.Segment(0, 0, 0, labels.Count, 1.2f, Color.FromHex(Ink.Muted));
        for (var i = 0; i < labels.Count; i++)
            if (forest.Of(labels[i])?.Change is { } change)
                ForestRow.Draw(panel, change, labels[i], i + 0.5, 9, change.ClientBound || change.BaselineClientBound, ForestRow.IsHollow(change));
        panel.Draw(canvas);
        for (var i = 0; i < labels.Count; i++)
        {
            var (text, y) = (forest.Of(labels[i]) is { } model ? model.Change is { } c ? Figures.Ratio(c.Ratio.Centre) : "not judged" : Figures.None, panel.Y(i + 0.5) + 5);
            var judged = forest.Of(labels[i])?.Change;
            Ink.Write(canvas, text, data.Right + (judged is null ? 8 : 44), y, judged is null ? 11 : 13, judged is null ? Ink.Muted : Ink.Text, anchor: judged is null ? Anchor.Start : Anchor.End);
            if (judged is { Judgement: not Judgement.TooFewBlocks })
                Ink.Write(canvas, Words.Sign(judged.Judgement), data.Right + 56, y, 14, Ink.Text, bold: judged.Judgement is Judgement.Worse or Judgement.Better, anchor: Anchor.Middle);
        }
    }

    private static int ColumnsOf(int panels) => panels > 4 ? 3 : Math.Min(2, panels);

    private static (double Min, double Max) Range(IEnumerable<Comparison> changes)
    {
        var all = changes.ToList();
        if (all.Count == 0)
            return (-0.05, 0.05);
        var margin = Math.Log10(1 + all.Max(static c => c.Margin));
        var low = Math.Min(-margin, all.Min(static c => Math.Log10(c.Ratio.Interval?.Low ?? c.Ratio.Centre)));
        var high = Math.Max(margin, all.Max(static c => Math.Log10(c.Ratio.Interval?.High ?? c.Ratio.Centre)));
        var pad = (high - low) * 0.06;
        return (low - pad, high + pad);
    }

    private static string Way(Metric metric) => metric.HigherIsBetter ? "faster" : metric == Metric.ServerCpu ? "dearer" : "slower";

    private sealed record ForestPanel(string Head, Metric Metric, IReadOnlyList<ModelChange> Models)
    {
        public IEnumerable<Comparison> Changes => Models.Select(static m => m.Change).OfType<Comparison>();

        public ModelChange? Of(string label) => Models.FirstOrDefault(m => m.Label == label);
    }
}
