namespace IoBench.Cli.Tests;

[Collection(ProcessTests.Name)]
public class BadInputTests
{
    [Theory]
    [InlineData("", "no verb given, first argument; known: models, serve, load, floor, run, sweep, report; see 'iobench --help'")]
    [InlineData("rnu", "unknown verb 'rnu', first argument; did you mean 'run'?")]
    [InlineData("-x", "unknown option '-x', before the verb; known: --help, --version")]
    [InlineData("run --bloks 3", "unknown option '--bloks', run; did you mean '--blocks'?")]
    [InlineData("run --blocks", "no value given for '--blocks', run; see 'iobench run --help'")]
    [InlineData("run --blocks 1 --blocks 2", "'--blocks' given more than once, run; see 'iobench run --help'")]
    [InlineData("run --blocks 0", "'0' is not a whole number of at least 1, --blocks; correct it")]
    [InlineData("run --blocks -1", "'-1' is not a whole number of at least 1, --blocks; correct it")]
    [InlineData("run --blocks many", "'many' is not a whole number of at least 1, --blocks; correct it")]
    [InlineData("run --seed x", "'x' is not a whole number of at least 0, --seed; correct it")]
    [InlineData("run --models ,", "no name given, --models; separate names by commas")]
    [InlineData("run --models honset", "unknown model 'honset', --models; did you mean 'honest'?")]
    [InlineData("run --plan quik", "unknown plan 'quik', --plan; did you mean 'quick'? Or name a .json file")]
    [InlineData("run --plan nope.json", "no such plan, nope.json; name quick, ci, full, or a file that exists")]
    [InlineData("run fast", "too many arguments, 'fast', run; see 'iobench run --help'")]
    [InlineData("report", "no DIR given, report; see 'iobench report --help'")]
    [InlineData("report /nowhere", "no such results folder, /nowhere; name one that 'iobench run' made")]
    [InlineData("sweep --slo p97<1ms", "unknown statistic 'p97', --slo; did you mean 'p90'?")]
    [InlineData("sweep --slo p99<1", "unknown unit '' in 'p99<1', --slo; known: us, ms, s")]
    [InlineData("sweep --target nowhere", "'nowhere' is no host with a port, --target; write e.g. 127.0.0.1:7000, or unix:/path")]
    [InlineData("sweep --target 127.0.0.1:7 --models honest", "both '--models' and '--target' given, sweep; keep one")]
    [InlineData("sweep --duration 0", "'0' is not a time in seconds, --duration; write a number above 0, at most 3600")]
    [InlineData("sweep --engine select", "unknown engine 'select', --engine; known: epoll, uring")]
    [InlineData("sweep --models honset", "unknown model 'honset', --models; did you mean 'honest'?")]
    [InlineData("sweep --searches 0", "'0' is not a whole number of at least 1, --searches; correct it")]
    [InlineData("models --jsno", "unknown option '--jsno', models; did you mean '--json'?")]
    public async Task Is_one_line_and_exit_code_2(string arguments, string expected)
    {
        var outcome = await Cli.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(new Cli.Outcome(2, "", $"iobench: {expected}\n"), outcome);
    }

    [Theory]
    [InlineData("/proc/iobench")]
    [InlineData("/dev/null")]
    public async Task A_folder_that_cannot_be_written_is_named(string folder)
    {
        using var plan = new FakePlan();

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", folder);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith($"iobench: the results folder cannot be written, {folder}; choose another with --out (", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_baseline_that_does_not_run_here_is_said_before_anything_is_written()
    {
        using var plan = new FakePlan(models: "\"honest\", \"absent\"");

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--models", "absent", "--out", plan.Out);

        Assert.Equal(
            new Cli.Outcome(2, "", "iobench: the baseline 'absent' does not run here (ENOSYS: this kernel is of today), plan 'fake'; choose others with --models\n"),
            outcome);
        Assert.False(Directory.Exists(plan.Out));
    }

    [Fact]
    public async Task More_connections_than_descriptors_are_refused_before_anything_is_written()
    {
        using var plan = new FakePlan(connections: "1, 2000000000");

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Matches(
            "^iobench: 2000000000 connections need 2000000064 descriptors, \\d+ are allowed, hard limit of open files; raise it .*\n$", outcome.Error);
        Assert.False(Directory.Exists(plan.Out));
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_named() =>
        Assert.Equal(
            new Cli.Outcome(2, "", "iobench: no such program, IOBENCH_NODE=/nowhere; correct or unset it\n"),
            await Cli.RunWithNodeAsync("/nowhere", "models"));

    [Fact]
    public async Task A_node_that_prints_something_else_is_a_failure()
    {
        var outcome = await Cli.RunWithNodeAsync("/bin/echo", "models");

        Assert.Equal(
            new Cli.Outcome(1, "", "iobench: no list of models, /bin/echo models --json; it printed something else\n"), outcome);
    }
}
