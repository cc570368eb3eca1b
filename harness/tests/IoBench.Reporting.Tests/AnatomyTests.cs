using System.Text.Json;
using IoBench.Reporting;
using IoBench.Reporting.Charts;
using IoBench.Results;
using IoBench.Tests.Synthetic;
using SkiaSharp;

namespace IoBench.Tests.Reporting;

public sealed class AnatomyTests
{
    private static readonly Run Quick = new SyntheticRun().Build();

    private static readonly AnatomyReport Report = SyntheticAnatomy.Anatomy(
        Quick.Manifest, SyntheticAnatomy.Model("epoll"), SyntheticAnatomy.Model("half-sync-half-async", 60_000, 60_600), SyntheticAnatomy.Model("sockets", 50_000, 50_000, ModelInfo.None));

    private static string[] Lines(AnatomyReport report, int width = 80) => AnatomyText.Render(report, new TerminalStyle(width)).Split('\n');

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public void Text_fits_its_width(int width) => Assert.All(Lines(Report, width), l => Assert.True(l.Length <= width, l));

    [Fact]
    public void Time_line_has_a_letter_for_what_each_moment_went_into()
    {
        var lines = Lines(SyntheticAnatomy.Anatomy(Quick.Manifest, SyntheticAnatomy.Model("epoll")));

        // 80 wide: 65 letters after the lanes' names, a quarter each.
        Assert.Matches("^   client      #{16}[.]{49}$|^   client      #{17}[.]{48}$", lines.First(static l => l.StartsWith("   client", StringComparison.Ordinal)));
        Assert.Matches("^   kernel {22}~{16,17} {15,17}~{16,17}$", lines.First(static l => l.StartsWith("   kernel", StringComparison.Ordinal)));
        Assert.Matches("^   server      [.]{32,33}u{16,17}$", lines.First(static l => l.StartsWith("   server", StringComparison.Ordinal)));
        Assert.Matches(@"^   client  send +copying +10\.0 +9\.00 to 11\.0 +25\u202F%$", lines.First(static l => l.StartsWith("   client  send", StringComparison.Ordinal)));
    }

    [Fact]
    public void Text_tells_the_sum_the_cost_of_stamps_and_what_is_not_seen()
    {
        var text = string.Join(' ', Lines(Report).Select(static l => l.Trim()));
        Assert.Contains("sum of the parts: 1\u202F% from the median of these; stamps: 7 calls an echo, 50.0 ns each: 0.35 µs; median without stamps 59.5 µs", text.Replace("7.00", "7", StringComparison.Ordinal).Replace("0.350", "0.35", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("its calls are the runtime’s and are not seen here", text, StringComparison.Ordinal);
        Assert.Contains("skipped: aio (no glibc here)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not to be trusted", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_do_not_add_up_are_said_to_be_no_good() => Assert.Contains(
        "not to be trusted: the parts add up to 4\u202F% beside the median round trip",
        string.Join(' ', Lines(SyntheticAnatomy.Anatomy(Quick.Manifest, SyntheticAnatomy.Model("epoll", 50_000, 52_000))).Select(static l => l.Trim())), StringComparison.Ordinal);

    [Fact]
    public void Chart_has_a_lane_for_each_thread_and_ink_in_it()
    {
        var drawing = AnatomyChart.Of(Report)!;
        var texts = Drawn.Texts(drawing);
        Assert.Equal("Being carried and woken takes 50\u202F% of an echo; the rest is calls and own work", drawing.Title);
        foreach (var text in new[] { "epoll", "half-sync-half-async", "sockets", "40.0 µs", "60.0 µs", "copying", "carrying", "handling", "waiting" })
            Assert.Contains(text, texts);
        Assert.DoesNotContain("hand-over", texts);
        Assert.Equal((3, 3, 3), (texts.Count(static t => t == "client"), texts.Count(static t => t == "kernel"), texts.Count(static t => t == "server")));
        using var png = SKBitmap.Decode(drawing.Png());
        Assert.Equal(2000, png.Width);
        // The client's send is the first quarter of each echo, in the darkest colour.
        Assert.InRange(Dark(png), 5_000, 200_000);
        Assert.Equal(0, Drawn.Inked(png, new SKRectI(png.Width - 40, 0, png.Width, png.Height)));

        static int Dark(SKBitmap bitmap)
        {
            var count = 0;
            for (var y = 200; y < bitmap.Height - 300; y++)
                for (var x = 600; x < bitmap.Width - 100; x++)
                    count += bitmap.GetPixel(x, y) is { Red: < 60, Green: < 75, Blue: < 95 } ? 1 : 0;
            return count;
        }
    }

    [Fact]
    public void Without_a_model_there_is_no_chart() => Assert.Null(AnatomyChart.Of(SyntheticAnatomy.Anatomy(Quick.Manifest)));

    [Fact]
    public void Is_written_whole_and_read_back()
    {
        using var folder = new TemporaryFolder();
        AnatomyText.Write(Report, folder.Path);
        Assert.Equal(["anatomy.json", "charts/anatomy.png", "charts/anatomy.svg"], folder.Files);
        var read = JsonSerializer.Deserialize(folder.Read("anatomy.json"), FileJson.Default.AnatomyReport)!;
        Assert.Equal(JsonSerializer.Serialize(Report, FileJson.Default.AnatomyReport), JsonSerializer.Serialize(read, FileJson.Default.AnatomyReport));
        Assert.Equal(0.01, read.Models[1].Deviation, 6);
    }

    [Fact]
    public void Report_of_a_run_that_has_them_shows_anatomy_waits_and_calls()
    {
        using var folder = new TemporaryFolder();
        IoBench.Reporting.Report.Write(
            Quick with { Anatomy = Report, Waits = SyntheticAnatomy.Waits(Quick.Manifest, SyntheticAnatomy.Waiting("epoll", new WaitedCall("epoll_wait", 0.98, 2200, 1))) }, folder.Path);

        var html = folder.Read("report.html");
        foreach (var question in new[] { "Where does each model wait?", "In which call does each thread wait, and who copies the data?", "What do calls that may wait return at once?" })
        {
            Assert.Contains(question, html, StringComparison.Ordinal);
            Assert.Contains(question, folder.Read("report.md"), StringComparison.Ordinal);
        }
        Assert.Contains("charts/anatomy.png", folder.Files);
        Assert.Contains("EAGAIN", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.Contains("waits.json", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_of_a_run_without_them_does_not_ask()
    {
        using var folder = new TemporaryFolder();
        IoBench.Reporting.Report.Write(Quick, folder.Path);
        Assert.DoesNotContain("Where does each model wait?", folder.Read("report.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("charts/anatomy.png", folder.Files);
    }
}
