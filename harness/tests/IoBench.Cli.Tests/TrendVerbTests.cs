using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using IoBench.Results.Store;
using IoBench.Tests.Synthetic;

namespace IoBench.Cli.Tests;

/// <summary>The command over folders as runs leave them.</summary>
public sealed class TrendVerbTests : IDisposable
{
    private static readonly SyntheticTrend Slower = new()
    {
        Runs = 16, Kernel = static run => run < 8 ? "6.12.9" : "6.12.41", Speed = static (run, model) => model == "uring" && run >= 8 ? 0.85 : 1,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-trend-").FullName;

    private string Runs => Path.Combine(_folder, "runs");

    private string Out => Path.Combine(_folder, "out");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_of_runs_is_followed_and_drawn()
    {
        Write(Slower);
        // What else lies there is no run.
        Directory.CreateDirectory(Path.Combine(Runs, "notes"));

        var outcome = await Cli.RunAsync("trend", Runs, "--by", "kernel", "--out", Out);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Matches(@"uring between 6\.12\.9 and 6\.12\.41 \(commit, \.NET and CPU are the same in both\): ", Flat(outcome.Output));
        Assert.Matches(@"throughput −1\d % \[−1\d %, −1\d %\], slower", Flat(outcome.Output));
        Assert.All(outcome.Output.Split('\n'), static line => Assert.True(line.Length <= 80 || line.StartsWith(" report: ", StringComparison.Ordinal), line));
        Assert.EndsWith($" report: {Path.Combine(Out, "report.html")}\n", outcome.Output, StringComparison.Ordinal);
        foreach (var file in new[] { "trend.json", "report.html", "report.md", "charts/trend-throughput.png", "charts/trend-cpu.svg" })
            Assert.True(File.Exists(Path.Combine(Out, file)), file);

        // An earlier trend is drawn anew.
        Assert.Equal(0, (await Cli.RunAsync("trend", Path.Combine(Runs, "run-01"), Path.Combine(Runs, "run-02"), "--out", Out)).ExitCode);
        Assert.Contains("too few runs to tell", await File.ReadAllTextAsync(Path.Combine(Out, "report.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_for_programs_is_the_one_in_the_folder()
    {
        Write(Slower with { Runs = 3 });

        var outcome = await Cli.RunAsync("trend", Runs, "--json", "--points", "all", "--baseline", "poll", "--out", Out);

        Assert.Equal((0, $"report: {Path.Combine(Out, "report.html")}\n"), (outcome.ExitCode, outcome.Error));
        Assert.Equal(outcome.Output, await File.ReadAllTextAsync(Path.Combine(Out, "trend.json"), TestContext.Current.CancellationToken));
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal((1, "poll", "All"), (json.RootElement.GetProperty("schemaVersion").GetInt32(), json.RootElement.GetProperty("reference").GetString(), json.RootElement.GetProperty("scope").GetString()));
        Assert.Equal($"scripts/iobench trend {Runs} --baseline poll --points all", json.RootElement.GetProperty("command").GetString());
    }

    [Fact]
    public async Task Runs_that_do_not_fit_are_named_with_the_reason_and_the_others_are_followed()
    {
        Write(Slower with
        {
            Runs = 10,
            Change = static (i, m) => i switch
            {
                1 => m with { Environment = m.Environment with { Hypervisor = null } },
                2 => m with { Plan = m.Plan with { Name = "full" } },
                3 => m with { Placement = m.Placement with { Disjoint = false } },
                _ => m,
            },
        });
        Edit("run-05/run.json", static text => text[..200]);
        Edit("run-06/run.json", static text => text.Replace("\"schemaVersion\": 1,", "\"schemaVersion\": 99,", StringComparison.Ordinal));
        Edit("run-07/invocations.jsonl", static text => text.Replace("\"order\":2,", "\"order\":two,", StringComparison.Ordinal));
        Edit("run-08/invocations.jsonl", static _ => "");
        Edit("run-09/invocations.jsonl", static text => text[..^20]);
        Copy("run-10", "run-10-again");

        var outcome = await Cli.RunAsync("trend", Runs, Path.Combine(Runs, "run-01"), "--out", Out);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"^\S+run-09/invocations\.jsonl:24 was cut off and is left out\nrun-09 is incomplete, 23 of 24 invocations\n$", outcome.Error);
        var text = await File.ReadAllTextAsync(Path.Combine(Out, "trend.json"), TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(["run-01", "run-09", "run-10"], json.RootElement.GetProperty("runs").EnumerateArray().Select(static r => r.GetProperty("name").GetString()));
        var reasons = json.RootElement.GetProperty("leftOut").EnumerateArray().ToDictionary(static l => Path.GetFileName(l.GetProperty("run").GetString()!), static l => l.GetProperty("reason").GetString()!);
        Assert.Equal(8, reasons.Count);
        Assert.Equal("another accelerator, bare metal instead of kvm", reasons["run-02"]);
        Assert.Equal("another plan, full instead of quick", reasons["run-03"]);
        Assert.StartsWith("another placement, 1 server and 1 client CPUs, shared, loopback instead of ", reasons["run-04"], StringComparison.Ordinal);
        Assert.StartsWith("the results file is damaged, ", reasons["run-05"], StringComparison.Ordinal);
        Assert.StartsWith("results of schema 99, ", reasons["run-06"], StringComparison.Ordinal);
        Assert.Matches("the results file is damaged, .*run-07/invocations.jsonl:2; ", reasons["run-07"]);
        Assert.Equal("no valid invocation", reasons["run-08"]);
        Assert.Matches("the same run as .*run-10, counted once", reasons["run-10-again"]);
        Assert.Contains("left out: ", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nothing_is_left_it_is_one_line_and_exit_code_2()
    {
        Write(Slower with { Runs = 2 });
        Edit("run-01/run.json", static text => Regex.Replace(text, "\"plan\": \\{.*?\\n  \\},", "\"plan\": null,", RegexOptions.Singleline));
        Edit("run-02/run.json", static _ => "not JSON");

        var outcome = await Cli.RunAsync("trend", Runs, "--out", Out);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Matches("^iobench: none of 2 runs can be followed, trend; the first, .*run-01: the results file is damaged, .*run-01/run.json:1; plan, placement or environment is null\n$", outcome.Error);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task A_reference_that_no_run_has_is_refused()
    {
        Write(Slower with { Runs = 2 });
        Assert.Equal(
            new Cli.Outcome(2, "", "iobench: unknown model 'urimg', --baseline; did you mean 'uring'?\n"),
            await Cli.RunAsync("trend", Runs, "--baseline", "urimg", "--out", Out));
    }

    [Fact]
    public async Task A_folder_without_a_run_is_refused()
    {
        Directory.CreateDirectory(Runs);
        Assert.Equal(
            new Cli.Outcome(2, "", $"iobench: no run is in this folder, {Runs}; name one that 'iobench run' made, or one that holds such\n"),
            await Cli.RunAsync("trend", Runs, "--out", Out));
    }

    // Three runs of 10,000 invocations have 100 MB of text: who kept them could not do with a heap of 96.
    [Fact]
    public async Task Large_runs_are_read_in_little_memory_and_time()
    {
        foreach (var run in (Slower with { Runs = 3, Template = new SyntheticRun { Connections = [1, 2, 4, 8, 16, 32, 64, 128], Blocks = 1, Draws = 300 } }).Build())
        {
            using var writer = RunWriter.Create(Path.Combine(Runs, run.Manifest.Name), run.Manifest);
            for (var (block, order) = (1, 1); order <= 10_000; block++)
                foreach (var invocation in run.Invocations)
                    writer.Append(invocation with { Block = block, Order = order++ });
        }

        using var trend = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "iobench"), ["trend", Runs, "--out", Out])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = "0x6000000" },
        })!;
        var output = await trend.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Cli.Limit, TestContext.Current.CancellationToken);
        await trend.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Cli.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(0, trend.ExitCode);
        Assert.Contains("IoBench trend · 3 runs", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trend_nobody_named_goes_under_results_by_its_minute() =>
        Assert.Equal(Path.Combine(Checkout.Results, "trend-2026-11-24-1402"), ReportFolder.Of("trend", "trend.json", null, new DateTimeOffset(2026, 11, 24, 14, 2, 33, TimeSpan.Zero)));

    [Fact]
    public void Runs_below_runs_and_behind_links_are_not_looked_for()
    {
        Write(Slower with { Runs = 2 });
        Write(Slower with { Runs = 1 }, Path.Combine(Runs, "run-01"));
        Directory.CreateSymbolicLink(Path.Combine(Runs, "loop"), Runs);

        Assert.Equal([Path.Combine(Runs, "run-01"), Path.Combine(Runs, "run-02")], RunFolders.Of([Runs, Path.Combine(Runs, "run-02") + "/"]));
    }

    [Fact]
    public void Line_by_line_reads_what_the_whole_reader_reads()
    {
        Write(Slower with { Runs = 1 });
        var folder = Path.Combine(Runs, "run-01");
        var (whole, notes) = (RunReader.Read(folder), new List<string>());

        Assert.Equal(whole.Invocations.Select(static i => (i.Order, i.Cell.Key)), RunReader.Invocations(folder, notes).Select(static i => (i.Order, i.Cell.Key)));
        Assert.Equal(whole.Floors.Select(static f => f.Order), RunReader.Floors(folder, notes).Select(static f => f.Order));
        Assert.Empty(notes);
    }

    private void Write(SyntheticTrend trend, string? into = null)
    {
        foreach (var run in trend.Build())
        {
            using var writer = RunWriter.Create(Path.Combine(into ?? Runs, run.Manifest.Name), run.Manifest);
            foreach (var invocation in run.Invocations)
                writer.Append(invocation);
            foreach (var floor in run.Floors)
                writer.Append(floor);
        }
    }

    private void Edit(string file, Func<string, string> change)
    {
        var path = Path.Combine(Runs, file);
        File.WriteAllText(path, change(File.ReadAllText(path)));
    }

    private void Copy(string run, string name)
    {
        Directory.CreateDirectory(Path.Combine(Runs, name));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Runs, run)))
            File.Copy(file, Path.Combine(Runs, name, Path.GetFileName(file)));
    }

    private static string Flat(string text) => Regex.Replace(text, "\\s*\\n\\s+", " ").Replace('\u202F', ' ');
}
