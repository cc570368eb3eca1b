using System.Text.RegularExpressions;
using IoBench.Analysis;
using IoBench.Reporting;
using IoBench.Reporting.Charts;
using IoBench.Results;
using IoBench.Tests.Synthetic;
using SkiaSharp;

namespace IoBench.Tests.Reporting;

public sealed class OpenLoopTests
{
    private static readonly SyntheticRun Open = new() { Connections = [16, 128], Loads = [0.2, 0.5, 0.8, 0.95, 1.1], EqualLoads = [0.7], Engines = ["epoll", "uring"] };
    private static readonly RunSummary Summary = RunSummary.Of(Open.Build());
    private static readonly RunSummary Few = RunSummary.Of((Open with { Models = [.. SyntheticModel.CoreSet.Where(static m => m.Name is "blocking" or "epoll" or "uring")], Blocks = 1, Loads = [0.3, 0.6, 0.9] }).Build());

    private static readonly string[] Charts = ["load", "latency", "engines"];

    public static TheoryData<string> Names => [.. Charts];

    [Theory]
    [MemberData(nameof(Names))]
    public void Charts_stand_alone_with_models_place_and_source(string name)
    {
        foreach (var summary in new[] { Summary, Few })
        {
            var drawing = Gallery.Of(summary).Single(d => d.Name == name);
            var texts = Drawn.Texts(drawing);
            // The baseline is the line at 1 of a chart of ratios.
            Assert.All(summary.Manifest.Plan.Sweeps[0].Models.Where(m => name != "engines" || m != "epoll"), m => Assert.Contains(m, texts));
            var all = string.Join(' ', texts);
            foreach (var words in new[] { "Linux 6.18.4", "server CPU 1, client CPU 0", "loopback", "n = ", "invocations.jsonl" })
                Assert.Contains(words, all, StringComparison.Ordinal);
            using var png = SKBitmap.Decode(drawing.Png());
            Assert.Equal(0, Drawn.Inked(png, new SKRectI(0, 0, 40, png.Height)));
            Assert.Equal(0, Drawn.Inked(png, new SKRectI(png.Width - 40, 0, png.Width, png.Height)));
        }
    }

    [Fact]
    public void More_than_eight_lines_become_small_multiples()
    {
        Assert.Contains("grey lines: p99 of the other models", string.Join(' ', Drawn.Texts(Chart(Summary, "load"))), StringComparison.Ordinal);
        Assert.DoesNotContain("grey lines", string.Join(' ', Drawn.Texts(Chart(Few, "load"))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_tail_is_drawn_at_equal_load_and_a_closed_loop_only_without_one()
    {
        Assert.Contains("due for every model", Chart(Summary, "latency").Subtitle, StringComparison.Ordinal);
        Assert.Contains("closed loop", Chart(RunSummary.Of(new SyntheticRun().Build()), "latency").Subtitle, StringComparison.Ordinal);
        Assert.Null(Gallery.Of(RunSummary.Of(new SyntheticRun().Build())).FirstOrDefault(static d => d.Name is "load" or "engines"));
    }

    [Fact]
    public void Pages_ask_the_questions_of_the_open_loop_and_answer_them()
    {
        using var folder = new TemporaryFolder();
        Report.Write(Open.Build(), folder.Path);
        foreach (var file in new[] { "report.html", "report.md" })
        {
            var text = System.Net.WebUtility.HtmlDecode(Regex.Replace(folder.Read(file), "</?em>|\\*", ""));
            foreach (var words in new[]
            {
                "Where is the knee?", "Who has the worst tail at equal load?", "Does the ranking depend on the client’s own mechanism?",
                "The knee is where p99 exceeds 3 times its least", "whether or not it kept up", "Kendall’s tau between both orders is", "overloaded",
                "Counted, but qualified in", "Open loop: messages are due at random moments", "95\u202F% interval",
            })
                Assert.Contains(words, text, StringComparison.Ordinal);
        }

        foreach (var chart in Charts)
            Assert.Contains($"charts/{chart}.png", folder.Files);
    }

    [Fact]
    public void One_block_gives_points_and_says_that_they_are_no_verdict()
    {
        using var folder = new TemporaryFolder();
        Report.Write((Open with { Blocks = 1 }).Build(), folder.Path);
        var text = folder.Read("report.md");
        Assert.Contains("With fewer than 6 blocks these are points without a verdict", text, StringComparison.Ordinal);
        Assert.Contains("| one value |", text, StringComparison.Ordinal);
        Assert.Equal("Where is the knee?", Chart(Few, "load").Title);
    }

    [Fact]
    public void A_point_that_is_not_trusted_is_grey_with_its_reason()
    {
        var run = Open with { Change = static i => i.Cell is { Label: "poll", LoadShare: 0.8 } ? i with { Verdict = Verdict.Because("late-sends: the client slept") } : i };
        var chart = Chart(RunSummary.Of(run.Build()), "load");
        Assert.Contains(chart.Caption, static c => c.Contains("Grey: not trusted (late-sends: the client slept)", StringComparison.Ordinal));
        Assert.Contains($"fill=\"{Ink.Bound}\"", chart.Svg(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Rates_instead_of_shares_have_a_logarithmic_axis()
    {
        var run = new SyntheticRun { Connections = [128], Loads = [0.3, 0.6, 0.9] }.Build();
        var rates = run with
        {
            Manifest = run.Manifest with { Capacities = null },
            Invocations = [.. run.Invocations.Select(static i => i with { Cell = i.Cell with { LoadShare = null, ShareOf = null } })],
        };
        Assert.Contains("messages a second (logarithmic)", Chart(RunSummary.Of(rates), "load").Subtitle, StringComparison.Ordinal);
    }

    [Fact]
    public void The_terminal_tells_p99_at_equal_load()
    {
        var text = TerminalSummary.Render(Summary, new TerminalStyle(), "report.html");
        Assert.Contains("open loop, ", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), static line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void An_open_loop_without_any_p99_is_drawn_without_lines()
    {
        // A starved machine answers too few messages for that quantile.
        using var folder = new TemporaryFolder();
        Report.Write(new SyntheticRun { Loads = [0.5], Change = static i => i.Load is null ? i : i with { Load = i.Load with { LatencyNs = i.Load.LatencyNs with { P99 = null, P999 = null } } } }.Build(), folder.Path);
        Assert.Contains("report.html", folder.Files);
    }

    [Fact]
    public void Closed_and_open_loop_share_no_point_and_no_family()
    {
        foreach (var point in Summary.Points)
            Assert.Single(Summary.CellsAt(point.Point).Select(static c => c.Loop).Distinct());
        Assert.False(Summary.Headline!.Value.IsOpen);
        Assert.All(Summary.Points.Where(static p => p.Point.IsOpen), static p => Assert.Null(p.Family(Metric.Throughput)));
    }

    private static Drawing Chart(RunSummary summary, string name) => Gallery.Of(summary).Single(d => d.Name == name);
}
