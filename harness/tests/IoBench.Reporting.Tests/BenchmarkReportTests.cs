using IoBench.Analysis.Benchmarks;
using IoBench.Reporting;
using IoBench.Results.Benchmarks;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Reporting;

public class BenchmarkReportTests
{
    [Fact]
    public void Page_charts_and_record_are_written()
    {
        using var folder = Written(SyntheticBenchmarks.Run());

        Assert.Equal(["charts/readiness.png", "charts/readiness.svg", "charts/round-trip.png", "charts/round-trip.svg", "report.html", "report.md", "summary.json"], folder.Files);
        var markdown = folder.Read("report.md");
        Assert.Contains("To tell of one event among 10\u202F000 descriptors costs *epoll* 300\u202Fns and *poll* 500\u202Fµs.", markdown, StringComparison.Ordinal);
        Assert.Contains("With every descriptor *poll* pays 50.0\u202Fns more (growth to the power of 1.0 over the last tenfold); *epoll* does not follow their number.", markdown, StringComparison.Ordinal);
        Assert.Contains("To hand over to another thread by futex takes 1.50\u202Fµs on one CPU and 4.50\u202Fµs across two.", markdown, StringComparison.Ordinal);
        Assert.Contains("poll pays for every descriptor, epoll for the event alone", folder.Read("charts/readiness.svg"), StringComparison.Ordinal);
        Assert.Contains("epoll answers in 21.0\u202Fµs, aio in 52.0\u202Fµs, across two CPUs", folder.Read("charts/round-trip.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_round_of_several_is_told_by_the_event()
    {
        using var folder = Written(SyntheticBenchmarks.Run());

        Assert.Matches(@"\| mechanism \| 10 of 1000 \|\n\|[^\n]*\n\| [^\n]*epoll[^\n]* \| 2.00.µs \|", folder.Read("report.md"));
    }

    [Fact]
    public void Who_only_tried_concludes_nothing()
    {
        var run = SyntheticBenchmarks.Run(iterations: 1);
        using var folder = Written(run);

        Assert.Equal(["report.html", "report.md", "summary.json"], folder.Files);
        Assert.Contains("each 1 iteration: that shows that they run, and no more.", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("two CPUs", BenchmarkText.Render(BenchmarkSummary.Of(run), new TerminalStyle(80), "report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_nothing_is_wider_than_it()
    {
        var text = BenchmarkText.Render(BenchmarkSummary.Of(SyntheticBenchmarks.Run()), new TerminalStyle(80), "report.html");

        Assert.All(text.Split('\n'), static line => Assert.True(line.Length <= 80, line));
        Assert.Matches(@"(?m)^ poll +250.ns +700.ns ", text);
    }

    [Fact]
    public void A_name_with_markup_stays_a_name()
    {
        using var folder = Written(SyntheticBenchmarks.Run(model: "<script>alert(1)</script>"));

        Assert.DoesNotContain("<script>alert", folder.Read("report.html"), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", folder.Read("report.html"), StringComparison.Ordinal);
    }

    private static TemporaryFolder Written(BenchmarkRun run)
    {
        var folder = new TemporaryFolder();
        BenchmarkReport.Write(run, folder.Path);
        return folder;
    }
}
