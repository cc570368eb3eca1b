using System.Text.Json;
using System.Xml.Linq;
using IoBench.Results;
using IoBench.Results.Store;
using IoBench.Tests.Synthetic;

namespace IoBench.Cli.Tests;

public sealed class CompareVerbTests : IDisposable
{
    private static readonly SyntheticRun Plain = new() { Blocks = 15, Connections = [128], Draws = 0 };

    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-compare-").FullName;

    [Fact]
    public async Task Says_first_what_changed()
    {
        var outcome = await CompareAsync(Written("base", Plain with { Seed = 1 }), Written("slow", Slowed(2, 1.2)));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("slower or dearer: poll; faster or cheaper: none", outcome.Output, StringComparison.Ordinal);
        Assert.All(outcome.Output.Split('\n'), line => Assert.True(line.Length <= 80 || line.Contains("report: ", StringComparison.Ordinal) || line.Contains(_folder, StringComparison.Ordinal), line));
        Assert.DoesNotContain("\e[", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_candidates_are_each_compared_with_the_base()
    {
        var outcome = await CompareAsync(Written("base", Plain with { Seed = 1 }), Written("same", Plain with { Seed = 2 }), Written("slow", Slowed(3, 1.2)), "--json");

        Assert.Equal((0, $"report: {Out}/report.html\n"), (outcome.ExitCode, outcome.Error));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Out, "comparison.json"), TestContext.Current.CancellationToken), outcome.Output);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(["base", "same", "slow"], json.RootElement.GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("label").GetString()));
        var comparisons = json.RootElement.GetProperty("comparisons");
        Assert.Equal(["same", "slow"], comparisons.EnumerateArray().Select(c => c.GetProperty("candidate").GetString()));
        Assert.All(comparisons.EnumerateArray(), c => Assert.Equal((Schema.Version, "base"), (c.GetProperty("schemaVersion").GetInt32(), c.GetProperty("base").GetString())));
        var cpu = comparisons[1].GetProperty("points")[0].GetProperty("families").EnumerateArray().Single(f => f.GetProperty("metric").GetString() == "serverCpuUsPerMessage");
        var poll = cpu.GetProperty("models").EnumerateArray().Single(m => m.GetProperty("label").GetString() == "poll").GetProperty("change");
        Assert.Equal("Worse", poll.GetProperty("judgement").GetString());
        Assert.InRange(poll.GetProperty("ratio").GetProperty("centre").GetDouble(), 1.15, 1.25);
    }

    [Theory]
    [InlineData("slow", 1, "gate: failed, ")]
    [InlineData("same", 0, "gate: passed, none of ")]
    public async Task Gate_fails_only_on_what_a_second_run_finds_again(string second, int exitCode, string said)
    {
        Written("same", Plain with { Seed = 4 });
        Written("slow", Slowed(5, 1.2));
        var again = Path.Combine(_folder, "candidate-again");
        var outcome = await CompareAsync(
            Written("base", Plain with { Seed = 1 }), Written("candidate", Slowed(2, 1.2)), "--gate", "--confirm-with", $"echo talk; cp -r '{Path.Combine(_folder, second)}' \"$IOBENCH_OUT\"");

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains($"gate: making a second run in {again}\n", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("talk\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode == 1, outcome.Error.Contains("  poll dearer, server CPU per message 1.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gate_passes_where_nothing_is_worse_and_makes_no_second_run()
    {
        var outcome = await CompareAsync(Written("base", Plain with { Seed = 1 }), Written("candidate", Plain with { Seed = 2 }), "--gate", "--confirm-with", "exit 9");
        Assert.Equal((0, "gate: passed, candidate is nowhere shown to be slower or dearer\n"), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public async Task Gate_does_not_decide_without_a_second_run()
    {
        var outcome = await CompareAsync(Written("base", Plain with { Seed = 1 }), Written("candidate", Slowed(2, 1.2)), "--gate");
        Assert.Equal(3, outcome.ExitCode);
        Assert.Matches(@"^gate: not decided, \d+ worse in candidate, and nothing to confirm it with; add --confirm-with COMMAND\n$", outcome.Error);
    }

    [Theory]
    [InlineData("exit 9", "iobench: gate: the second run failed with exit code 9: exit 9", 1)]
    [InlineData("true", "iobench: no such results folder, ", 2)]
    [InlineData("mkdir \"$IOBENCH_OUT\"", "iobench: the results cannot be read, ", 2)]
    public async Task A_second_run_that_is_none_is_named(string command, string line, int exitCode)
    {
        var outcome = await CompareAsync(Written("base", Plain with { Seed = 1 }), Written("candidate", Slowed(2, 1.2)), "--gate", "--confirm-with", command);
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.StartsWith(line, outcome.Error.Split('\n')[^2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slow", 1, "failure")]
    [InlineData("same", 0, "skipped")]
    public async Task Markdown_and_tests_go_where_they_are_told_and_say_what_the_gate_says(string second, int exitCode, string outcomeOfPoll)
    {
        Written("same", Plain with { Seed = 4 });
        Written("slow", Slowed(5, 1.2));
        var (markdown, junit) = (Path.Combine(_folder, "compare.md"), Path.Combine(_folder, "compare.xml"));
        var outcome = await CompareAsync(
            Written("base", Plain with { Seed = 1 }), Written("candidate", Slowed(2, 1.2)), "--gate", "--confirm-with", $"cp -r '{Path.Combine(_folder, second)}' \"$IOBENCH_OUT\"",
            "--markdown", markdown, "--junit", junit);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains("| poll |", await File.ReadAllTextAsync(markdown, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var cpu = XDocument.Load(junit).Descendants("testcase").Single(test => test.Attribute("name")!.Value == "poll, server CPU per message");
        var said = Assert.Single(cpu.Elements());
        Assert.Equal(outcomeOfPoll, said.Name.LocalName);
        Assert.StartsWith("dearer: 1.", said.Attribute("message")!.Value, StringComparison.Ordinal);
        Assert.Equal(exitCode == 0, said.Attribute("message")!.Value.EndsWith("not found again in a second run", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--markdown")]
    [InlineData("--junit")]
    public async Task A_file_that_cannot_be_written_is_named(string option)
    {
        var outcome = await CompareAsync(Written("base", Plain with { Seed = 1 }), Written("candidate", Plain with { Seed = 2 }), option, "/proc/nowhere/compare");

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Matches(@"^iobench: [^\n]*/proc/nowhere[^\n]*\n$", outcome.Error);
    }

    [Fact]
    public async Task Too_few_blocks_are_not_trusted()
    {
        var outcome = await CompareAsync(Written("base", Plain with { Blocks = 5 }), Written("candidate", Plain));
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("with fewer than 6 blocks", outcome.Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_that_may_not_be_compared_are_refused_by_name()
    {
        var bare = Written("bare", Plain, static m => m with { Environment = m.Environment with { Hypervisor = null } });
        var outcome = await CompareAsync(Written("base", Plain), bare);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal("iobench: these runs cannot be compared, base and bare; accelerator: kvm against bare metal\n", outcome.Error);
    }

    [Fact]
    public async Task Damaged_foreign_older_and_newer_runs_are_named_or_read()
    {
        var reference = Written("base", Plain);
        var newer = Written("newer", Plain, static m => m with { SchemaVersion = 99 });
        var damaged = Written("damaged", Plain);
        await File.AppendAllTextAsync(Path.Combine(damaged, "invocations.jsonl"), "{\"block\":\n", TestContext.Current.CancellationToken);
        var foreign = Directory.CreateDirectory(Path.Combine(_folder, "foreign")).FullName;
        // From before there were floors.
        var older = Written("older", Plain with { FloorUs = null });
        File.Delete(Path.Combine(older, "floors.jsonl"));

        foreach (var (folder, line) in new[]
        {
            (newer, $"results of schema 99, {newer}/run.json"), (damaged, $"the results file is damaged, {damaged}/invocations.jsonl:"),
            (foreign, $"the results cannot be read, {foreign}/run.json"), ("/nowhere", "no such results folder, /nowhere"),
        })
        {
            var outcome = await CompareAsync(reference, folder);
            Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
            Assert.StartsWith($"iobench: {line}", outcome.Error, StringComparison.Ordinal);
        }
        Assert.Equal(0, (await CompareAsync(reference, older)).ExitCode);
    }

    [Theory]
    [InlineData("no BASE given, compare; see 'iobench compare --help'", "compare")]
    [InlineData("no CANDIDATE given, compare; see 'iobench compare --help'", "compare", "BASE")]
    [InlineData("the base has no model 'pol', --baseline; did you mean 'poll'?", "compare", "BASE", "OTHER", "--baseline", "pol", "--out", "/nowhere/new")]
    [InlineData("this run is named twice, {0}; name a base and other runs", "compare", "BASE", "OTHER", "BASE", "--out", "/nowhere/new")]
    [InlineData("the folder holds something else than a compare, {0}; name a new one with --out", "compare", "BASE", "OTHER", "--out", "BASE")]
    [InlineData("'--confirm-with' without '--gate', compare; add --gate, or leave it out", "compare", "BASE", "OTHER", "--confirm-with", "true")]
    public async Task Wrong_words_end_it_with_a_line(string line, params string[] words)
    {
        var (reference, other) = (Written("base", Plain), Written("other", Plain));
        var outcome = await Cli.RunAsync([.. words.Select(word => word == "BASE" ? reference : word == "OTHER" ? other : word)]);
        Assert.Equal(new Cli.Outcome(2, "", $"iobench: {string.Format(System.Globalization.CultureInfo.InvariantCulture, line, reference)}\n"), outcome);
    }

    [Fact]
    public async Task Report_goes_where_it_is_told_and_leads_back_to_the_runs()
    {
        var (reference, candidate) = (Written("base", Plain with { Seed = 1 }), Written("slow", Slowed(2, 1.2)));
        Assert.Equal(0, (await CompareAsync(reference, candidate)).ExitCode);
        foreach (var name in new[] { "comparison.json", "report.html", "report.md", "charts/change.png", "charts/change.svg", "charts/noise.png" })
            Assert.True(File.Exists(Path.Combine(Out, name)), name);
        var page = await File.ReadAllTextAsync(Path.Combine(Out, "report.md"), TestContext.Current.CancellationToken);
        Assert.Contains("(../base/invocations.jsonl)", page, StringComparison.Ordinal);
        Assert.Contains($"scripts/iobench compare {reference} {candidate}", page, StringComparison.Ordinal);

        // It may be drawn again into the same folder, which is no run.
        Assert.Equal(0, (await CompareAsync(reference, candidate)).ExitCode);
        var outcome = await CompareAsync(reference, Out);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal(Path.Combine(Checkout.Results, "compare-2026-11-24-1402"), ReportFolder.Of("compare", "comparison.json", null, new DateTimeOffset(2026, 11, 24, 14, 2, 33, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("{0}/none", "no such results folder, ")]
    [InlineData("{0}/file", "no such results folder, ")]
    [InlineData("{0}/empty", "the results cannot be read, ")]
    public async Task Report_and_compare_name_what_is_no_run(string path, string line)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "{}", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        var folder = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, _folder);
        foreach (var outcome in new[] { await CompareAsync(Written("base", Plain), folder), await Cli.RunAsync("report", folder) })
        {
            Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
            Assert.StartsWith($"iobench: {line}{folder}", outcome.Error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static SyntheticRun Slowed(int seed, double factor) => Plain with
    {
        Seed = seed,
        Models = [.. SyntheticModel.CoreSet.Select(m => m.Name == "poll" ? m with { BusyUs = m.BusyUs * factor, Plateau = m.Plateau / factor } : m)],
    };

    private string Out => Path.Combine(_folder, "compare");

    private async Task<Cli.Outcome> CompareAsync(params string[] words) => await Cli.RunAsync(["compare", .. words, "--out", Out]);

    private string Written(string name, SyntheticRun synthetic, Func<RunManifest, RunManifest>? change = null)
    {
        var run = synthetic.Build();
        var folder = Path.Combine(_folder, name);
        var manifest = run.Manifest with { Name = name };
        using var writer = RunWriter.Create(folder, change is null ? manifest : change(manifest));
        foreach (var invocation in run.Invocations)
            writer.Append(invocation);
        foreach (var floor in run.Floors)
            writer.Append(floor);
        return folder;
    }
}
