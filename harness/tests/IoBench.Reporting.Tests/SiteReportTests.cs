using System.Text.RegularExpressions;
using IoBench.Analysis.Comparing;
using IoBench.Reporting;
using IoBench.Reporting.Site;
using IoBench.Results;
using IoBench.Results.Benchmarks;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Reporting;

public sealed class SiteReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_link_leads_to_something_in_the_site_and_no_id_stands_twice()
    {
        Write(Stamped(), SyntheticBenchmarks.Run(), SyntheticComparison.Moved.Compared(), SyntheticComparison.Moved.Compared());

        Assert.Empty(SiteWalk.Faults(Site));
        string[] pages = ["index.html", "methods.html", "prices.html", "run/report.html", "models/index.html", "models/epoll.html", "code/Epoll.html", "compare/1/report.html", "compare/2/report.html"];
        Assert.All(pages, page => Assert.Contains("<nav class=\"site\" aria-label=\"Pages\">", Read(page), StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_alone_makes_a_site_too()
    {
        Write(new SyntheticRun { Connections = [128], FloorUs = null }.Build());

        Assert.Empty(SiteWalk.Faults(Site));
        Assert.DoesNotContain("rices", Read("index.html") + Read("models/epoll.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_leads_from_every_table_and_sentence_to_its_page_and_from_there_to_its_code()
    {
        Write(Stamped(), SyntheticBenchmarks.Run());

        Assert.Contains("<em><a href=\"models/epoll.html\">epoll</a></em>", Read("index.html"), StringComparison.Ordinal);
        foreach (var (page, way) in new[] { ("index.html", ""), ("prices.html", ""), ("run/report.html", "../") })
        {
            var cells = Regex.Matches(Read(page), "(<a href=\"[^\"]*\">|.)<b class=\"m\\d+\">poll</b>").Select(static m => m.Groups[1].Value).ToList();
            Assert.NotEmpty(cells);
            Assert.All(cells, cell => Assert.Equal($"<a href=\"{way}models/poll.html\">", cell));
        }

        Assert.Contains("<a href=\"../code/Poll.html\">Poll.cs</a>", Read("models/poll.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"../models/poll.html\"", Read("models/poll.html"), StringComparison.Ordinal);
        Assert.Contains("internal sealed class Poll", Read("code/Poll.html"), StringComparison.Ordinal);
        Assert.Contains("It is built on <em><a href=\"../code/Uring.html\">Uring.cs</a></em>.", Read("code/UringSqpoll.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_has_what_the_run_says_of_it()
    {
        Write(Stamped());

        var poll = Read("models/poll.html");
        Assert.Contains("In this run, at 128 connections, 64 bytes", poll, StringComparison.Ordinal);
        Assert.Contains("poll against epoll at 128 connections", poll, StringComparison.Ordinal);
        Assert.Matches("<td>throughput, messages a second</td><td class=\"n\">[0-9.]+\u202Fk</td>", System.Net.WebUtility.HtmlDecode(poll));
        Assert.Contains("epoll against itself at 128 connections", Read("models/epoll.html"), StringComparison.Ordinal);
        Assert.Contains("Where does the time of an echo go?", Read("models/epoll.html"), StringComparison.Ordinal);
        Assert.Contains("waits in", Read("models/epoll.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("Where does the time of an echo go?", poll, StringComparison.Ordinal);
        Assert.Contains("This run did not measure it.", Read("models/sockets.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_two_servers_says_where_its_figures_are()
    {
        Write(new SyntheticRun { Connections = [128], OtherSide = static m => m }.Build());

        Assert.Empty(SiteWalk.Faults(Site));
        Assert.Contains("holds two servers of each model against each other", Read("models/epoll.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_no_page_keeps_a_plain_name_and_is_named()
    {
        const string evil = "<script>alert('x')</script>";
        var undescribed = Write(new SyntheticRun { Connections = [128], Models = [.. SyntheticModel.CoreSet, SyntheticModel.CoreSet[0] with { Name = evil }] }.Build());

        Assert.Equal([evil], undescribed);
        Assert.Empty(SiteWalk.Faults(Site));
        Assert.Contains("No page tells of <em>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</em>", Read("index.html"), StringComparison.Ordinal);
        foreach (var page in Directory.GetFiles(Site, "*.html", SearchOption.AllDirectories))
            Assert.DoesNotContain("<script>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_document_of_a_model_is_a_page_with_one_before_and_one_behind()
    {
        Write(new SyntheticRun { Connections = [128] }.Build());

        Assert.Equal(
            SiteMap.Described.Append("index").Select(static m => $"{m}.html").Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Site, "models")).Select(static f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal("blocking", SiteMap.Described[0]);
        foreach (var (before, behind) in SiteMap.Described.Zip(SiteMap.Described.Skip(1)))
        {
            Assert.Contains($"<a href=\"{behind}.html\">{behind} →</a>", Read($"models/{before}.html"), StringComparison.Ordinal);
            Assert.Contains($"<a href=\"{before}.html\">← {before}</a>", Read($"models/{behind}.html"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Methods_have_an_address_for_each_word_that_a_heading_leads_to()
    {
        Write(new SyntheticRun().Build());

        foreach (var address in new[] { "invocation", "ratio", "verdict", "a-a", "floor", "crossing", "offered-load", "client-bound", "this-run", "what-the-verdicts-are-worth" })
            Assert.Contains($" id=\"{address}\"", Read("methods.html"), StringComparison.Ordinal);
        Assert.Contains("<a href=\"../methods.html#floor\">", Read("run/report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_data_come_along_as_they_are_kept()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "run.json"), "{}");
        File.WriteAllText(Path.Combine(_folder.Path, "invocations.jsonl.gz"), "packed");
        Write(new SyntheticRun { Connections = [128] }.Build());

        Assert.Contains("<a href=\"invocations.jsonl.gz\">", Read("run/report.html"), StringComparison.Ordinal);
        Assert.Equal("packed", Read("run/invocations.jsonl.gz"));
        // Not there, so no link.
        Assert.DoesNotContain("\"floors.jsonl", Read("run/report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_is_read_back_as_it_was()
    {
        var runs = SyntheticComparison.Moved.Compared();
        ComparisonReport.Write(runs, _folder.Path);

        Assert.Equal(ComparisonReport.Json(runs), ComparisonReport.Json(ComparisonReport.Read(_folder.Path)));
    }

    [Theory]
    [InlineData(null, "no comparison is in this folder, {0}; name one that 'iobench compare' made")]
    [InlineData("{\n  \"axis\": }", "the comparison is damaged, {0}/comparison.json:2; make it again with 'iobench compare'")]
    public void What_is_no_comparison_is_named(string? text, string message)
    {
        if (text is not null)
            File.WriteAllText(Path.Combine(_folder.Path, "comparison.json"), text);

        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, _folder.Path), Assert.Throws<BadInputException>(() => ComparisonReport.Read(_folder.Path)).Message);
    }

    public void Dispose() => _folder.Dispose();

    private string Site => Path.Combine(_folder.Path, "site");

    private string Read(string page) => File.ReadAllText(Path.Combine(Site, page));

    private IReadOnlyList<string> Write(Run run, BenchmarkRun? prices = null, params ComparedRuns[] comparisons) =>
        new SiteReport(new(run, _folder.Path), prices is null ? null : new(prices, _folder.Path), [.. comparisons.Select(c => new SiteSource<ComparedRuns>(c, _folder.Path))]).Write(Site);

    private static Run Stamped()
    {
        var run = new SyntheticRun().Build();
        return run with
        {
            Anatomy = SyntheticAnatomy.Anatomy(run.Manifest, SyntheticAnatomy.Model("epoll", 50_000, 50_000)),
            Waits = SyntheticAnatomy.Waits(run.Manifest, SyntheticAnatomy.Waiting("epoll", new WaitedCall("epoll_wait", 0.98, 2200, 1))),
        };
    }
}
