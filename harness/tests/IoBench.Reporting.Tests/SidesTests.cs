using System.Xml.Linq;
using IoBench.Analysis;
using IoBench.Analysis.Sides;
using IoBench.Reporting;
using IoBench.Reporting.Export;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Reporting;

public sealed class SidesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly SyntheticRun Dearer = new()
    {
        Blocks = 12, Connections = [16, 128], Aa = false, OtherSide = static m => m.Name == "poll" ? m with { BusyUs = m.BusyUs * 1.2, Plateau = m.Plateau / 1.2, RateAtOne = m.RateAtOne / 1.2 } : m,
        Skipped = [new SkippedModel { Model = "aio", Reason = "B has no such model" }],
    };

    [Fact]
    public void Draws_a_forest_for_each_metric_and_no_chart_that_compares_models()
    {
        Report.Write(Dearer.Build(), _folder.Path);

        Assert.Equal(
            ["ab-cpu", "ab-p50", "ab-p99", "ab-throughput"],
            Directory.EnumerateFiles(System.IO.Path.Combine(_folder.Path, "charts"), "*.svg").Select(System.IO.Path.GetFileNameWithoutExtension).Order());
        var cpu = File.ReadAllText(System.IO.Path.Combine(_folder.Path, "charts", "ab-cpu.svg"));
        Assert.Contains("B against A, server CPU per message at 128 connections: poll dearer", cpu, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_says_who_A_and_B_are_and_what_B_does()
    {
        Report.Write(Dearer.Build(), _folder.Path);

        var page = File.ReadAllText(System.IO.Path.Combine(_folder.Path, "report.md"));
        Assert.Contains("A: no options; B: --buffer 512", page, StringComparison.Ordinal);
        Assert.Contains("Under B slower or dearer: *poll*; faster or cheaper: *none*.", page, StringComparison.Ordinal);
        Assert.Contains("What does B do to server CPU per message?", page, StringComparison.Ordinal);
        Assert.Contains("B has no such model", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_says_who_took_turns_and_who_could_not_wait()
    {
        var run = Dearer.Build();
        Assert.Contains("Each block runs A and B of every model one after the other", Page(run.Manifest), StringComparison.Ordinal);

        var byTurns = run.Manifest with { ByTurns = true };
        Assert.Contains("share one window", Page(byTurns), StringComparison.Ordinal);
        Assert.DoesNotContain("cannot wait", Page(byTurns), StringComparison.Ordinal);
        var awake = byTurns with { Models = [.. byTurns.Models.Select(static m => m with { StaysAwake = m.Name == "poll" })] };
        Assert.Contains("poll cannot wait for a turn, and so run one after the other", Page(awake), StringComparison.Ordinal);

        string Page(RunManifest manifest)
        {
            Report.Write(run with { Manifest = manifest }, _folder.Path);
            return File.ReadAllText(System.IO.Path.Combine(_folder.Path, "report.md"));
        }
    }

    [Fact]
    public void Markdown_has_what_is_worse_first_and_stays_under_its_limit()
    {
        var comparison = SideComparison.Of(RunSummary.Of(Dearer.Build()));

        var whole = SidesMarkdown.Render(comparison);
        Assert.StartsWith("# IoBench: B against A\n\nA: no options\n\nB: --buffer 512\n\nUnder B slower or dearer: poll; faster or cheaper: none.\n", whole, StringComparison.Ordinal);
        Assert.True(whole.IndexOf("| poll |", StringComparison.Ordinal) < whole.IndexOf("| epoll |", StringComparison.Ordinal));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(SidesMarkdown.Render(comparison, limitBytes: 900)), 500, 1400);
        Assert.Contains("**Cut here**", SidesMarkdown.Render(comparison, limitBytes: 900), StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_fail_where_B_is_worse_unless_a_second_run_did_not_find_it_again()
    {
        var comparison = SideComparison.Of(RunSummary.Of(Dearer.Build()));
        var suspects = comparison.Suspects();

        Assert.NotEmpty(suspects);
        Assert.Equal(suspects.Select(Name).Order(), Failures([]));
        Assert.Empty(Failures(suspects));
        Assert.Equal(suspects.Skip(1).Select(Name).Order(), Failures([suspects[0]]));

        IEnumerable<string> Failures(IReadOnlyCollection<SideFigure> refuted) => XDocument.Parse(SidesJUnit.Render(comparison, refuted)).Descendants("failure")
            .Select(static f => $"{f.Parent!.Parent!.Attribute("name")!.Value}: {f.Parent.Attribute("name")!.Value}").Order();

        static string Name(SideFigure figure) =>
            $"{IoBench.Reporting.Text.Words.Point(figure.Point)}: {figure.Model}, {Metric.Compared.Single(m => m.Name == figure.Metric).Title}";
    }

    [Fact]
    public void A_difference_within_the_margin_is_told_where_it_is_beyond_chance()
    {
        var run = (Dearer with { Spread = 0.004, OtherSide = static m => m.Name == "poll" ? m with { BusyUs = m.BusyUs * 1.03 } : m }).Build();
        Report.Write(run, _folder.Path);

        var page = File.ReadAllText(System.IO.Path.Combine(_folder.Path, "report.md"));
        Assert.Contains("Under B slower or dearer: *poll*; faster or cheaper: *none*.", page, StringComparison.Ordinal);
        Assert.Contains("poll: dearer, within the margin, server CPU per message 1.03", page, StringComparison.Ordinal);
        Assert.Contains(": poll dearer; ", File.ReadAllText(System.IO.Path.Combine(_folder.Path, "charts", "ab-cpu.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_without_a_valid_pair_is_drawn_all_the_same()
    {
        Report.Write((Dearer with { Change = static i => i.Cell.Side == ServerSide.B ? i with { Verdict = Verdict.Because("lost") } : i }).Build(), _folder.Path);
        Assert.Contains("Nothing can be compared", File.ReadAllText(System.IO.Path.Combine(_folder.Path, "report.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(80, false)]
    [InlineData(120, true)]
    public void Terminal_fits_its_width_and_says_first_what_is_dearer(int width, bool unicode)
    {
        var lines = AbText.Render(RunSummary.Of(Dearer.Build()), new TerminalStyle(width, Unicode: unicode), "report.html").Split('\n');
        Assert.All(lines, l => Assert.True(l.Length <= width, l));
        Assert.Contains(" A: no options", lines);
        Assert.Contains(" under B slower or dearer: poll; faster or cheaper: none", lines);
        Assert.Contains(lines, static l => l.StartsWith(" poll: dearer, server CPU per message 1.2", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
