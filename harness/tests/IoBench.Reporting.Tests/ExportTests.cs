using System.Globalization;
using System.Text;
using CsCheck;
using HdrHistogram;
using HdrHistogram.Utilities;
using IoBench.Analysis;
using IoBench.Reporting.Export;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Reporting;

public sealed class ExportTests
{
    private static readonly Run Whole = new SyntheticRun { Connections = [1, 128], Loads = [0.5], Skipped = [new() { Model = "uring", Connections = 5000, Reason = "ENOMEM" }] }.Build();

    private static readonly RunSummary Summary = RunSummary.Of(Whole);

    [Fact]
    public void Github_has_an_entry_for_each_model_load_and_figure_and_both_directions_apart()
    {
        var bigger = ExportReaders.Json("github-benchmark", Text("github-bigger")).AsArray();
        var smaller = ExportReaders.Json("github-benchmark", Text("github-smaller")).AsArray();

        // Eight models at two loads of a closed loop; an open loop has no rate of its own, and the A/A twin no series.
        Assert.Equal(16, bigger.Count);
        Assert.All(bigger, e => Assert.EndsWith(" throughput", (string)e!["name"]!, StringComparison.Ordinal));
        Assert.Equal(bigger.Count + smaller.Count, bigger.Concat(smaller).Select(e => (string)e!["name"]!).Distinct().Count());
        Assert.Contains(smaller, e => (string)e!["name"]! == "epoll c128 i0 p64 d1 t0 s0.5 p99");
        Assert.DoesNotContain(bigger.Concat(smaller), e => ((string)e!["name"]!).Contains("A/A", StringComparison.Ordinal));
        var epoll = bigger.Single(e => (string)e!["name"]! == "epoll c128 i0 p64 d1 t0 throughput")!;
        var estimate = Summary.Cells.Single(c => c.Cell is { Label: "epoll", Connections: 128, IsOpen: false }).ThroughputPerSecond!;
        Assert.Equal(estimate.Centre, (double)epoll["value"]!);
        Assert.Equal(FormattableString.Invariant($"95 % [{estimate.Interval!.Low:0.###}, {estimate.Interval.High:0.###}]"), (string?)epoll["range"]);
    }

    [Fact]
    public void Bencher_has_its_own_measures_with_bounds()
    {
        var json = ExportReaders.Json("bencher", Text("bencher"));
        var epoll = json["epoll c128 i0 p64 d1 t0"]!;
        var cell = Summary.Cells.Single(c => c.Cell is { Label: "epoll", Connections: 128, IsOpen: false });
        Assert.Equal(cell.P50Ns!.Centre, (double)epoll["latency"]!["value"]!);
        Assert.Equal((cell.ThroughputPerSecond!.Interval!.Low, cell.ThroughputPerSecond.Interval.High), ((double)epoll["throughput"]!["lower_value"]!, (double)epoll["throughput"]!["upper_value"]!));
        Assert.Null(json["epoll c128 i0 p64 d1 t0 s0.5"]!["throughput"]);
    }

    [Fact]
    public void BenchmarkDotNet_counts_a_message_as_an_operation_and_an_invocation_as_an_iteration()
    {
        var json = ExportReaders.Json("benchmarkdotnet", Text("benchmarkdotnet"));
        var epoll = json["Benchmarks"]!.AsArray().Single(b => (string)b!["FullName"]! == "IoBench.Echo.epoll(c128 i0 p64 d1 t0)")!;
        var values = epoll["Statistics"]!["OriginalValues"]!.AsArray().Select(v => (double)v!).ToList();
        Assert.Equal(6, values.Count);
        Assert.Equal(values, epoll["Measurements"]!.AsArray().Select(m => (double)m!["Nanoseconds"]! / (long)m["Operations"]!).ToList(), (a, b) => Math.Abs(a - b) < 1e-9 * a);
        Assert.Equal(values.Average(), (double)epoll["Statistics"]!["Mean"]!, 1e-6);
        Assert.Equal(values.Max(), (double)epoll["Statistics"]!["Percentiles"]!["P100"]!);
        Assert.Contains("Linux", (string)json["HostEnvironmentInfo"]!["OsVersion"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_has_a_row_for_each_invocation_and_no_figure_of_one_that_failed()
    {
        var run = new SyntheticRun { Connections = [128], Change = static i => i.Order == 3 ? i with { Verdict = Verdict.Because("a \"byte\", wrong") } : i }.Build();
        var rows = ExportReaders.Csv(InvocationCsv.Render(run, RunSummary.Of(run)));
        Assert.Equal(run.Invocations.Count + 1, rows.Count);
        Assert.All(rows, r => Assert.Equal(rows[0].Count, r.Count));
        var (valid, reasons, rate, order) = (rows[0].IndexOf("valid"), rows[0].IndexOf("reasons"), rows[0].IndexOf("throughputPerSecond"), rows[0].IndexOf("order"));
        var bad = rows.Single(r => r[valid] == "false");
        Assert.Equal(("3", "a \"byte\", wrong", ""), (bad[order], bad[reasons], bad[rate]));
        Assert.Equal(
            run.Invocations.Where(static i => i.Order != 3).Select(static i => i.Load!.ThroughputPerSecond),
            rows.Skip(1).Where(r => r != bad).Select(r => double.Parse(r[rate], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Junit_of_a_run_fails_where_nothing_was_valid_or_nothing_ran_and_skips_what_cannot_run()
    {
        var run = new SyntheticRun { Connections = [128], Length = 30, Skipped = Whole.Manifest.Skipped, Change = static i => i.Cell.Label == "poll" ? i with { Verdict = Verdict.Because("a byte was wrong") } : i }.Build();
        var cells = run.Invocations.Select(static i => i.Cell.Key).ToHashSet();
        Assert.Equal(9, cells.Count);
        var cut = run with { Invocations = [.. run.Invocations.Where(static i => i.Cell.Label != "aio")] };
        var junit = ExportReaders.JUnit(RunJUnit.Render(cut, RunSummary.Of(cut)));
        Assert.Equal(["no valid invocation: a byte was wrong", "never measured: the run was cut off"], junit.Descendants("failure").Select(f => (string)f.Attribute("message")!));
        Assert.Equal("ENOMEM", (string)Assert.Single(junit.Descendants("skipped")).Attribute("message")!);
    }

    [Fact]
    public void OpenMetrics_has_every_estimate_in_base_units_and_one_state_of_each_verdict()
    {
        var samples = ExportReaders.OpenMetrics(Text("openmetrics"));
        var cell = Summary.Cells.Single(c => c.Cell is { Label: "epoll", Connections: 128, IsOpen: false });
        var p99 = samples.Single(s => s.Name == "iobench_latency_p99_seconds" && s.Labels["label"] == "epoll" && s.Labels["point"] == cell.Cell.Point.ToString() && s.Labels["estimate"] == "centre");
        Assert.Equal(cell.P99Ns!.Centre / 1e9, p99.Value);
        Assert.Equal(cell.Latency!.Samples, samples.Single(s => s.Name == "iobench_latency_seconds_count" && s.Labels["label"] == "epoll" && s.Labels["point"] == cell.Cell.Point.ToString()).Value);
        Assert.All(
            samples.Where(static s => s.Type == "stateset").GroupBy(static s => (s.Labels["label"], s.Labels["point"], s.Labels["metric"])),
            static states => Assert.Equal(1, states.Sum(static s => s.Value)));
        Assert.Contains("\"kvm\"", Text("openmetrics"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Log_and_percentiles_have_the_samples_of_a_cell_merged()
    {
        var cell = Summary.Cells.Single(c => c.Cell is { Label: "epoll (A/A)", Connections: 128 });
        var lines = Text("hlog").Split('\n');
        Assert.Equal("#[Histogram log format version 1.3]", lines[1]);
        Assert.Equal("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"", lines[3]);
        var fields = lines[4..^1].Select(static l => l.Split(',')).ToList();
        Assert.All(fields, static f => Assert.Equal(5, f.Length));
        Assert.Equal(fields.Select(static f => double.Parse(f[1], CultureInfo.InvariantCulture)).Order(), fields.Select(static f => double.Parse(f[1], CultureInfo.InvariantCulture)));
        var parts = fields.Where(static f => f[0] == "Tag=epoll.(A/A).c128.i0.p64.d1.t0").Select(static f => Decoded(f[4])).ToList();
        Assert.Equal((6, cell.Latency!.Samples), (parts.Count, parts.Sum(static p => p.TotalCount)));

        var file = Files("hgrm").Single(static f => f.Path == "hgrm/epoll_%28A%2FA%29_c128_i0_p64_d1_t0.hgrm");
        Assert.StartsWith("       Value     Percentile TotalCount 1/(1-Percentile)\n", file.Text, StringComparison.Ordinal);
        Assert.Equal(cell.Latency.Samples, Last(file.Text));
    }

    [Fact]
    public void A_run_with_nothing_valid_has_no_file_that_its_reader_would_refuse()
    {
        var run = new SyntheticRun { Connections = [16], Change = static i => i with { Load = null, Server = null, Verdict = Verdict.Because("refused") } }.Build();
        using var folder = new TemporaryFolder();
        var empty = Exports.Write(run, RunSummary.Of(run), Exports.All, folder.Path);
        Assert.Equal(["github-smaller", "github-bigger", "bencher", "benchmarkdotnet", "hlog", "hgrm"], empty.Select(static f => f.Name));
        Assert.All(empty, static f => Assert.NotEqual("", f.Lack));
        Assert.Equal(["invocations.csv", "junit.xml", "metrics.txt", "summary.md"], folder.Files);
        Assert.Equal(9, ExportReaders.JUnit(folder.Read("junit.xml")).Descendants("failure").Count());
        ExportReaders.OpenMetrics(folder.Read("metrics.txt"));
    }

    [Fact]
    public void Markdown_begins_with_the_answer_and_has_the_verdicts_before_the_doubt()
    {
        var text = Text("markdown");
        Assert.StartsWith("# IoBench quick\n\nLinux ", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("| slower |", StringComparison.Ordinal) < text.IndexOf("## Can this run be trusted?", StringComparison.Ordinal));
        Assert.Contains("## Verdicts at 1 connection, 64 bytes", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cut here", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(6_000)]
    [InlineData(9_999)]
    public void Markdown_that_is_too_long_is_cut_and_says_what_is_missing(int limit)
    {
        var text = RunMarkdown.Render(Summary, limit);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, limit + 2_000);
        Assert.StartsWith("# IoBench quick", text, StringComparison.Ordinal);
        Assert.Matches(@"\*\*Cut here\*\*, since a summary may not grow to 1024 KiB\. Left out: \d+ rows of tables \(.+\)\. Everything stands in report\.html", text);
    }

    [Fact]
    public void Names_of_odd_characters_reach_every_reader_whole()
    {
        // Everything that some form must escape, and letters beyond it; no two equal after what XML cannot say.
        string[] odd = ["\"", "'", ",", "\n", "\r\n", "\\", "|", "<", "&", ">", "*", "_", "`", "[", "%", "/", "..", "{", "}", "=", "#", ";", " ", "é", "漢", "🙂", "a"];
        Gen.Int[0, odd.Length - 1].Array[1, 6].Select(parts => "m" + string.Concat(parts.Select(p => odd[p])) + "m").Sample(static name =>
        {
            var run = new SyntheticRun { Connections = [4], Blocks = 6, Draws = 50, Aa = false, Models = [.. SyntheticModel.CoreSet.Take(4), SyntheticModel.CoreSet[0] with { Name = name }] }.Build();
            var summary = RunSummary.Of(run);
            foreach (var format in Exports.All)
                Assert.All(format.Files(run, summary), static f => Assert.Matches(@"^(hgrm/)?[A-Za-z0-9%._~-]+$", f.Path));
            Assert.Contains(ExportReaders.Json("github-benchmark", Text("github-bigger", run, summary)).AsArray(), e => ((string)e!["name"]!).StartsWith(name + " c4", StringComparison.Ordinal));
            Assert.NotNull(ExportReaders.Json("bencher", Text("bencher", run, summary))[name + " c4 i0 p64 d1 t0"]);
            Assert.Contains(ExportReaders.Json("benchmarkdotnet", Text("benchmarkdotnet", run, summary))["Benchmarks"]!.AsArray(), b => (string)b!["Method"]! == name);
            Assert.Contains(ExportReaders.Csv(Text("csv", run, summary)), r => r.Contains(name));
            Assert.Contains(ExportReaders.OpenMetrics(Text("openmetrics", run, summary)), s => s.Labels.GetValueOrDefault("label") == name);
            Assert.Contains(ExportReaders.JUnit(Text("junit", run, summary)).Descendants("testcase"), t => (string)t.Attribute("name")! == name);
            Assert.All(Text("hlog", run, summary).Split('\n')[4..^1], static l => Assert.Equal(5, l.Split(',').Length));
            Assert.DoesNotMatch("<(?!details|/details|summary|/summary)", Text("markdown", run, summary));
        }, iter: 12, threads: 1);
    }

    [Fact]
    public void Files_of_cells_never_share_a_name()
    {
        Assert.Equal(4, new[] { "a b", "a_b", "a%20b", "a/b" }.Select(PercentileFiles.FileName).Distinct().Count());
        var (one, other) = (PercentileFiles.FileName(new string('漢', 300)), PercentileFiles.FileName(new string('漢', 299) + "x"));
        Assert.NotEqual(one, other);
        Assert.InRange(one.Length, 200, 240);
    }

    private static long Last(string hgrm) => long.Parse(hgrm.Split('\n').Last(static l => l.Length > 0 && l[0] != '#').Split(' ', StringSplitOptions.RemoveEmptyEntries)[2], CultureInfo.InvariantCulture);

    private static HistogramBase Decoded(string base64) => HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Convert.FromBase64String(base64)), 0);

    private static List<ExportFile> Files(string format) => [.. Exports.All.Single(f => f.Name == format).Files(Whole, Summary)];

    private static string Text(string format) => Text(format, Whole, Summary);

    private static string Text(string format, Run run, RunSummary summary) => Assert.Single(Exports.All.Single(f => f.Name == format).Files(run, summary)).Text;
}
