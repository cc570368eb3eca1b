using IoBench.Results.Store;

namespace IoBench.Cli.Tests;

public class RunVerbTests
{
    [Fact]
    public async Task A_run_is_written_line_by_line_and_can_be_repeated_by_its_seed()
    {
        using var plan = new FakePlan(models: "\"honest\", \"small\", \"absent\"");
        using var again = new FakePlan(models: "\"honest\", \"small\", \"absent\"");

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--seed", "5", "--out", plan.Out);
        await Cli.RunAsync("run", "--plan", again.PlanFile, "--seed", "5", "--out", again.Out);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("fake: 10 invocations and 4 floors in 2 blocks", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("skipped: absent (ENOSYS: this kernel is of today)", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("100 %  14 of 14", outcome.Error, StringComparison.Ordinal);
        var run = RunReader.Read(plan.Out);
        Assert.Equal((10, 5UL), (run.Invocations.Count, run.Manifest.Seed));
        Assert.Equal([(1, 1), (1, 16), (2, 1), (2, 16)], run.Floors.Select(floor => (floor.Block, floor.Connections)).Order());
        Assert.All(run.Floors, floor => Assert.Equal((true, 64, 1000L), (floor.Verdict.Valid, floor.PayloadBytes, floor.Floor!.Messages)));
        Assert.Equal(Enumerable.Range(1, 14), run.Invocations.Select(invocation => invocation.Order).Concat(run.Floors.Select(floor => floor.Order)).Order());
        Assert.Equal(["small", "absent"], run.Manifest.Skipped.Select(skipped => skipped.Model));
        Assert.Equal(
            run.Invocations.Select(invocation => invocation.Cell.Key),
            RunReader.Read(again.Out).Invocations.Select(invocation => invocation.Cell.Key));
        Assert.Equal(run.Floors.Select(floor => (floor.Order, floor.Connections)), RunReader.Read(again.Out).Floors.Select(floor => (floor.Order, floor.Connections)));
    }

    [Fact]
    public async Task In_a_paced_run_each_invocation_has_the_baseline_beside_it_in_its_window()
    {
        using var plan = new FakePlan(models: "\"honest\", \"slow\"", connections: "1", paced: true);

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--seed", "5", "--out", plan.Out);

        Assert.Equal(0, outcome.ExitCode);
        var run = RunReader.Read(plan.Out);
        Assert.Equal(6, run.Invocations.Count);
        Assert.All(run.Invocations, static i =>
        {
            Assert.Equal(("honest", "", true), (i.Pace!.Model, i.Pace.Load.Histogram, i.Verdict.Valid));
            Assert.Equal(i.Load!.WindowStartNs, i.Pace.Load.WindowStartNs);
            Assert.NotEqual(i.Server!.Ready.Pid, i.Pace.Server.Ready.Pid);
        });
        Assert.Equal(Enumerable.Range(1, 6 + run.Floors.Count), run.Invocations.Select(static i => i.Order).Concat(run.Floors.Select(static f => f.Order)).Order());
    }

    [Fact]
    public async Task A_pacemaker_that_is_not_to_be_trusted_spoils_the_invocation_and_is_named()
    {
        using var plan = new FakePlan(models: "\"honest\", \"load-invalid\"", baseline: "load-invalid", connections: "1", blocks: 1, paced: true);

        await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);

        var honest = RunReader.Read(plan.Out).Invocations.First(static i => i.Cell.Label == "honest");
        Assert.Equal(["its pacemaker: a byte was wrong"], honest.Verdict.Reasons);
        Assert.Null(honest.Pace);
    }

    [Fact]
    public async Task What_fails_a_check_is_measured_once_more_and_what_fails_again_is_left()
    {
        using var plan = new FakePlan(models: "\"honest\", \"load-invalid\"", connections: "1", blocks: 3);

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);

        var run = RunReader.Read(plan.Out);
        var invalid = run.Invocations.Where(static i => i.Cell.Label == "load-invalid").ToList();
        // Three blocks and one second try, in the first block, numbered behind the last of the plan.
        var second = Assert.Single(invalid, static i => i.Repeats is not null);
        Assert.Equal((4, 1, invalid[0].Order, run.Invocations.Count + run.Floors.Count), (invalid.Count, second.Block, second.Repeats, second.Order));
        Assert.DoesNotContain(run.Invocations, static i => i.Cell.Label != "load-invalid" && i.Repeats is not null);
        Assert.Contains("not valid: load-invalid c1 i0 p64 d1 t0, 4 of 4: a byte was wrong\n", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("100 %  12 of 12", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_grows_ends_at_the_first_look_at_which_it_knows_enough()
    {
        const string few = """, { "name": "few", "models": ["honest"], "connections": [16], "blocks": 1 }""";
        using var plan = new FakePlan(models: "\"honest\", \"slow\"", connections: "1", open: few);

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--seed", "5", "--out", plan.Out, "--until-width", "2%", "--most-blocks", "12");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("fake: 22 invocations and 8 floors in 7 blocks, about ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("then 3 blocks at a time, 12 at most (about ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("until server CPU per message of every model at c1 i0 p64 d1 t0 is known to 2.0 % as a ratio to honest\n", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("7 blocks: server CPU per message of every model is known to 2.0 %, slow least (0.0 %)\n", outcome.Error, StringComparison.Ordinal);
        var run = RunReader.Read(plan.Out);
        Assert.Equal((22, 7, 7), (run.Invocations.Count, run.Invocations.Max(invocation => invocation.Block), run.Manifest.Plan.Blocks));
        Assert.Equal(("serverCpuUsPerMessage", 0.02, 7, 3, 12), (run.Manifest.Growth!.WidthOf, run.Manifest.Growth.HalfWidth, run.Manifest.Growth.LeastBlocks, run.Manifest.Growth.EveryBlocks, run.Manifest.Growth.MostBlocks));
        Assert.Equal((7, "slow", true), (run.Manifest.Growth.End!.Blocks, run.Manifest.Growth.End.Widest, run.Manifest.Growth.End.Reached));
        Assert.EndsWith("--until-width 2% --most-blocks 12 --seed 5", run.Manifest.Command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_never_knows_ends_at_its_limit_and_says_what_it_lacks()
    {
        using var plan = new FakePlan(models: "\"honest\", \"load-invalid\"", connections: "1");

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out, "--until-width", "2%", "--width-of", "throughput", "--most-blocks", "8");

        Assert.Contains("7 blocks: no ratio is known; without load-invalid, of which no invocation is valid\n", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("stopped at 8 blocks: no ratio is known; without load-invalid", outcome.Error, StringComparison.Ordinal);
        var run = RunReader.Read(plan.Out);
        Assert.Equal((8, false), (run.Manifest.Plan.Blocks, run.Manifest.Growth!.End!.Reached));
        Assert.Equal(["load-invalid"], run.Manifest.Growth.End.LeftOut);
    }

    [Fact]
    public async Task A_headline_that_cannot_grow_is_a_mistake_of_the_command_line()
    {
        using var plan = new FakePlan(connections: "16", open: """, { "name": "few", "models": ["honest", "slow"], "connections": [1], "blocks": 8 }""");
        using var alone = new FakePlan(connections: "1");

        Assert.Equal(
            (2, "iobench: the sweep that measures c1 i0 p64 d1 t0 ends after 8 blocks of its own, --until-width; allow no more with --most-blocks 8, or leave 'blocks' out of that sweep\n"),
            await ErrorAsync(plan));
        Assert.Equal((2, "iobench: at c1 i0 p64 d1 t0 nothing but the baseline runs, so no ratio can be known, --until-width; add a model, or say --blocks\n"), await ErrorAsync(alone));
        Assert.Equal((2, "iobench: 5 blocks are fewer than the 7 to begin with, --most-blocks; allow more\n"), await ErrorAsync(alone, "--most-blocks", "5"));
        Assert.Equal((2, "iobench: 9 blocks are fewer than the 15 to begin with, --most-blocks; allow more, or begin with fewer (--blocks)\n"), await ErrorAsync(alone, "--blocks", "15", "--most-blocks", "9"));

        static async Task<(int, string)> ErrorAsync(FakePlan plan, params string[] words)
        {
            var outcome = await Cli.RunAsync(["run", "--plan", plan.PlanFile, "--out", plan.Out, "--until-width", "2%", .. words]);
            return (outcome.ExitCode, outcome.Error);
        }
    }

    [Fact]
    public async Task A_dry_run_tells_what_it_would_do_and_leaves_nothing_behind()
    {
        using var plan = new FakePlan(models: "\"honest\", \"small\", \"absent\"");

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--seed", "5", "--out", plan.Out, "--dry-run");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("fake: 10 invocations and 4 floors in 2 blocks, about 5 s; baseline honest, seed 5\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("skipped: absent (ENOSYS: this kernel is of today)\n", outcome.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(plan.Out));
    }

    [Fact]
    public async Task A_floor_that_fails_is_told_and_spoils_nothing_else()
    {
        using var plan = new FakePlan(connections: "1", payload: 9001);

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(
            "not valid: floor c1 p9001, 2 of 2: floor ended before 'floor' (exit code 1): floor: connection 0: was ended\n", outcome.Error, StringComparison.Ordinal);
        var run = RunReader.Read(plan.Out);
        Assert.All(run.Invocations, invocation => Assert.True(invocation.Verdict.Valid));
        Assert.All(run.Floors, floor => Assert.Null(floor.Floor));
        Assert.Contains("Invalid and in no figure: floor of 1 connection", await File.ReadAllTextAsync(Path.Combine(plan.Out, "report.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prefixes_stand_before_the_childrens_own_commands_and_in_the_manifest()
    {
        using var plan = new FakePlan(blocks: 1, connections: "1");

        var outcome = await Cli.RunWithNodeAsync(
            "/bin/false", "run", "--plan", plan.PlanFile, "--out", plan.Out, "--seed", "5", "--server-bind", "127.0.0.2",
            "--server-prefix", "env 'A=b c'", "--server-node", Cli.FakeNode, "--load-prefix", "nice -n 0", "--load-node", Cli.FakeNode);

        Assert.Equal(0, outcome.ExitCode);
        var manifest = RunReader.Read(plan.Out).Manifest;
        Assert.Equal("server through 'env 'A=b c'', load through 'nice -n 0'", manifest.Placement.Network);
        Assert.Equal(
            $@"scripts/iobench run --plan {plan.PlanFile} --seed 5 --server-prefix 'env '\''A=b c'\''' --server-node {Cli.FakeNode} --server-bind 127.0.0.2 "
            + $"--load-prefix 'nice -n 0' --load-node {Cli.FakeNode}",
            manifest.Command);
    }

    [Fact]
    public async Task A_cell_without_any_valid_invocation_makes_the_run_untrusted()
    {
        using var plan = new FakePlan(models: "\"honest\", \"dies-early\"", connections: "1");

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains(
            "not valid: dies-early c1 i0 p64 d1 t0, 3 of 3: server ended before 'ready' (exit code 1): address in use\n",
            outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shares_of_capacities_are_rates_before_the_first_block()
    {
        const string open = """, { "name": "load", "models": ["honest", "slow", "dies-early"], "connections": [1], "loads": [0.5, 1.2], "equalLoads": [0.7], "blocks": 1 }""";
        using var plan = new FakePlan(models: "\"honest\", \"slow\"", connections: "1", open: open);

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--seed", "5", "--out", plan.Out);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("measuring capacities first: 9 invocations", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("skipped: dies-early (open loop left out, its capacity could not be measured: server ended before 'ready'", outcome.Error, StringComparison.Ordinal);
        var run = RunReader.Read(plan.Out);
        Assert.Equal([1000, 2000], run.Manifest.Capacities!.Select(capacity => capacity.MedianPerSecond).Order());
        Assert.All(run.Manifest.Capacities!, capacity => Assert.Equal(3, capacity.RatesPerSecond.Count));
        Assert.Equal("dies-early", Assert.Single(run.Manifest.Skipped).Model);
        var loads = run.Invocations.Where(invocation => invocation.Cell.IsOpen).ToDictionary(invocation => invocation.Cell.Key, invocation => invocation.Load!);
        Assert.Equal(6, loads.Count);
        Assert.All(loads.Values, load => Assert.Equal(("open", "poisson"), (load.Loop, load.Arrival)));
        Assert.Equal([1000, 500], [loads["honest c1 i0 p64 d1 t0 s0.5"].RatePerSecond!.Value, loads["slow c1 i0 p64 d1 t0 s0.5"].RatePerSecond!.Value]);
        Assert.Equal([700, 700], [loads["honest c1 i0 p64 d1 t0 e0.7"].RatePerSecond!.Value, loads["slow c1 i0 p64 d1 t0 e0.7"].RatePerSecond!.Value]);
        Assert.Equal(6, loads.Values.Select(load => load.Seed).Distinct().Count());
        Assert.Contains("overload: ", Assert.Single(loads["slow c1 i0 p64 d1 t0 s1.2"].Verdict.Reasons), StringComparison.Ordinal);
        Assert.Contains("Where is the knee?", await File.ReadAllTextAsync(Path.Combine(plan.Out, "report.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_of_few_blocks_promises_no_answer_so_its_holes_are_named_and_no_more()
    {
        const string open = """, { "name": "load", "models": ["honest", "load-invalid"], "connections": [16], "rates": [100], "engines": ["uring"], "blocks": 1 }""";
        using var plan = new FakePlan(connections: "1", open: open);

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);

        Assert.Contains("not valid: load-invalid c16 i0 p64 d1 t0 uring r100, 2 of 2: a byte was wrong", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_run_keeps_what_is_finished_and_leaves_no_child(string signal)
    {
        using var plan = new FakePlan(blocks: 500);
        using var cli = Cli.Start("run", "--plan", plan.PlanFile, "--out", plan.Out);
        await LinesAsync(plan, 2);

        cli.Signal(signal);
        var outcome = await cli.EndAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("interrupted: ", outcome.Error, StringComparison.Ordinal);
        var run = RunReader.Read(plan.Out);
        Assert.All(run.Invocations, invocation => Assert.True(invocation.Verdict.Valid));
        // Where the interruption comes before the first floor, their file is whole and empty, which is told.
        Assert.DoesNotContain(run.Notes, note => run.Floors.Count > 0 || !note.EndsWith("floors.jsonl is empty", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_interrupted_while_capacities_are_measured_has_measured_nothing_and_leaves_no_child()
    {
        var connections = string.Join(", ", Enumerable.Range(1, 40));
        using var plan = new FakePlan(open: $$""", { "name": "load", "models": ["honest"], "connections": [{{connections}}], "loads": [0.5] }""");
        using var cli = Cli.Start("run", "--plan", plan.PlanFile, "--out", plan.Out);
        for (var tries = 0; tries < 200 && Children.Of(cli.Pid).Count < 2; tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        var children = Children.Of(cli.Pid);

        cli.Signal("INT");
        var outcome = await cli.EndAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("interrupted: 0 of ", outcome.Error, StringComparison.Ordinal);
        Assert.True(await Children.AreGoneAsync(children));
    }

    [Fact]
    public async Task A_killed_run_leaves_no_orphan()
    {
        using var plan = new FakePlan(blocks: 500);
        using var cli = Cli.Start("run", "--plan", plan.PlanFile, "--out", plan.Out);
        await LinesAsync(plan, 1);
        var children = Children.Of(cli.Pid);

        cli.Signal("KILL");
        await cli.EndAsync();

        Assert.True(await Children.AreGoneAsync(children));
        Assert.NotEmpty(RunReader.Read(plan.Out).Invocations);
    }

    private static async Task LinesAsync(FakePlan plan, int count)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (File.Exists(plan.Invocations) && (await File.ReadAllTextAsync(plan.Invocations)).Count(letter => letter == '\n') >= count)
                return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("the run wrote nothing within 10 s");
    }
}
