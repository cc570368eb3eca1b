using IoBench.Analysis;
using IoBench.Reporting.Text;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>The reference model against itself, pressure and stolen time, block by block in run order, a row for each run. Can these runs be trusted?</summary>
internal static class NoiseChart
{
    private const float Left = 52, Gap = 58, Head = 42, Foot = 30, PanelHeight = 104, OnePanelHeight = 168;

    private static readonly int[] Steps = [1, 2, 4, 10, 20, 40, 100, 200, 500, 1000];

    /// <summary>An axis that shows less than this share would make a mountain of nothing.</summary>
    private const double LeastShare = 0.02;

    public static Drawing? Of(RunSummary summary) =>
        Of([(summary.Manifest.Name, RunNoise.Of(summary))], $"n = {Words.Plural(summary.Blocks.Count, "block")}", $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}");

    /// <param name="runs">Each with the name it goes by.</param>
    public static Drawing? Of(IReadOnlyList<(string Name, RunNoise Noise)> runs, string n, string foot)
    {
        if (runs.All(static r => r.Noise.Blocks.Count == 0))
            return null;
        var height = runs.Count == 1 ? OnePanelHeight : PanelHeight;
        return new Drawing
        {
            Name = "noise",
            Title = Title(runs),
            Subtitle = $"{Words.List([.. runs.Select(static r => r.Noise.Label).Distinct()])} against itself ({ChangeWords.Title(runs[0].Noise.Metric)}, ratio), and shares of time, block by block in run order",
            Caption =
            [
                $"{n}. A/A: the same model under a second label, paired by block; band: exact signed-rank {Figures.Confidence(Levels.Interval)} interval of its centre (line), which should contain 1. "
                    + "Pressure: some task waited for a CPU (/proc/pressure/cpu). Stolen: the hypervisor gave the CPU to others (/proc/stat). Dot: mean over the block’s invocations; line up to the worst of them.",
                foot,
            ],
            BodyHeight = runs.Count * (Head + height + Foot) + 8,
            Body = (canvas, area) => Paint(canvas, area, runs, height),
        };
    }

    private static string Title(IReadOnlyList<(string Name, RunNoise Noise)> runs)
    {
        var off = runs.Where(static r => r.Noise.Aa?.Interval?.Contains(1) == false).Select(static r => r.Name).ToList();
        var none = runs.Where(static r => r.Noise.Aa is null).Select(static r => r.Name).ToList();
        return (off.Count, none.Count) switch
        {
            ( > 0, _) => $"A/A leaves out 1 in {Words.List(off)}: distrust differences of that size",
            (_, > 0) => none.Count == runs.Count ? "No model ran twice, so the noise of a ratio is not known" : $"No A/A in {Words.List(none)}",
            _ => $"{(runs.Count == 1 ? "This run’s" : "Each run’s")} A/A contains 1, as it should",
        };
    }

    private static void Paint(SKCanvas canvas, SKRect area, IReadOnlyList<(string Name, RunNoise Noise)> runs, float height)
    {
        var width = (area.Width - Left - 2 * Gap) / 3;
        var ratios = runs.SelectMany(static r => r.Noise.Blocks.Select(static b => b.AaRatio)).OfType<double>().Select(static r => Math.Abs(Math.Log10(r))).DefaultIfEmpty(0).Max();
        var range = Math.Max(Math.Log10(1.05), ratios * 1.2);
        var pressure = Most(runs, static b => b.CpuPressureShareMax);
        var stolen = Most(runs, static b => b.StealShareMax);
        for (var i = 0; i < runs.Count; i++)
        {
            var (noise, top) = (runs[i].Noise, area.Top + i * (Head + height + Foot));
            if (runs.Count > 1)
                Ink.Write(canvas, runs[i].Name, area.Left, top + 14, 13, bold: true);
            Aa(canvas, At(0), noise, range);
            Share(canvas, At(1), "CPU pressure (%), by block", noise.Blocks, static b => (b.CpuPressureShare, b.CpuPressureShareMax), pressure);
            Share(canvas, At(2), "stolen (%), by block", noise.Blocks, static b => (b.StealShare, b.StealShareMax), stolen);

            SKRect At(int column) => SKRect.Create(area.Left + Left + column * (width + Gap), top + Head, width, height);
        }
    }

    private static double Most(IReadOnlyList<(string Name, RunNoise Noise)> runs, Func<BlockNoise, double?> worst) =>
        Math.Max(LeastShare, runs.SelectMany(r => r.Noise.Blocks.Select(worst)).OfType<double>().DefaultIfEmpty(0).Max()) * 110;

    private static void Aa(SKCanvas canvas, SKRect data, RunNoise noise, double range)
    {
        var x = Blocks(noise.Blocks);
        var panel = Frame(data, x, (-range, range), "A/A ratio, by block", canvas);
        panel.LeftTicks(LogTicks.Ten(-range, range, Figures.Tick));
        if (noise.Aa?.Interval is { } interval)
            panel.Box(x.Min, x.Max, Math.Log10(interval.Low), Math.Log10(interval.High), Color.FromHex(Ink.Band));
        panel.Segment(x.Min, 0, x.Max, 0, 1.2f, Color.FromHex(Ink.Muted));
        if (noise.Aa is { } aa)
            panel.Segment(x.Min, Math.Log10(aa.Centre), x.Max, Math.Log10(aa.Centre), 1.5f, Color.FromHex(Ink.Bound));
        var style = ModelStyle.Of(noise.Label);
        foreach (var block in noise.Blocks)
            if (block.AaRatio is { } ratio)
                panel.Mark(block.Block, Math.Log10(ratio), style.Marker, 7, style.Colour);
        panel.Draw(canvas);
        if (noise.Aa is null)
            Absent(canvas, data, "no twin ran");
    }

    private static void Share(SKCanvas canvas, SKRect data, string title, IReadOnlyList<BlockNoise> blocks, Func<BlockNoise, (double? Mean, double? Worst)> of, double most)
    {
        var panel = Frame(data, Blocks(blocks), (0, most), title, canvas);
        panel.LeftTicks(Ticks(most));
        foreach (var block in blocks)
            if (of(block) is ({ } mean, { } worst))
            {
                panel.Segment(block.Block, 100 * mean, block.Block, 100 * worst, 1.5f, Color.FromHex(Ink.Bound));
                panel.Mark(block.Block, 100 * mean, Glyph.Circle, 6, Ink.Text);
            }

        panel.Draw(canvas);
        if (blocks.All(b => of(b).Mean is null))
            Absent(canvas, data, "this machine does not tell");
    }

    private static Panel Frame(SKRect data, (double Min, double Max) x, (double Min, double Max) y, string title, SKCanvas canvas)
    {
        var panel = new Panel(data, x, y);
        panel.BottomTicks(Every(x));
        Ink.Write(canvas, title, data.Left, data.Top - 8, 13, Ink.Muted);
        return panel;
    }

    private static void Absent(SKCanvas canvas, SKRect data, string why) => Ink.Write(canvas, why, data.MidX, data.MidY + 18, 13, Ink.Muted, anchor: Anchor.Middle);

    private static (double Min, double Max) Blocks(IReadOnlyList<BlockNoise> blocks) => blocks.Count == 0 ? (0.4, 1.6) : (blocks.Min(static b => b.Block) - 0.6, blocks.Max(static b => b.Block) + 0.6);

    private static IEnumerable<Tick> Every((double Min, double Max) x)
    {
        var step = Steps.First(s => (x.Max - x.Min) / s <= 8 || s == 1000);
        for (var block = (int)Math.Ceiling(x.Min); block <= x.Max; block++)
            if (block == 1 || block % step == 0)
                yield return new Tick(block, $"{block}", true);
    }

    private static IEnumerable<Tick> Ticks(double most)
    {
        var step = Steps.Select(static s => s / 2.0).First(s => most / s <= 5);
        for (var i = 0; i * step <= most; i++)
            yield return new Tick(i * step, Figures.Tick(i * step), true);
    }
}
