using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using IoBench.Reporting;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Reporting;

public sealed class ReportTests
{
    private static readonly string[] Charts = ["cost", "latency", "noise", "ratio", "repeatability", "throughput"];

    [Fact]
    public void Writes_page_text_summary_and_charts_and_nothing_unfinished()
    {
        using var folder = Written(new SyntheticRun());
        Assert.Equal([.. Charts.SelectMany(static c => new[] { $"charts/{c}.png", $"charts/{c}.svg" }), "report.html", "report.md", "summary.json"], folder.Files);
    }

    [Fact]
    public void Writes_over_an_older_report()
    {
        using var folder = Written(new SyntheticRun { Length = 20 });
        Report.Write(new SyntheticRun().Build(), folder.Path);
        Assert.Contains("186", folder.Read("report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_is_camelCase_json_with_units_in_its_names()
    {
        using var folder = Written(new SyntheticRun());
        var summary = JsonDocument.Parse(folder.Read("summary.json")).RootElement;
        Assert.Equal(1, summary.GetProperty("schemaVersion").GetInt32());
        var cell = summary.GetProperty("cells")[0];
        foreach (var name in new[] { "throughputPerSecond", "p50Ns", "p99Ns", "serverCpuUsPerMessage", "syscallsPerMessage", "allocatedBytesPerMessage" })
            Assert.True(cell.GetProperty(name).GetProperty("centre").GetDouble() >= 0, name);
        var floor = summary.GetProperty("floors")[2];
        Assert.Equal((128, 64), (floor.GetProperty("connections").GetInt32(), floor.GetProperty("payloadBytes").GetInt32()));
        Assert.InRange(floor.GetProperty("cpuUsPerMessage").GetProperty("centre").GetDouble(), 4.2, 4.6);
        Assert.False(floor.TryGetProperty("point", out _));
        foreach (var end in new[] { "serverAboveFloor", "clientAboveFloor" })
            Assert.True(cell.GetProperty(end).GetProperty("addedUsPerMessage").TryGetProperty("centre", out _) && cell.GetProperty(end).TryGetProperty("timesFloor", out _), end);
        var comparison = summary.GetProperty("points")[2].GetProperty("families")[0].GetProperty("comparisons")[0];
        Assert.Equal("Worse", comparison.GetProperty("judgement").GetString());
    }

    [Fact]
    public void Page_fetches_nothing()
    {
        using var folder = Written(new SyntheticRun());
        var html = folder.Read("report.html");
        var links = Regex.Matches(html, @"(?:src|href|xlink:href)\s*=\s*""([^""]*)""|url\(([^)]*)\)|@import\s+(\S+)")
            .Select(static m => m.Groups.Values.Skip(1).First(static g => g.Success).Value);
        Assert.All(links, static l => Assert.Matches(@"^(#|data:font/woff;base64,|data:image/svg\+xml;charset=utf-8,$|charts/$|summary.json$|run.json$|invocations.jsonl$|floors.jsonl$)", l));
        Assert.DoesNotMatch("https?://(?!www\\.w3\\.org/)", html);
        Assert.DoesNotMatch(@"\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import)\b\s*\(", html);
        Assert.Equal(2, Regex.Count(html, "data:font/woff;base64,d09GR")); // "wOF", so the font is really there
    }

    [Fact]
    public void Page_shows_markup_from_records_as_text()
    {
        const string evil = "<script>alert('x')</script>";
        var run = new SyntheticRun
        {
            Skipped = [new SkippedModel { Model = evil, Reason = evil }],
            Models = [.. SyntheticModel.CoreSet, SyntheticModel.CoreSet[0] with { Name = evil }],
            Change = static i => i.Block == 1 && i.Cell.Label == "poll" ? i with { Verdict = Verdict.Because(evil) } : i,
        }.Build();
        run = run with { Manifest = run.Manifest with { Command = evil, Name = evil, Environment = run.Manifest.Environment with { CpuModel = evil, Governor = evil } } };
        using var folder = new TemporaryFolder();
        Report.Write(run, folder.Path);
        var html = folder.Read("report.html");
        Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert", html, StringComparison.Ordinal);
        // The page's data and its one script.
        Assert.Equal(2, Regex.Count(html, "<script"));
        Assert.Contains("\"label\":\"\\u003Cscript\\u003Ealert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", folder.Read("report.md").Replace($"```sh\n{evil}\n```", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Svgs_in_one_page_do_not_share_ids()
    {
        using var folder = Written(new SyntheticRun());
        var ids = Regex.Matches(folder.Read("report.html"), " id=\"([^\"]*)\"").Select(static m => m.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }

    [Fact]
    public void Markdown_is_small_and_its_pictures_are_there()
    {
        using var folder = Written(new SyntheticRun { Blocks = 15, Connections = [1, 4, 16, 64, 256] });
        var markdown = folder.Read("report.md");
        Assert.InRange(markdown.Length, 2_000, 1_000_000);
        var pictures = Regex.Matches(markdown, @"!\[[^\]]+\]\(([^)]+)\)").Select(static m => m.Groups[1].Value).ToList();
        Assert.Equal(Charts.Length, pictures.Count);
        Assert.All(pictures, p => Assert.Contains(p, folder.Files));
    }

    [Fact]
    public void Answer_stands_in_page_and_markdown_with_its_doubt()
    {
        using var folder = Written(new SyntheticRun());
        foreach (var file in new[] { "report.html", "report.md" })
        {
            var text = Regex.Replace(folder.Read(file), "</?em>|\\*", "");
            Assert.Contains("At 128 connections epoll serves", text, StringComparison.Ordinal);
            Assert.Contains("A message costs", text, StringComparison.Ordinal);
            Assert.Contains("How far to trust it: this run finds differences of", text, StringComparison.Ordinal);
            Assert.Contains("With 6 blocks no exact interval is as wide as Holm’s correction asks for", text, StringComparison.Ordinal);
            Assert.Contains("scripts/iobench run --plan quick --seed 42", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Five_blocks_are_drawn_without_verdicts()
    {
        using var folder = Written(new SyntheticRun { Blocks = 5 });
        var markdown = folder.Read("report.md");
        Assert.Contains("no difference between models can be told from chance", markdown, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\| slower \|", markdown);
        Assert.Contains("| under 6 blocks |", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(60)]
    public void A_run_cut_off_is_drawn_and_says_what_is_missing(int length)
    {
        using var folder = Written(new SyntheticRun { Length = length });
        Assert.Contains($"the run is incomplete, {length} of 162 invocations", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.Contains("charts/repeatability.png", folder.Files);
    }

    [Fact]
    public void An_empty_run_says_that_there_is_nothing()
    {
        using var folder = Written(new SyntheticRun { Length = 0 });
        Assert.Equal(["report.html", "report.md", "summary.json"], folder.Files);
        Assert.Contains("nothing to tell", folder.Read("report.html"), StringComparison.Ordinal);
        Assert.Contains("Never run: blocking (1 connection, 64 bytes", folder.Read("report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_with_nothing_valid_names_every_reason()
    {
        using var folder = Written(new SyntheticRun { Connections = [16], Change = static i => i with { Load = null, Server = null, Verdict = Verdict.Because("The server refused.") } });
        Assert.Contains("nothing to tell", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.Equal(54, Regex.Count(folder.Read("report.md"), "The server refused\\."));
    }

    [Fact]
    public void A_noisy_run_says_how_wide_its_margin_became()
    {
        using var folder = Written(new SyntheticRun { Connections = [64], Blocks = 7, Spread = 0.08 });
        Assert.Matches("noise widened the margin from 5\u202F% to \\d+\u202F%", folder.Read("report.md"));
    }

    [Fact]
    public void The_floor_and_what_is_added_to_it_stand_in_page_markdown_and_chart()
    {
        using var folder = Written(new SyntheticRun { Spread = 0 });
        foreach (var file in new[] { "report.html", "report.md" })
        {
            var text = WebUtility.HtmlDecode(Regex.Replace(folder.Read(file), "</?em>|\\*|\\\\", ""));
            Assert.Contains("floor + added", text, StringComparison.Ordinal);
            Assert.Contains("4.40 + 0.71", text, StringComparison.Ordinal);
            Assert.Contains("The floor is 4.40 µs: one send and one recv of 64 bytes on 128 connections", text, StringComparison.Ordinal);
            Assert.Contains("Above it uring adds 0.61 µs [0.61, 0.61], aio 9.70 µs [9.70, 9.70]; the client adds", text, StringComparison.Ordinal);
            Assert.Contains("Floors of the other loads: 1 connection, 64 bytes: 4.40 µs; 16 connections, 64 bytes: 4.40 µs.", text, StringComparison.Ordinal);
            Assert.Contains("floors.jsonl", text, StringComparison.Ordinal);
        }

        var chart = folder.Read("charts/cost.svg");
        Assert.Contains("floor 4.40 (+ above it)", chart, StringComparison.Ordinal);
        Assert.Contains("(+0.71)", chart, StringComparison.Ordinal);
        Assert.Contains("Vertical line: the floor, send + recv of 64 bytes on 128 connections", Unbroken(chart), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_made_before_there_were_floors_says_so()
    {
        using var folder = Written(new SyntheticRun { FloorUs = null });
        Assert.Contains("This run has no floor: it was made before floors were measured", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.Contains("This run has no floor", Unbroken(folder.Read("charts/cost.svg")), StringComparison.Ordinal);
        foreach (var word in new[] { "floor + added", "floors.jsonl", "floor is measured" })
            Assert.DoesNotContain(word, folder.Read("report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_floor_that_failed_gives_its_reason_instead_of_a_figure()
    {
        using var folder = Written(new SyntheticRun { ChangeFloor = static f => f with { Floor = null, Verdict = Verdict.Because("Connection 0 was ended.") } });
        var markdown = folder.Read("report.md");
        Assert.Contains("The floor of this load is not known: Connection 0 was ended; so what the models add to it cannot be told.", markdown, StringComparison.Ordinal);
        Assert.Contains("Invalid and in no figure: floor of 128 connections, 64 bytes, block 1: Connection 0 was ended.", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("floor + added", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_below_the_floor_is_drawn()
    {
        using var folder = Written(new SyntheticRun { FloorUs = 40, Spread = 0 });
        Assert.Contains("40.0 − 34.9", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.Contains("(−34.9)", folder.Read("charts/cost.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public void Client_bound_models_are_named_as_lower_bounds()
    {
        using var folder = Written(new SyntheticRun { Change = static i => i.Cell.Model == "uring" ? i with { Load = i.Load! with { CpuShare = 0.999 } } : i });
        Assert.Contains("the client was the limit for *uring*, whose rates are lower bounds", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.Contains("client-bound", folder.Read("charts/ratio.svg"), StringComparison.Ordinal);
    }

    private static TemporaryFolder Written(SyntheticRun run)
    {
        var folder = new TemporaryFolder();
        Report.Write(run.Build(), folder.Path);
        return folder;
    }

    // A caption is broken into lines, each a text of its own.
    private static string Unbroken(string svg) => Regex.Replace(string.Join(' ', Regex.Matches(svg, ">([^<>]+)</text>").Select(static m => m.Groups[1].Value.Trim())), "\\s+", " ");
}
