using System.Xml.Linq;
using IoBench.Analysis;
using IoBench.Reporting.Charts;
using IoBench.Tests.Synthetic;
using SkiaSharp;

namespace IoBench.Tests.Reporting;

public sealed class DrawingTests
{
    private static readonly RunSummary Summary = RunSummary.Of(new SyntheticRun().Build());
    private static readonly IReadOnlyList<Drawing> Drawings = Gallery.Of(Summary);

    public static TheoryData<string> Names => [.. Drawings.Select(static d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_has_title_models_place_and_source_as_text(string name)
    {
        var drawing = Drawings.Single(d => d.Name == name);
        var texts = Drawn.Texts(drawing);
        Assert.StartsWith(string.Join(' ', texts.Take(2))[..20], drawing.Title, StringComparison.Ordinal);
        // The forest plot has the baseline as its line at 1, not as a row; the noise is the baseline's alone.
        foreach (var model in name == "noise" ? [] : SyntheticModel.CoreSet.Select(static m => m.Name).Where(m => name != "ratio" || m != "epoll"))
            Assert.Contains(model, texts);
        var all = string.Join(' ', texts);
        foreach (var words in new[] { "Linux 6.18.4", "Intel Xeon", "server CPU 1, client CPU 0", "loopback", "n = 6", "2026-11-23-1402-quick", "invocations.jsonl" })
            Assert.Contains(words, all, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_inked_twice(string name)
    {
        var svg = XDocument.Parse(Drawings.Single(d => d.Name == name).Svg());
        var texts = svg.Descendants().Where(static e => e.Name.LocalName == "text").Select(static e => e.ToString()).ToList();
        Assert.Equal(texts.Distinct().Count(), texts.Count);
    }

    // Without a font ScottPlot and Skia draw every label as nothing and report success.
    [Theory]
    [MemberData(nameof(Names))]
    public void Png_has_ink_where_title_ticks_and_caption_stand_and_none_at_its_edge(string name)
    {
        using var png = SKBitmap.Decode(Drawings.Single(d => d.Name == name).Png());
        Assert.Equal(2000, png.Width);
        Assert.InRange(png.Height, 800, 1600);
        Assert.InRange(Drawn.Inked(png, new SKRectI(50, 40, 900, 100)), 2_000, 40_000);
        Assert.InRange(Drawn.Inked(png, new SKRectI(50, png.Height - 100, 1900, png.Height - 20)), 2_000, 60_000);
        Assert.Equal(0, Drawn.Inked(png, new SKRectI(0, 0, 40, png.Height)));
        Assert.Equal(0, Drawn.Inked(png, new SKRectI(png.Width - 40, 0, png.Width, png.Height)));
        Assert.Equal(0, Drawn.Inked(png, new SKRectI(0, png.Height - 8, png.Width, png.Height)));
    }

    [Fact]
    public void Ticks_have_their_names()
    {
        Assert.Empty(new[] { "1", "16", "128", "10\u202Fk", "100\u202Fk" }.Except(Drawn.Texts(Drawings.Single(static d => d.Name == "throughput"))));
        Assert.Empty(new[] { "50\u202F%", "99\u202F%", "99.9\u202F%", "1\u202F000" }.Except(Drawn.Texts(Drawings.Single(static d => d.Name == "latency"))));
    }

    [Fact]
    public void Eight_models_of_the_same_speed_have_labels_that_do_not_collide()
    {
        var same = SyntheticModel.CoreSet.Select(static m => SyntheticModel.CoreSet[3] with { Name = m.Name }).ToList();
        var drawing = Gallery.Of(RunSummary.Of(new SyntheticRun { Models = same, Spread = 0.001 }.Build())).Single(static d => d.Name == "throughput");
        var heights = XDocument.Parse(drawing.Svg()).Descendants()
            .Where(e => e.Name.LocalName == "text" && same.Any(m => m.Name == e.Value.Trim()))
            .Select(static e => double.Parse(e.Attribute("y")!.Value.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(8, heights.Count);
        Assert.All(heights.Zip(heights.Skip(1), static (a, b) => b - a), static gap => Assert.True(gap >= 18));
    }

    [Fact]
    public void Long_and_unknown_names_stay_inside()
    {
        SyntheticModel[] models = [.. SyntheticModel.CoreSet, SyntheticModel.CoreSet[3] with { Name = "half-sync-half-async" }, SyntheticModel.CoreSet[3] with { Name = "somebody-elses-model" }];
        foreach (var drawing in Gallery.Of(RunSummary.Of(new SyntheticRun { Models = models }.Build())).Where(static d => d.Name != "noise"))
        {
            using var png = SKBitmap.Decode(drawing.Png());
            Assert.Equal(0, Drawn.Inked(png, new SKRectI(png.Width - 20, 0, png.Width, png.Height)));
            Assert.Contains("half-sync-half-async", Drawn.Texts(drawing));
        }
    }
}
