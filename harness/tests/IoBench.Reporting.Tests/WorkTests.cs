using System.Text.RegularExpressions;
using IoBench.Analysis;
using IoBench.Reporting;
using IoBench.Reporting.Charts;
using IoBench.Results;
using IoBench.Tests.Synthetic;
using SkiaSharp;

namespace IoBench.Tests.Reporting;

/// <summary>The chart, the words and the table of handlers that work.</summary>
public sealed class WorkTests
{
    private static readonly SyntheticRun Run = new()
    {
        Connections = [50], Spread = 0.005, Work = ["cpu:5", "cpu:20", "cpu:100", "wait:20", "wait:100", "wait:500"],
        Models = [.. SyntheticModel.CoreSet.Where(static m => m.Name is not ("select" or "poll")), SyntheticModel.CoreSet[4] with { Name = "half-sync-half-async" }, SyntheticModel.CoreSet[0] with { Name = "sockets" }],
    };

    [Fact]
    public void Chart_stands_alone_with_models_works_place_and_source()
    {
        var drawing = Chart(Run);
        var texts = Drawn.Texts(drawing);

        Assert.StartsWith("Worker threads pay from a wait of 20 µs on", drawing.Title, StringComparison.Ordinal);
        Assert.All(Run.Models, m => Assert.Equal(2, texts.Count(t => t == m.Name)));
        Assert.Empty(new[] { "messages a second, the handler computes", "p99 in µs, the handler waits", "0", "5", "20", "100", "500" }.Except(texts));
        var all = string.Join(' ', texts);
        foreach (var words in new[] { "Linux 6.18.4", "server CPU 1, client CPU 0", "loopback", "n = 6", "invocations.jsonl", "50 connections, 64 bytes" })
            Assert.Contains(words, all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(1, false)]
    [InlineData(6, true)]
    public void Nothing_is_cut_off_and_no_label_stands_on_another(int blocks, bool waitAlone)
    {
        var drawing = Chart(Run with { Blocks = blocks, Work = waitAlone ? ["wait:20"] : Run.Work });
        using var png = SKBitmap.Decode(drawing.Png());

        Assert.Equal(0, Drawn.Inked(png, new SKRectI(0, 0, 40, png.Height)));
        Assert.Equal(0, Drawn.Inked(png, new SKRectI(png.Width - 40, 0, png.Width, png.Height)));
        Assert.Equal(0, Drawn.Inked(png, new SKRectI(0, png.Height - 8, png.Width, png.Height)));
        var heights = System.Xml.Linq.XDocument.Parse(drawing.Svg()).Descendants()
            .Where(e => e.Name.LocalName == "text" && Run.Models.Any(m => m.Name == e.Value.Trim()))
            .Select(static e => double.Parse(e.Attribute("y")!.Value.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(2 * Run.Models.Count, heights.Count);
        Assert.All(heights.Zip(heights.Skip(1), static (a, b) => b - a), static gap => Assert.True(gap >= 18));
    }

    [Fact]
    public void Twenty_models_have_room_for_their_names()
    {
        var models = Run.Models.Concat(Enumerable.Range(1, 12).Select(static i => SyntheticModel.CoreSet[3] with { Name = $"stranger-{(char)('a' + i)}" })).ToList();
        var drawing = Chart(Run with { Models = models, Work = ["cpu:20", "wait:20"] });
        var heights = System.Xml.Linq.XDocument.Parse(drawing.Svg()).Descendants()
            .Where(e => e.Name.LocalName == "text" && models.Any(m => m.Name == e.Value.Trim()))
            .Select(static e => double.Parse(e.Attribute("y")!.Value.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();

        Assert.Equal(40, heights.Count);
        Assert.All(heights.Zip(heights.Skip(1), static (a, b) => b - a), static gap => Assert.True(gap >= 18));
    }

    [Fact]
    public void Page_and_markdown_ask_and_answer_for_each_kind_with_intervals()
    {
        using var folder = new TemporaryFolder();
        Report.Write(Run.Build(), folder.Path);
        foreach (var file in new[] { "report.html", "report.md" })
        {
            var text = System.Net.WebUtility.HtmlDecode(Regex.Replace(folder.Read(file), "</?em>|\\*", "")).Replace(Figures.Thin, " ", StringComparison.Ordinal);
            Assert.Contains("Where do worker threads begin to pay?", text, StringComparison.Ordinal);
            Assert.Matches(@"Where handlers wait, worker threads pay from 20 µs on, the least measured: [a-z-]+ serves [\d.]+ k \([\d.]+ k to [\d.]+ k\) messages a second, [a-z-]+ [\d.]+ k \(", text);
            Assert.Matches(@"Where handlers compute, worker threads (do not pay|are not shown to pay) at any work up to 100 µs", text);
            Assert.Contains("Handlers that compute do an amount of arithmetic", text, StringComparison.Ordinal);
        }

        Assert.Contains("charts/work.png", folder.Files);
        Assert.Matches(@"\| blocking \| 50 connections, 64 bytes \| wait \| 500 \|", folder.Read("report.md"));
        var work = System.Text.Json.JsonDocument.Parse(folder.Read("summary.json")).RootElement.GetProperty("work")[1];
        Assert.Equal(("wait", 20.0), (work.GetProperty("kind").GetString(), work.GetProperty("paysFromUs").GetDouble()));
        Assert.Equal("Above", work.GetProperty("steps")[1].GetProperty("gain").GetString());
    }

    [Fact]
    public void Intervals_that_meet_everywhere_are_called_inconclusive()
    {
        var alike = Run with { Work = ["cpu:20"], Models = [SyntheticModel.CoreSet[3], SyntheticModel.CoreSet[3] with { Name = "reactor", Threads = ModelInfo.Workers }], Spread = 0.05 };
        var drawing = Chart(alike);

        Assert.Equal("Whether worker threads pay is inconclusive for computations up to 20 µs", drawing.Title);
        using var folder = new TemporaryFolder();
        Report.Write(alike.Build(), folder.Path);
        Assert.Contains("(inconclusive at a plain echo and 20 µs)", folder.Read("report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_block_asks_and_does_not_answer()
    {
        var few = Run with { Blocks = 1 };
        Assert.Equal("Where do worker threads begin to pay?", Chart(few).Title);
        using var folder = new TemporaryFolder();
        Report.Write(few.Build(), folder.Path);
        Assert.Contains("Where handlers wait, nothing can be told: it takes 6 blocks", folder.Read("report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_handlers_only_echo_does_not_ask()
    {
        using var folder = new TemporaryFolder();
        Report.Write(new SyntheticRun { Connections = [16] }.Build(), folder.Path);
        Assert.DoesNotContain("charts/work.png", folder.Files);
        Assert.DoesNotContain("worker threads", folder.Read("report.md"), StringComparison.Ordinal);
    }

    private static Drawing Chart(SyntheticRun run) => Gallery.Of(RunSummary.Of(run.Build())).Single(static d => d.Name == "work");
}
