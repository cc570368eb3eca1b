using System.Text.Json;
using System.Text.RegularExpressions;
using IoBench.Analysis;
using IoBench.Reporting;
using IoBench.Reporting.Charts;
using IoBench.Results;
using IoBench.Tests.Synthetic;
using SkiaSharp;

namespace IoBench.Tests.Reporting;

/// <summary>Threads and processes side by side: the charts of both, the words and the table.</summary>
public sealed class TasksTests
{
    private static readonly SyntheticRun Run = new()
    {
        Connections = [64], Spread = 0.005, Draws = 50,
        Points =
        [
            .. from threads in new[] { 1, 2, 4 } select new LoadPoint(64, 0, 64, 1, threads),
            .. from processes in new[] { 2, 4 } select new LoadPoint(64, 0, 64, 1, 1) { Processes = processes },
        ],
        Models =
        [
            SyntheticModel.CoreSet[2] with { ProcessCost = 0.2 }, SyntheticModel.CoreSet[3] with { ProcessCost = 0.15 },
            SyntheticModel.CoreSet[7] with { ProcessCost = 0 }, SyntheticModel.CoreSet[3] with { Name = "leader-followers", Plateau = 150_000, ProcessCost = 0.3, Threads = ModelInfo.Workers },
        ],
    };

    [Theory]
    [InlineData("threads", "loops or workers of the server")]
    [InlineData("processes", "processes of the server")]
    public void Both_axes_have_a_chart_that_stands_alone(string name, string noun)
    {
        var drawing = Gallery.Of(RunSummary.Of(Run.Build())).Single(d => d.Name == name);
        var texts = Drawn.Texts(drawing);

        Assert.All(Run.Models, m => Assert.Contains(m.Name, texts));
        Assert.Empty(new[] { "1", "2", "4", noun }.Except(texts));
        foreach (var words in new[] { "Linux 6.18.4", "n = 6", "64 connections, 64 bytes" })
            Assert.Contains(words, string.Join(' ', texts), StringComparison.Ordinal);
        using var png = SKBitmap.Decode(drawing.Png());
        Assert.Equal(0, Drawn.Inked(png, new SKRectI(0, 0, 40, png.Height)));
        Assert.Equal(0, Drawn.Inked(png, new SKRectI(png.Width - 20, 0, png.Width, png.Height)));
    }

    [Fact]
    public void Page_and_markdown_tell_them_apart_and_say_what_is_not_told()
    {
        using var folder = new TemporaryFolder();
        Report.Write(Run.Build(), folder.Path);
        foreach (var file in new[] { "report.html", "report.md" })
        {
            var text = Text(folder, file);
            Assert.Contains("What do more processes bring?", text, StringComparison.Ordinal);
            Assert.Contains("Threads or processes?", text, StringComparison.Ordinal);
            Assert.Contains("As many processes of one thread each against as many threads in one process, at 64 connections, 64 bytes; ratios are processes over threads, paired by block.", text, StringComparison.Ordinal);
            Assert.Matches("With 4 of each, the verdict on processes is by throughput faster for uring, slower for poll, epoll and leader-followers; by server CPU per message dearer for poll, epoll and leader-followers, equivalent for uring\\.", text);
            Assert.Contains("With 6 blocks no exact interval is as wide as Holm’s correction asks for among 8 comparisons", text, StringComparison.Ordinal);
            Assert.Contains("The server had 1 CPU for up to 4 of either, so they took turns", text, StringComparison.Ordinal);
            Assert.Contains("the threads of leader-followers share all connections in one process", text, StringComparison.Ordinal);
            Assert.Contains("Not told apart: address spaces from runtimes", text, StringComparison.Ordinal);
        }

        Assert.Matches(@"\| poll \| 64 connections, 64 bytes \| 4 \| [\d.]+ k \| [\d.]+ k \| 0\.6\d \| \[0\.6\d, 0\.\d\d\] \| slower \| [\d.]+ \| [\d.]+ \| 1\.\d\d \| \[1\.\d\d, 1\.\d\d\] \| dearer \| 6 \|", Text(folder, "report.md"));
        Assert.Matches("<td[^>]*><b[^>]*>leader-followers</b></td>", folder.Read("report.html"));
        Assert.Contains("charts/processes.png", folder.Files);
        var tasks = JsonDocument.Parse(folder.Read("summary.json")).RootElement.GetProperty("tasks");
        Assert.Equal(8, tasks.GetArrayLength());
        Assert.Equal((1, 2), (tasks[0].GetProperty("processesAt").GetProperty("threads").GetInt32(), tasks[0].GetProperty("processesAt").GetProperty("processes").GetInt32()));
        Assert.Equal("Worse", tasks.EnumerateArray().Last(static t => t.GetProperty("label").GetString() == "poll").GetProperty("throughput").GetProperty("judgement").GetString());
    }

    [Fact]
    public void Two_blocks_tell_nothing_and_a_run_of_threads_alone_does_not_ask()
    {
        using var folder = new TemporaryFolder();
        Report.Write((Run with { Blocks = 2 }).Build(), folder.Path);
        Assert.Contains("With fewer than 6 blocks nothing is told apart.", Text(folder, "report.md"), StringComparison.Ordinal);
        Assert.Contains("| under 6 blocks |", Text(folder, "report.md"), StringComparison.Ordinal);

        using var threads = new TemporaryFolder();
        Report.Write((Run with { Points = [.. Run.Points.Take(3)] }).Build(), threads.Path);
        Assert.DoesNotContain("Threads or processes?", threads.Read("report.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("charts/processes.png", threads.Files);
    }

    [Fact]
    public void A_client_at_its_limit_is_named_beside_the_side_that_it_limited()
    {
        using var folder = new TemporaryFolder();
        Report.Write((Run with { Change = static i => i.Cell is { Label: "epoll", Threads: 4 } ? i with { Load = i.Load! with { CpuShare = 1 }, Server = null } : i }).Build(), folder.Path);

        Assert.Matches(@"\| epoll \| 64 connections, 64 bytes \| 4 \|[^\n]*\| threads client-bound \|", Text(folder, "report.md"));
    }

    private static string Text(TemporaryFolder folder, string file) =>
        System.Net.WebUtility.HtmlDecode(Regex.Replace(folder.Read(file), file == "report.md" ? "\\*|\\\\" : "</?em>", "")).Replace(Figures.Thin, " ", StringComparison.Ordinal);
}
