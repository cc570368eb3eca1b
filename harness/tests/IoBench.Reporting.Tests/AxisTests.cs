using System.Text.Json;
using System.Text.RegularExpressions;
using IoBench.Analysis;
using IoBench.Reporting;
using IoBench.Reporting.Charts;
using IoBench.Results;
using IoBench.Tests.Synthetic;
using SkiaSharp;

namespace IoBench.Tests.Reporting;

public sealed class AxisTests
{
    // poll and select begin cheaper than epoll; what each idle connection adds to a wait takes that away.
    private static readonly SyntheticModel[] Models = [.. SyntheticModel.CoreSet.Select(static m => m.Name is "poll" or "select" ? m with { BusyUs = 4.6 } : m)];

    private static readonly LoadPoint[] Points =
    [
        .. from busy in new[] { 2, 50 } from idle in new[] { 0, 10, 100, 1000, 10_000 } select new LoadPoint(busy, idle, 64, 1, 0),
        .. from bytes in new[] { 1, 1024, 65_536, 1 << 20 } select new LoadPoint(16, 0, bytes, 1, 0),
        .. from depth in new[] { 4, 64 } select new LoadPoint(16, 0, 64, depth, 0),
        .. from threads in new[] { 1, 2, 4 } select new LoadPoint(64, 0, 64, 1, threads),
    ];

    private static readonly SyntheticRun Run = new() { Models = Models, Points = Points, Draws = 50 };
    private static readonly RunSummary Summary = RunSummary.Of(Run.Build());
    private static readonly RunSummary Twenty = RunSummary.Of((Run with { Models = SyntheticModel.Catalog, Aa = false }).Build());

    private static readonly string[] Charts = ["idle", "payload", "depth", "threads"];

    public static TheoryData<string> Names => [.. Charts];

    [Theory]
    [MemberData(nameof(Names))]
    public void Charts_stand_alone_and_inside_their_edges_with_eight_models_and_with_twenty(string name)
    {
        foreach (var summary in new[] { Summary, Twenty })
        {
            var drawing = Chart(summary, name);
            var texts = Drawn.Texts(drawing);
            Assert.All(summary.Manifest.Plan.Sweeps[0].Models, m => Assert.Contains(m, texts));
            foreach (var words in new[] { "Linux 6.18.4", "server CPU 1, client CPU 0", "loopback", "n = 6", "95\u202F% interval", "invocations.jsonl" })
                Assert.Contains(words, string.Join(' ', texts), StringComparison.Ordinal);
            using var png = SKBitmap.Decode(drawing.Png());
            Assert.Equal(0, Drawn.Inked(png, new SKRectI(0, 0, 40, png.Height)));
            Assert.Equal(0, Drawn.Inked(png, new SKRectI(png.Width - 20, 0, png.Width, png.Height)));
            Assert.Equal(0, Drawn.Inked(png, new SKRectI(0, png.Height - 8, png.Width, png.Height)));
        }
    }

    [Theory]
    [InlineData("idle")]
    [InlineData("payload")]
    [InlineData("throughput")]
    [InlineData("latency")]
    public void More_than_eight_models_have_a_panel_each_and_eight_share_one(string name)
    {
        Assert.Contains("grey lines: the other models", string.Join(' ', Drawn.Texts(Chart(Twenty, name))), StringComparison.Ordinal);
        Assert.DoesNotContain("grey lines", string.Join(' ', Drawn.Texts(Chart(Summary, name))), StringComparison.Ordinal);
    }

    [Fact]
    public void None_stands_apart_from_the_logarithm_and_both_numbers_of_busy_connections_are_drawn()
    {
        var drawing = Chart(Summary, "idle");
        Assert.Empty(new[] { "0", "10", "100", "1\u202F000", "10\u202F000", "50 connections, 64 bytes", "2 connections, 64 bytes" }.Except(Drawn.Texts(drawing)));
        Assert.Contains("0 set apart", drawing.Subtitle, StringComparison.Ordinal);
        Assert.Empty(new[] { "1\u202FB", "1\u202FKiB", "64\u202FKiB", "1\u202FMiB" }.Except(Drawn.Texts(Chart(Summary, "payload"))));
    }

    [Fact]
    public void Title_names_who_crosses_and_where() =>
        Assert.Matches("^(poll and select|select and poll) cross epoll at [0-9\u202F]+ and [0-9\u202F]+ idle connections; at 10\u202F000 idle connections poll costs [0-9.]+ times as much as epoll$", Chart(Summary, "idle").Title);

    [Fact]
    public void Who_is_only_seen_to_part_is_not_said_to_cross()
    {
        // As cheap as epoll without idle connections, which no interval can tell from it.
        var poll = SyntheticModel.CoreSet[3] with { Name = "poll", IdleUs = 0.02 };
        using var folder = new TemporaryFolder();
        var summary = Report.Write((Run with { Models = [SyntheticModel.CoreSet[3], poll], Aa = false, Blocks = 10 }).Build(), folder.Path);
        Assert.Matches("^poll costs more than epoll from [0-9\u202F]+ idle connections on; at 10\u202F000 idle connections poll costs [0-9.]+ times as much as epoll$", Chart(summary, "idle").Title);
        var text = folder.Read("report.md").Replace("*", "", StringComparison.Ordinal);
        Assert.Contains("No model is seen to cross epoll in this range.", text, StringComparison.Ordinal);
        Assert.Matches("Told from epoll in a part of the range only: poll costs more from [0-9\u202F]+ on", text);
        Assert.Matches("idle connections, server CPU per message: poll costs more from [0-9\u202F]+ on", TerminalSummary.Render(summary, new TerminalStyle(), "report.html"));
    }

    [Fact]
    public void Page_and_markdown_ask_the_questions_and_state_the_crossings_with_their_intervals()
    {
        using var folder = new TemporaryFolder();
        Report.Write(Run.Build(), folder.Path);
        foreach (var file in new[] { "report.html", "report.md" })
        {
            var text = System.Net.WebUtility.HtmlDecode(Regex.Replace(folder.Read(file), "</?em>|\\*|\\\\", ""));
            foreach (var question in new[] { "What do idle connections cost?", "When does copying dominate?", "What does it bring to keep more messages under way?", "What do more threads bring?" })
                Assert.Contains(question, text, StringComparison.Ordinal);
            Assert.Matches("poll costs less than epoll up to [0-9\u202F]+ idle connections \\(95\u202F% interval [0-9\u202F]+ to [0-9\u202F]+\\) and more beyond", text);
            Assert.Matches("All the way [^.]*sigio and aio cost more", text);
            Assert.Matches("At most 5\u202F% worse than epoll, or better: uring throughout", text);
            Assert.Matches("At 2 connections, 64 bytes: poll crosses at [0-9.]+ \\[[0-9.]+, [0-9.]+\\]", text);
            Assert.Matches("A message of [0-9.]+\u202FKiB \\(95\u202F% interval [0-9.]+\u202FKiB to [0-9.]+\u202FKiB\\) costs epoll twice the CPU of one of 1\u202FB", text);
            Assert.Contains("A crossing is where the ratio to the baseline passes 1.", text, StringComparison.Ordinal);
            Assert.Contains("costs less, then more", text, StringComparison.Ordinal);
        }

        foreach (var chart in Charts)
            Assert.Contains($"charts/{chart}.png", folder.Files);
    }

    [Fact]
    public void Summary_json_has_every_crossover()
    {
        var json = JsonSerializer.SerializeToElement(Summary, SummaryJson.Default.RunSummary).GetProperty("crossovers");
        var poll = json.EnumerateArray().Single(static c => (c.GetProperty("axis").GetString(), c.GetProperty("label").GetString(), c.GetProperty("metric").GetString(), c.GetProperty("shape").GetProperty("connections").GetInt32())
            is ("idle", "poll", "serverCpuUsPerMessage", 50));
        Assert.Equal("Crosses", poll.GetProperty("outcome").GetString());
        var crossing = poll.GetProperty("crossings")[0];
        Assert.InRange(crossing.GetProperty("at").GetDouble(), crossing.GetProperty("low").GetDouble(), crossing.GetProperty("high").GetDouble());
        Assert.Equal(5, poll.GetProperty("ratios").GetArrayLength());
        Assert.Equal("Below", poll.GetProperty("sides")[0].GetProperty("side").GetString());
    }

    [Theory]
    [InlineData(80)]
    [InlineData(60)]
    public void The_terminal_tells_crossings_within_its_width(int width)
    {
        var text = TerminalSummary.Render(Summary, new TerminalStyle(width), "report.html");
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
        Assert.Matches("idle connections, server CPU per message: (poll|select) crosses epoll at [0-9\u202F]+ \\[[0-9\u202F]+, [0-9\u202F]+\\]", Regex.Replace(text, "\\s*\\n\\s+", " "));
        Assert.DoesNotContain("crosses", TerminalSummary.Render(RunSummary.Of(new SyntheticRun { Connections = [128] }.Build()), new TerminalStyle(), "report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Five_blocks_are_drawn_and_tell_no_crossing()
    {
        using var folder = new TemporaryFolder();
        var summary = Report.Write((Run with { Blocks = 5, Models = Models[..4] }).Build(), folder.Path);
        Assert.Equal("What do idle connections cost?", Chart(summary, "idle").Title);
        Assert.Contains("With fewer than 6 blocks no crossing has an interval, so none is told.", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.Contains("| under 6 blocks |", folder.Read("report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_the_baseline_or_with_one_value_has_no_trouble()
    {
        using var folder = new TemporaryFolder();
        Report.Write((Run with { Models = [.. Models.Where(static m => m.Name is "poll" or "aio")], Aa = false }).Build(), folder.Path);
        Assert.Contains("The baseline was measured at fewer than two values of this axis", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.DoesNotContain(Gallery.Of(RunSummary.Of(new SyntheticRun { Draws = 50 }.Build())), static d => Charts.Contains(d.Name));
    }

    private static Drawing Chart(RunSummary summary, string name) => Gallery.Of(summary).Single(d => d.Name == name);
}
