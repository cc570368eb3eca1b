using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Reporting;
using IoBench.Reporting.Charts;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Reporting;

public sealed class ComparisonTests
{
    private static readonly ComparedRuns Moved = SyntheticComparison.Moved.Compared();

    private static readonly ComparedRuns One = new SyntheticComparison
    {
        Speed = static (run, model) => (run, model) is (1, "poll") ? 0.8 : 1,
        Template = new SyntheticRun { Connections = [16, 128], Blocks = 15, Draws = 50 },
    }.Compared();

    private static readonly ComparedRuns Few = new SyntheticComparison { Template = new SyntheticRun { Connections = [128], Blocks = 4, Draws = 0, Aa = false, FloorUs = null } }.Compared();

    /// <summary>All models of the catalog, eight kernels with long names, and nothing known of the machine's noise.</summary>
    private static readonly ComparedRuns Large = new SyntheticComparison
    {
        Kernels = [.. Enumerable.Range(0, 8).Select(static i => $"6.12.{40 + i}+deb13-cloud-amd64")],
        Template = new SyntheticRun { Connections = [128], Blocks = 7, Draws = 0, Models = SyntheticModel.Catalog, Change = static i => i with { Disturbance = null } },
    }.Compared();

    public static TheoryData<string> Charts => [.. new[] { Moved, One, Few, Large }.SelectMany(static (runs, at) => Gallery.Of(runs).Select(d => $"{at} {d.Name}"))];

    [Fact]
    public void There_is_a_chart_for_each_metric_or_one_where_there_is_one_candidate()
    {
        Assert.Equal(["heat", "change-cpu", "change-throughput", "change-p50", "change-p99", "noise"], Gallery.Of(Moved).Select(static d => d.Name));
        Assert.Equal(["heat", "change", "noise"], Gallery.Of(One).Select(static d => d.Name));
        var again = new SyntheticComparison { Kernels = ["6.18.4", "6.18.4"] }.Compared();
        Assert.Equal(["change", "noise"], Gallery.Of(again).Select(static d => d.Name));
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Chart_stands_alone_inside_its_edges_and_inks_nothing_twice(string chart)
    {
        var (runs, name) = (new[] { Moved, One, Few, Large }[chart[0] - '0'], chart[2..]);
        var drawing = Gallery.Of(runs).Single(d => d.Name == name);
        var texts = XDocument.Parse(drawing.Svg()).Descendants().Where(static e => e.Name.LocalName == "text").ToList();
        Assert.DoesNotContain(texts.CountBy(static t => t.ToString()), static t => t.Value > 1);
        var words = string.Join(' ', texts.Select(static t => t.Value.Trim()));
        foreach (var part in new[] { "Linux 6.", "Intel Xeon", "loopback", "run-1", "comparison.json" })
            Assert.Contains(part, words, StringComparison.Ordinal);
        Drawn.StaysInside(drawing);
    }

    [Fact]
    public void Heat_map_has_kernels_in_the_order_of_versions_and_every_figure_in_its_cell()
    {
        var texts = Drawn.Texts(Chart(Moved, "heat"));
        var heads = texts.Where(static t => t is "6.12.41" or "6.15.2" or "6.18.4").Take(3);
        Assert.Equal(["6.12.41", "6.15.2", "6.18.4"], heads);
        foreach (var (_, comparison) in Moved.Candidates())
            foreach (var change in comparison.Points.Single().Family(Metric.ServerCpu)!.Models.Select(static m => m.Change!))
                Assert.Contains(texts, t => t.StartsWith(Figures.Ratio(change.Ratio.Centre), StringComparison.Ordinal));
        Assert.Matches("^Which kernel moved which model\\? .*poll.* moved beyond the margin$", Chart(Moved, "heat").Title);
    }

    [Fact]
    public void Scale_of_the_heat_map_is_centred_on_one_and_symmetric()
    {
        var end = Math.Log(1.5);
        Assert.Equal(HeatChart.Scale.Count / 2, HeatChart.Step(0, end));
        foreach (var log in new[] { 0.01, 0.1, 0.2, 0.4, 2 })
            Assert.Equal(HeatChart.Scale.Count - 1, HeatChart.Step(log, end) + HeatChart.Step(-log, end));
        Assert.Equal((0, HeatChart.Scale.Count - 1), (HeatChart.Step(-end, end), HeatChart.Step(end, end)));
    }

    [Fact]
    public void Inconclusive_is_hatched_and_hollow()
    {
        // Noise of a tenth settles nothing.
        var loud = new SyntheticComparison { Template = new SyntheticRun { Connections = [128], Blocks = 8, Draws = 0, Spread = 0.2 } }.Compared();
        var changes = loud.Comparisons[0].Changes().Where(static c => c.Model.Change!.Metric == Metric.Throughput.Name).ToList();
        Assert.All(changes, static c => Assert.Equal(Judgement.Inconclusive, c.Model.Change!.Judgement));
        Assert.True(Hatches(Chart(loud, "heat")) > Hatches(Chart(One, "heat")));
        Assert.Contains("inconclusive", Drawn.Texts(Chart(loud, "heat")));

        static int Hatches(Drawing drawing) => XDocument.Parse(drawing.Svg()).Descendants().Count(static e => e.Attribute("stroke")?.Value is { } stroke && HeatChart.Scale.Any(s => s.Light == stroke) || e.Attribute("stroke")?.Value == Ink.Faint);
    }

    [Fact]
    public void Noise_chart_says_what_it_does_not_know()
    {
        Assert.Equal("No model ran twice, so the noise of a ratio is not known", Chart(Few, "noise").Title);
        Assert.Contains("no twin ran", Drawn.Texts(Chart(Few, "noise")));
        Assert.Equal(16, Drawn.Texts(Chart(Large, "noise")).Count(static t => t == "this machine does not tell"));
        Assert.Equal("Each run’s A/A contains 1, as it should", Chart(One, "noise").Title);
        var summary = RunSummary.Of(new SyntheticRun { Connections = [128], Draws = 0 }.Build());
        Assert.Contains("A/A ratio, by block", Drawn.Texts(NoiseChart.Of(summary)!));
    }

    [Fact]
    public void Page_and_markdown_answer_first_and_lead_to_the_runs()
    {
        using var folder = new TemporaryFolder();
        var runs = One with { Command = "scripts/iobench compare results/run-1 results/run-2" };
        ComparisonReport.Write(runs, folder.Path);
        foreach (var file in new[] { "report.html", "report.md" })
        {
            var text = System.Net.WebUtility.HtmlDecode(Regex.Replace(folder.Read(file), "</?em>|\\*|\\\\", "")).Replace(Figures.Thin, " ", StringComparison.Ordinal);
            Assert.Matches(@"From 6\.12\.41 to 6\.18\.4 poll is slower or dearer, nothing is faster or cheaper: poll \w+, [\w ]+ \d\.\d\d \[\d\.\d\d, \d\.\d\d\]", text);
            foreach (var words in new[]
            {
                "IoBench compare, kernel by kernel", "Which kernel moved which model?", "What really changed?", "What changed at other loads?", "How much noise was in each run?", "Can this comparison be trusted?",
                "Varied, 6.18.4: kernel: 6.12.41 against 6.18.4", "scripts/iobench compare results/run-1 results/run-2", "comparison.json", "results/run-1/invocations.jsonl", "results/run-2/run.json", "The unit is the invocation",
            })
                Assert.Contains(words, text, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["charts/change.png", "charts/change.svg", "charts/heat.png", "charts/heat.svg", "charts/noise.png", "charts/noise.svg", "comparison.json", "report.html", "report.md"], folder.Files);
    }

    [Fact]
    public void Verdicts_come_first_and_figures_agree_everywhere()
    {
        using var folder = new TemporaryFolder();
        ComparisonReport.Write(One, folder.Path);
        var rows = folder.Read("report.md").Split('\n').SkipWhile(static l => !l.StartsWith("| verdict", StringComparison.Ordinal)).Skip(2).TakeWhile(static l => l.StartsWith('|')).ToList();
        var poll = One.Comparisons[0].Points.Single(p => p.Point == One.Headline).Family(Metric.ServerCpu)!.Of("poll")!.Change!;
        var worse = rows.TakeWhile(static r => Regex.IsMatch(r, @"^\| (slower|dearer) \|")).ToList();
        Assert.NotEmpty(worse);
        Assert.DoesNotContain(rows.Skip(worse.Count), static r => Regex.IsMatch(r, @"^\| (slower|dearer) \|"));
        Assert.Contains(rows, r => r.Contains("| dearer | poll |", StringComparison.Ordinal) && r.Contains(Figures.Ratio(poll.Ratio.Centre), StringComparison.Ordinal));
        Assert.Contains(Drawn.Texts(Chart(One, "change")), t => t == Figures.Ratio(poll.Ratio.Centre));
    }

    [Fact]
    public void Too_few_blocks_are_said_and_nothing_is_claimed()
    {
        using var folder = new TemporaryFolder();
        ComparisonReport.Write(Few, folder.Path);
        var text = folder.Read("report.md");
        Assert.Contains("nothing can be told: it takes 6 blocks in both runs", text, StringComparison.Ordinal);
        Assert.Contains("No run has an A/A interval", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\| (slower|dearer|faster|cheaper|equivalent) \|", text);
    }

    [Fact]
    public void More_than_one_thing_varied_is_a_doubt_and_so_is_a_base_in_the_middle()
    {
        using var folder = new TemporaryFolder();
        ComparisonReport.Write(new SyntheticComparison { Change = static (i, m) => m with { Environment = m.Environment with { DotNet = $"10.0.{i}" } } }.Compared(), folder.Path);
        Assert.Contains("kernel was not varied alone, .NET was too", folder.Read("report.md"), StringComparison.Ordinal);
        ComparisonReport.Write(new SyntheticComparison { Kernels = ["6.15.2", "6.12.41", "6.18.4"] }.Compared(), folder.Path);
        Assert.Contains("the base is 6.15.2 as asked, not the oldest kernel", folder.Read("report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_record_has_axis_runs_noise_and_every_comparison()
    {
        var json = JsonSerializer.SerializeToElement(Moved, SummaryJson.Default.ComparedRuns);
        Assert.Equal((Schema.Version, "Kernel", 0), (json.GetProperty("schemaVersion").GetInt32(), json.GetProperty("axis").GetString(), json.GetProperty("base").GetInt32()));
        Assert.Equal(["6.12.41", "6.15.2", "6.18.4"], json.GetProperty("runs").EnumerateArray().Select(static r => r.GetProperty("label").GetString()));
        Assert.Equal(["run-3", "run-2"], json.GetProperty("comparisons").EnumerateArray().Select(static c => c.GetProperty("candidate").GetString()));
        Assert.Equal(15, json.GetProperty("runs")[0].GetProperty("noise").GetProperty("blocks").GetArrayLength());
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(60, false)]
    public void The_terminal_keeps_its_width_and_its_letters(int width, bool unicode)
    {
        foreach (var runs in new[] { Moved, One, Few })
        {
            var text = ComparisonText.Render(runs, new TerminalStyle(width, Colour: false, unicode), "results/compare/report.html");
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
            Assert.Contains("report: results/compare/report.html", text, StringComparison.Ordinal);
            if (!unicode)
                Assert.All(text, static c => Assert.True(c < 128, $"{c}"));
        }
    }

    private static Drawing Chart(ComparedRuns runs, string name) => Gallery.Of(runs).Single(d => d.Name == name);
}
