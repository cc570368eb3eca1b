using System.Text.Json;
using System.Xml.Linq;
using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli.Tests;

public sealed class AbVerbTests : IDisposable
{
    private readonly FakePlan _plan = new(blocks: 6, connections: "1", windowSeconds: 0.02);

    private string[] Words => ["ab", "--plan", _plan.PlanFile, "--out", _plan.Out, "--seed", "7"];

    [Fact]
    public async Task Both_sides_run_in_every_block_with_their_own_options_and_are_described_and_drawn_again()
    {
        var outcome = await Cli.RunAsync([.. Words, "--b", "--cost 2", "--a-node", Cli.FakeNode]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(" A: node ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(" B: --cost 2\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(" under B slower or dearer: honest; faster or cheaper: none\n", outcome.Output, StringComparison.Ordinal);
        var run = RunReader.Read(_plan.Out);
        Assert.Equal([("A", "", Cli.FakeNode), ("B", "--cost 2", null)], run.Manifest.Sides!.Select(static s => (s.Name, s.Options, s.Node)));
        Assert.EndsWith($" --seed 7 --a-node {Cli.FakeNode} '--b=--cost 2'", run.Manifest.Command, StringComparison.Ordinal);
        Assert.All(run.Invocations.GroupBy(static i => i.Block), static block => Assert.Equal(["A", "B"], block.Select(static i => i.Cell.Side).Order()));
        Assert.All(run.Invocations, static i => Assert.Equal((true, i.Cell.Side == "B" ? 20 : 10), (i.Verdict.Valid, (int)(i.Server!.Stop.CpuUs.User - i.Server.Start.CpuUs.User))));

        var page = Path.Combine(_plan.Out, "report.md");
        var drawn = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        File.Delete(page);
        var again = await Cli.RunAsync("report", _plan.Out);
        Assert.Equal((0, outcome.Output), (again.ExitCode, again.Output));
        Assert.Equal(drawn, await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Json_gives_every_figure_under_both()
    {
        var outcome = await Cli.RunAsync([.. Words, "--b", "--cost 2", "--json"]);

        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(Schema.Version, json.RootElement.GetProperty("schemaVersion").GetInt32());
        var cpu = json.RootElement.GetProperty("figures").EnumerateArray().Single(static f => f.GetProperty("metric").GetString() == "serverCpuUsPerMessage");
        Assert.Equal(2, cpu.GetProperty("b").GetProperty("centre").GetDouble() / cpu.GetProperty("a").GetProperty("centre").GetDouble(), 1e-9);
        Assert.Equal("Worse", cpu.GetProperty("change").GetProperty("judgement").GetString());
    }

    [Theory]
    [InlineData("--cost 2", 1, "gate: failed, 1 of 1 found again in ", true)]
    [InlineData("", 0, "gate: passed, B is nowhere shown to be slower or dearer", false)]
    public async Task Gate_fails_on_what_its_own_second_run_finds_again(string options, int exitCode, string said, bool again)
    {
        var outcome = await Cli.RunAsync([.. Words, "--b", options, "--gate"]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(again, outcome.Error.Contains("  honest: dearer, server CPU per message 2.00 ", StringComparison.Ordinal));
        Assert.Equal(again, Directory.Exists(_plan.Out + "-again"));
        if (again)
            Assert.Equal((8UL, 12), (RunReader.Manifest(_plan.Out + "-again").Seed, RunReader.Read(_plan.Out + "-again").Invocations.Count));
    }

    [Theory]
    [InlineData("--cost 2", 1, "failure")]
    [InlineData("", 0, "system-out")]
    public async Task Markdown_and_tests_go_where_they_are_told_and_say_what_the_gate_says(string options, int exitCode, string said)
    {
        var (markdown, junit) = (_plan.Out + ".md", _plan.Out + ".xml");
        var outcome = await Cli.RunAsync([.. Words, "--b", options, "--gate", "--markdown", markdown, "--junit", junit]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.StartsWith("# IoBench: B against A\n", await File.ReadAllTextAsync(markdown, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var cpu = XDocument.Load(junit).Descendants("testcase").Single(test => test.Attribute("name")!.Value == "honest, server CPU per message");
        Assert.Equal(said, Assert.Single(cpu.Elements()).Name.LocalName);
    }

    [Fact]
    public async Task Gate_that_cannot_see_is_not_decided()
    {
        var outcome = await Cli.RunAsync([.. Words, "--blocks", "2", "--b", "--cost 2", "--gate"]);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("gate: not decided, 2 blocks cannot tell a difference from chance among 1 models; that takes 6, all valid\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gate_does_not_pass_a_model_that_never_answered_under_B()
    {
        using var plan = new FakePlan(models: "\"honest\", \"watched\"", blocks: 7, connections: "1", windowSeconds: 0.02);
        var outcome = await Cli.RunAsync("ab", "--plan", plan.PlanFile, "--out", plan.Out, "--b", "--dies watched", "--gate");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("gate: passed", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("not valid: watched (B) c1 i0 p64 d1 t0, 8 of 8: ", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--work cpu:1", "not attested: the handler was to do 'cpu:1' and says 'none'")]
    [InlineData("--processes 2", "not attested: 2 processes were to serve and it says 1")]
    public async Task What_a_side_is_to_do_is_attested(string options, string reason)
    {
        await Cli.RunAsync([.. Words, "--blocks", "1", "--b", options]);

        // A has nothing to be held against.
        Assert.All(RunReader.Read(_plan.Out).Invocations, i => Assert.Equal([i.Cell.Side == "B" ? reason : "B failed a check in the same window"], i.Verdict.Reasons));
    }

    [Fact]
    public async Task Options_that_a_server_does_not_take_are_told_before_anything_is_written()
    {
        var outcome = await Cli.RunAsync([.. Words, "--b", "--soup 1"]);

        Assert.Equal(new Cli.Outcome(2, "", "iobench: server B ended before 'ready' (exit code 2): serve: unknown option --soup, --b; correct it\n"), outcome);
        Assert.False(Directory.Exists(_plan.Out));
    }

    [Fact]
    public async Task Checkout_is_built_by_its_own_script_and_serves_or_is_named()
    {
        var checkout = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_plan.Out)!, "other")).FullName;
        var node = Path.Combine(checkout, "artifacts/bin/IoBench.Cli/release/node/iobench-node");
        Script("echo build: broken >&2; exit 1");
        var broken = await Cli.RunAsync([.. Words, "--b-checkout", checkout]);
        // It must not be told of another node than its own.
        Script($"[ -z \"${{IOBENCH_NODE:-}}\" ] && [ \"$1\" = models ] && mkdir -p {Path.GetDirectoryName(node)} && ln -sf {Cli.FakeNode} {node}");
        var built = await Cli.RunAsync([.. Words, "--b-checkout", checkout]);

        Assert.Equal((1, ""), (broken.ExitCode, broken.Output));
        Assert.EndsWith($"iobench: --b-checkout: {checkout}/scripts/iobench models; its build failed (exit code 1): build: broken\n", broken.Error, StringComparison.Ordinal);
        Assert.Equal(0, built.ExitCode);
        Assert.Contains($" B: checkout {checkout}\n", built.Output.ReplaceLineEndings("\n").Replace("\n   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);

        void Script(string text)
        {
            var script = Path.Combine(Directory.CreateDirectory(Path.Combine(checkout, "scripts")).FullName, "iobench");
            // A copy may be executed, as what it was copied from.
            File.Copy(Cli.FakeNode, script, overwrite: true);
            File.WriteAllText(script, $"#!/bin/sh\n{text}\n");
        }
    }

    public void Dispose() => _plan.Dispose();
}
