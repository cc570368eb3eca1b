using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IoBench.Analysis;
using IoBench.Analysis.Trends;
using IoBench.Reporting;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Reporting;

public sealed class TrendTests
{
    private static readonly string[] Kernels = ["6.12.41+deb13-cloud-amd64", "6.12.43+deb13-cloud-amd64"];

    private static readonly SyntheticTrend Runs = new()
    {
        Kernel = static run => Kernels[run < 12 ? 0 : 1],
        Speed = static (run, model) => model == "uring" && run >= 12 ? 0.88 : model == "poll" && run == 5 ? 0.6 : 1,
    };

    private static readonly TrendSummary Summary = Runs.Summary();
    private static readonly TrendSummary ByKernel = Runs.Summary(TrendAxis.Kernel);
    private static readonly TrendSummary Still = new SyntheticTrend().Summary();
    private static readonly TrendSummary Few = new SyntheticTrend { Runs = 5 }.Summary();

    // Eight models, six of twenty runs by another kernel, many labels.
    private static readonly TrendSummary Eight = (Runs with { Models = [.. SyntheticModel.CoreSet.Select(static m => m.Name)], Kernel = static run => $"6.12.{40 + run}" }).Summary(TrendAxis.Kernel);

    public static TheoryData<string> Names => [.. TrendChart.Of(Summary).Select(static d => d.Name)];

    [Fact]
    public void There_is_a_chart_for_each_metric() =>
        Assert.Equal(["trend-throughput", "trend-p50", "trend-p99", "trend-cpu"], Names.Select(static n => n.Data));

    [Theory]
    [MemberData(nameof(Names))]
    public void Chart_stands_alone_and_inside_its_edges(string name)
    {
        foreach (var summary in new[] { Few, Eight })
        {
            var drawing = TrendChart.Of(summary).Single(d => d.Name == name);
            var texts = Drawn.Texts(drawing);
            foreach (var model in summary.Series.Where(static s => !s.IsControl && s.Label != "epoll").Select(static s => s.Label).Distinct())
                Assert.Contains(model, texts);
            foreach (var words in new[] { "Linux 6.", "Intel Xeon", "1 server and 1 client CPUs", "loopback", $"n = {summary.Runs.Count} runs", "95\u202F% interval", "trend.json" })
                Assert.Contains(words, string.Join(' ', texts), StringComparison.Ordinal);
            Drawn.StaysInside(drawing);
        }
    }

    [Fact]
    public void A_change_is_an_upright_with_its_size_and_what_came()
    {
        Assert.Contains(Drawn.Texts(Chart(ByKernel, "trend-throughput")), static t => Regex.IsMatch(t, "^−1[123]\u202F% from 6\\.12\\.43$"));
        Assert.Contains(Drawn.Texts(Chart(Summary, "trend-cpu")), static t => Regex.IsMatch(t, "^\\+1[2345]\u202F% 12-05$"));
        Assert.DoesNotContain(Drawn.Texts(Chart(Still, "trend-throughput")), static t => t.Contains("12-05 ", StringComparison.Ordinal));
        Assert.Matches("^Throughput: uring −1[123]\u202F% between run-12 and run-13$", Chart(Summary, "trend-throughput").Title);
        Assert.Equal("Throughput: no change found in 20 runs", Chart(Still, "trend-throughput").Title);
        Assert.Equal("Throughput: 5 runs are too few to tell, it takes 14", Chart(Few, "trend-throughput").Title);
    }

    [Theory]
    [InlineData(TrendAxis.Time)]
    [InlineData(TrendAxis.Kernel)]
    [InlineData(TrendAxis.Commit)]
    public void Names_under_the_axis_do_not_touch_and_do_not_reach_the_next_panel(TrendAxis by)
    {
        var summary = (Runs with { Runs = 60, Models = ["epoll", "uring"], Template = new SyntheticRun { Connections = [128], Draws = 0, Blocks = 1 }, Kernel = static run => $"6.12.{40 + run / 2}", Commit = static run => $"{run:x2}3456789abcdef" }).Summary(by);
        var labels = new TrendLabels(summary);
        foreach (var columns in new[] { 1, 2, 4 })
        {
            var (x, width) = ((Min: -0.8, Max: 59.8), SmallMultiples.PanelWidth(8, columns));
            var named = TrendChart.Ticks(labels, x, width).Where(static t => t.Label.Length > 0).ToList();
            Assert.True(named.Count >= 2);
            var edges = named.Select(t => (Left: At(t.Position) - Ink.Width(t.Label) / 2, Right: At(t.Position) + Ink.Width(t.Label) / 2)).ToList();
            Assert.True(edges[0].Left >= -5 && edges[^1].Right <= width + 5);
            Assert.All(edges.Zip(edges.Skip(1)), static pair => Assert.True(pair.Second.Left - pair.First.Right >= 10));

            double At(double position) => (position - x.Min) / (x.Max - x.Min) * width;
        }
    }

    [Fact]
    public void Kernels_of_one_release_keep_their_full_names()
    {
        var summary = (Runs with { Runs = 3, Kernel = static run => new[] { "6.12.41+deb13-amd64", "6.12.41+deb13-cloud-amd64", "6.12.43+deb13-amd64" }[run] }).Summary(TrendAxis.Kernel);
        Assert.Equal(["6.12.41+deb13-amd64", "6.12.41+deb13-cloud-amd64", "6.12.43"], Enumerable.Range(0, 3).Select(new TrendLabels(summary).Of));
    }

    [Fact]
    public void The_terminal_says_first_what_changed_when_and_by_how_much()
    {
        var lines = TrendTable.Render(ByKernel, new TerminalStyle(), "results/trend/report.html").Replace(Figures.Thin, " ", StringComparison.Ordinal).Split('\n');
        var text = Flat(string.Join('\n', lines));

        Assert.StartsWith(" uring between 6.12.41+deb13-cloud-amd64 and 6.12.43+deb13-cloud-amd64", lines.SkipWhile(static l => l.Length > 0).Skip(1).First(), StringComparison.Ordinal);
        Assert.Matches(@"\(commit, \.NET and CPU are the same in both\): (.*; )?throughput −1[123] % \[−1\d %, −1\d %\], slower", text);
        Assert.Matches(@"server CPU per message \+1\d % \[\+1\d %, \+1\d %\], dearer", text);
        Assert.Contains(lines, static l => Regex.IsMatch(l, @"^ model +runs  span +msg/s +p50 +p99 +CPU$"));
        Assert.Contains(lines, static l => Regex.IsMatch(l, @"^ epoll +20  6\.12\.41 to 6\.12\.43 +none  +none  +none  +none$"));
        Assert.Contains(lines, static l => Regex.IsMatch(l, @"^ uring +20  6\.12\.41 to 6\.12\.43 +−1[123] %  +\+1\d %  +\S+( %)?  +\+1\d %$"));
        Assert.Matches(
            @"trust: 16 series were searched, among which at most 0\.16 false changes are to be expected if nothing changed and runs were independent; "
                + @"a step in the middle is found in four of five cases from [3-6]\S* % in throughput, \S+ % in median latency, \S+ % in p99 latency, [3-6]\S* % in server CPU per message on \(typical model\); a change in the last 4 runs cannot be told yet", text);
        Assert.Equal(" report: results/trend/report.html", lines[^2]);
    }

    [Fact]
    public void Nothing_found_and_too_few_to_tell_are_two_things()
    {
        var (still, few) = (Flat(TrendTable.Render(Still, new TerminalStyle(), "r")), Flat(TrendTable.Render(Few, new TerminalStyle(), "r")));
        Assert.Contains("No change was found in 20 runs (2026-11-23 to 2026-12-12, Linux 6.18.4), models taken relative to epoll in the same run.", still, StringComparison.Ordinal);
        Assert.Contains("none: no change found, which is not the same as equal", still, StringComparison.Ordinal);
        Assert.DoesNotContain("too few", still, StringComparison.Ordinal);
        Assert.Contains("With 5 runs (2026-11-23 to 2026-11-27) there are too few to tell whether anything changed: it takes 14, so 9 more.", few, StringComparison.Ordinal);
        Assert.Contains("few: too few runs to tell, it takes 14", few, StringComparison.Ordinal);
        Assert.DoesNotContain("no change found", few, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(60, false)]
    [InlineData(100, true)]
    public void The_terminal_keeps_its_width_and_its_letters(int width, bool unicode)
    {
        foreach (var summary in new[] { Summary, ByKernel, Few, Eight, Runs.Summary(TrendAxis.Commit) })
        {
            var text = TrendTable.Render(summary, new TerminalStyle(width, Colour: false, unicode), "r");
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
            Assert.DoesNotContain('\e', text);
            if (!unicode)
                Assert.All(text, static c => Assert.True(c < 128, $"{c}"));
        }
    }

    [Fact]
    public void Colour_marks_the_size_and_nothing_else()
    {
        var (plain, coloured) = (TrendTable.Render(Summary, new TerminalStyle(), "r"), TrendTable.Render(Summary, new TerminalStyle(Colour: true), "r"));
        Assert.Matches("throughput \e\\[31m−1[123]\u202F%\e\\[0m \\[", coloured);
        Assert.Equal(plain, Regex.Replace(coloured, "\e\\[[0-9]*m", ""));
    }

    [Fact]
    public void Runs_that_are_left_out_are_named_with_their_reason()
    {
        var text = Flat(TrendTable.Render(Runs.Summary(leftOut: [new("results/x", "another plan, full instead of quick")]), new TerminalStyle(), "r"));
        Assert.Contains("1 run is left out", text, StringComparison.Ordinal);
        Assert.Contains("left out: results/x (another plan, full instead of quick)", text, StringComparison.Ordinal);
        var many = Flat(TrendTable.Render(Runs.Summary(leftOut: [.. Enumerable.Range(0, 20).Select(static i => new LeftOut($"r{i}", "damaged"))]), new TerminalStyle(), "r"));
        Assert.Contains("left out: 12 more, see the report", many, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_and_markdown_say_what_changed_when_and_how_far_to_trust_it()
    {
        using var folder = new TemporaryFolder();
        TrendReport.Write(Runs.Summary(leftOut: [new("results/x", "the run has no finished invocation")]) with { Command = "scripts/iobench trend results" }, folder.Path);
        foreach (var file in new[] { "report.html", "report.md" })
        {
            var text = System.Net.WebUtility.HtmlDecode(Regex.Replace(folder.Read(file), "</?em>|\\*|\\\\", "")).Replace(Figures.Thin, " ", StringComparison.Ordinal);
            Assert.Matches(@"In 20 runs \(2026-11-23 to 2026-12-12, Linux 6\.12\.41\S+ to 6\.12\.43\S+\) uring changed", text);
            Assert.Matches(@"uring between run-12 and run-13 \(kernel 6\.12\.41\S+ to 6\.12\.43\S+\): ", text);
            foreach (var words in new[]
            {
                "When did throughput change?", "When did server CPU per message change?", "Can this trend be trusted?", "Left out: results/x: the run has no finished invocation.",
                "Far from its level and counted all the same: poll, throughput at 128 connections, 64 bytes, in run-06", "no change, as it should be", "scripts/iobench trend results", "trend.json",
                "ED-PELT", "The unit is the run.", "run-13 (6.12.43+deb13-cloud-amd64, 0123456789)",
            })
                Assert.Contains(words, text, StringComparison.Ordinal);
            Assert.DoesNotContain("Can this run be trusted?", text, StringComparison.Ordinal);
        }

        Assert.Equal(["charts/trend-cpu.png", "charts/trend-cpu.svg", "charts/trend-p50.png", "charts/trend-p50.svg", "charts/trend-p99.png", "charts/trend-p99.svg", "charts/trend-throughput.png", "charts/trend-throughput.svg", "report.html", "report.md", "trend.json"], folder.Files);
    }

    [Fact]
    public void The_record_has_every_run_series_and_change()
    {
        var json = JsonSerializer.SerializeToElement(Summary, SummaryJson.Default.TrendSummary);
        Assert.Equal((1, "epoll", "Time", 20), (json.GetProperty("schemaVersion").GetInt32(), json.GetProperty("reference").GetString(), json.GetProperty("by").GetString(), json.GetProperty("runs").GetArrayLength()));
        var uring = json.GetProperty("series").EnumerateArray().Single(static s => (s.GetProperty("label").GetString(), s.GetProperty("metric").GetString()) is ("uring", "throughputPerSecond"));
        var change = uring.GetProperty("changes")[0];
        Assert.Equal(("run-12", "run-13"), (change.GetProperty("before").GetProperty("name").GetString(), change.GetProperty("after").GetProperty("name").GetString()));
        Assert.Equal("Worse", change.GetProperty("judgement").GetString());
        Assert.Equal(20, uring.GetProperty("points").GetArrayLength());
        Assert.Equal(JsonValueKind.Number, json.GetProperty("rule").GetProperty("expectedFalsePoints").ValueKind);
    }

    [Fact]
    public void Most_models_moving_together_point_at_the_reference()
    {
        var moved = new SyntheticTrend { Models = ["epoll", "poll", "uring", "select", "blocking"], Speed = static (run, model) => model == "epoll" && run >= 10 ? 1.15 : 1 }.Summary();
        Assert.Matches("4 of 4 models moved together in throughput at run-11: the likelier cause is epoll itself", Flat(TrendTable.Render(moved, new TerminalStyle(), "r")));
    }

    [Fact]
    public void An_open_loop_has_no_throughput_to_follow()
    {
        var open = new SyntheticTrend
        {
            Runs = 3,
            Template = new SyntheticRun { Connections = [128], Draws = 50, Loads = [0.5], Change = static i => i.Cell.IsOpen ? i : i with { Verdict = Verdict.Because("not asked") } },
        }.Summary();
        Assert.True(open.Headline.IsOpen);
        Assert.DoesNotContain(open.Series, static s => s.Metric == Metric.Throughput.Name);
        Assert.Equal(["trend-p50", "trend-p99", "trend-cpu"], TrendChart.Of(open).Select(static d => d.Name));
        Assert.DoesNotContain("msg/s", TrendTable.Render(open, new TerminalStyle(), "r"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_inked_twice()
    {
        foreach (var drawing in TrendChart.Of(Eight))
        {
            var texts = XDocument.Parse(drawing.Svg()).Descendants().Where(static e => e.Name.LocalName == "text").Select(static e => e.ToString()).ToList();
            Assert.Equal(texts.Distinct().Count(), texts.Count);
        }
    }

    private static Drawing Chart(TrendSummary summary, string name) => TrendChart.Of(summary).Single(d => d.Name == name);

    private static string Flat(string text) => Regex.Replace(text, "\\s*\\n\\s+", " ").Replace(Figures.Thin, " ", StringComparison.Ordinal);
}
