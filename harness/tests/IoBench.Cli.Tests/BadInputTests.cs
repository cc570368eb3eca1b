namespace IoBench.Cli.Tests;

public class BadInputTests
{
    [Theory]
    [InlineData("", "no verb given, first argument; known: models, serve, load, floor, run, sweep, report, site, export, pack, compare, ab, trend, anatomy, kernel-matrix, benchmarks, doctor; see 'iobench --help'")]
    [InlineData("rnu", "unknown verb 'rnu', first argument; did you mean 'run'?")]
    [InlineData("-x", "unknown option '-x', before the verb; known: --help, --version")]
    [InlineData("run --bloks 3", "unknown option '--bloks', run; did you mean '--blocks'?")]
    [InlineData("run --blocks", "no value given for '--blocks', run; see 'iobench run --help'")]
    [InlineData("run --blocks 1 --blocks 2", "'--blocks' given more than once, run; see 'iobench run --help'")]
    [InlineData("run --blocks 0", "'0' is not a whole number of at least 1, --blocks; correct it")]
    [InlineData("run --blocks -1", "'-1' is not a whole number of at least 1, --blocks; correct it")]
    [InlineData("run --blocks many", "'many' is not a whole number of at least 1, --blocks; correct it")]
    [InlineData("run --until-width 2", "'2' is not a width in per cent, --until-width; write e.g. 2%, from 0.1% to 100%")]
    [InlineData("run --until-width 0%", "'0%' is not a width in per cent, --until-width; write e.g. 2%, from 0.1% to 100%")]
    [InlineData("run --until-width 2% --width-of p90", "unknown value 'p90', --width-of; did you mean 'p50'?")]
    [InlineData("run --most-blocks 9", "'--most-blocks' without '--until-width', run; add --until-width, or say --blocks")]
    [InlineData("run --width-of p50", "'--width-of' without '--until-width', run; add --until-width, or leave it out")]
    [InlineData("run --seed x", "'x' is not a whole number of at least 0, --seed; correct it")]
    [InlineData("run --models ,", "no name given, --models; separate names by commas")]
    [InlineData("run --models honset", "unknown model 'honset', --models; did you mean 'honest'?")]
    [InlineData("run --plan quik", "unknown plan 'quik', --plan; did you mean 'quick'? Or name a .json file")]
    [InlineData("run --plan nope.json", "no such plan, nope.json; name quick, ci, full, work, tasks, or a file that exists")]
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
    [InlineData("trend", "no DIR given, trend; see 'iobench trend --help'")]
    [InlineData("trend /nowhere", "no such results folder, /nowhere; name one that 'iobench run' made, or one that holds such")]
    [InlineData("trend /dev/shm --by karnel", "unknown value 'karnel', --by; did you mean 'kernel'?")]
    [InlineData("trend /dev/shm --points some", "unknown value 'some', --points; known: headline, all")]
    [InlineData("trend /proc --out /dev/null", "this is a file, /dev/null; name a folder with --out")]
    [InlineData("trend /proc --out /etc", "the folder holds something else than a trend, /etc; name a new one with --out")]
    [InlineData("ab --plan quik", "unknown plan 'quik', --plan; did you mean 'quick'? Or name a .json file")]
    [InlineData("ab --models honset", "unknown model 'honset', --models; did you mean 'honest'?")]
    [InlineData("ab --a-node /nowhere", "no such program, /nowhere, --a-node; correct it")]
    [InlineData("ab --b-checkout /proc", "no checkout of IoBench, /proc, --b-checkout; name a folder that holds scripts/iobench")]
    [InlineData("ab --b-checkout /proc --b-node /bin/true", "both '--b-checkout' and '--b-node' given, ab; keep one")]
    [InlineData("export", "no RUN given, export; see 'iobench export --help'")]
    [InlineData("export /nowhere", "no such results folder, /nowhere; name one that 'iobench run' made")]
    [InlineData("export /nowhere --format junitt", "unknown format 'junitt', --format; did you mean 'junit'?")]
    [InlineData("export /nowhere --format ,", "no format given, --format; see 'iobench export --help'")]
    [InlineData("export /nowhere --out -", "10 formats for one stream, --out -; name one format of one file, or a folder")]
    [InlineData("export /nowhere --format hgrm --out -", "'hgrm' is a file for each cell, --out -; name one format of one file, or a folder")]
    [InlineData("models --jsno", "unknown option '--jsno', models; did you mean '--json'?")]
    public async Task Is_one_line_and_exit_code_2(string arguments, string expected)
    {
        var outcome = await Cli.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(new Cli.Outcome(2, "", $"iobench: {expected}\n"), outcome);
    }

    // Each with the option's value as one word.
    [Theory]
    [InlineData("run", "--server-prefix", "ssh 'host", "a ' has no end in: ssh 'host, --server-prefix; correct the quotes")]
    [InlineData("run", "--load-prefix", "ssh host\\", "nothing follows the last \\ in: ssh host\\, --load-prefix; correct the quotes")]
    [InlineData("run", "--server-prefix", " ", "no command given, --server-prefix; name one, such as 'ip netns exec client' or 'ssh host'")]
    [InlineData("run", "--load-prefix", "''", "no command given, --load-prefix; name one, such as 'ip netns exec client' or 'ssh host'")]
    [InlineData("run", "--server-bind", "localhost", "'localhost' is no IP address, --server-bind; correct it")]
    [InlineData("run", "--server-bind", "0.0.0.0", "'0.0.0.0' is every address and none to connect to, --server-bind; name the one that the load shall reach")]
    [InlineData("load", "--load-prefix", "ssh \"host", "a \" has no end in: ssh \"host, --load-prefix; correct the quotes")]
    [InlineData("ab", "--b", "--buffer '1", "a ' has no end in: --buffer '1, --b; correct the quotes")]
    [InlineData("ab", "--a", "4096", "'4096' is not an option of a server, --a; write e.g. '--threads 2'")]
    [InlineData("ab", "--b", "--port 7", "'--port' is the same for both sides, --b; leave it out")]
    [InlineData("ab", "--b", "--threads two", "'two' is not a whole number of at least 1 in '--threads', --b; correct it")]
    [InlineData("ab", "--b", "--work cpu", "'cpu' is no work; write none, cpu:US or wait:US, in microseconds (cpu:20), --b; correct it")]
    public async Task Words_that_cannot_be_meant_are_one_line_and_exit_code_2(string verb, string option, string value, string expected) =>
        Assert.Equal(new Cli.Outcome(2, "", $"iobench: {expected}\n"), await Cli.RunAsync(verb, option, value));

    [Theory]
    [InlineData("", "no target given, --target; name ADDRESS:PORT")]
    [InlineData("--target h:1", "1 connections cannot be divided among 2 hosts, --connections; give at least one for each host; it is the total")]
    [InlineData("--target h:1 --connections 2 --rate fast", "'fast' is not a number from 0 to 1000000000, --rate; correct it")]
    [InlineData("--target h:1 --connections 2 --warmup", "no value given for '--warmup', load; see 'iobench load --help'")]
    [InlineData("--target h:1 --connections 2 --payload $(id)", "'$(id)' holds what a remote shell would take apart, load; leave it out")]
    public async Task A_load_of_two_hosts_that_cannot_be_meant_is_one_line_and_exit_code_2(string arguments, string expected) =>
        Assert.Equal(
            new Cli.Outcome(2, "", $"iobench: {expected}\n"),
            await Cli.RunAsync(["load", "--load-prefix", "env", "--load-prefix", "env", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

    [Fact]
    public async Task A_node_that_does_not_take_what_it_is_asked_makes_it_a_mistake_of_the_command_line()
    {
        var outcome = await Cli.RunAsync("load", "--load-prefix", "env FAKE_HOST=refuses", "--target", "127.0.0.1:7000", "--soup", "1");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal(
            "iobench: host 'env FAKE_HOST=refuses' ended before 'connected' (exit code 2): load: unknown option --soup, load; correct it\n", outcome.Error);
    }

    [Fact]
    public async Task A_server_on_loopback_is_refused_to_a_load_on_another_kernel()
    {
        using var plan = new FakePlan();
        const string Elsewhere = "sh -c 'case $1 in cat) echo 00000000-0000-4000-8000-000000000000; cat /proc/self/status ;; *) exec \"$@\" ;; esac' elsewhere";

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out, "--load-prefix", Elsewhere);

        Assert.Equal(
            new Cli.Outcome(
                2, "", "iobench: the load stands on another kernel than the server and cannot reach 127.0.0.1, --server-bind; name an address of the server's machine\n"),
            outcome);
        Assert.False(Directory.Exists(plan.Out));
    }

    [Theory]
    [InlineData("--server-prefix")]
    [InlineData("--load-prefix")]
    public async Task A_prefix_that_leads_nowhere_is_told_before_anything_is_written(string option)
    {
        using var plan = new FakePlan();

        var outcome = await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out, option, "/nowhere/ssh host");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith($"iobench: no list of models, /nowhere/ssh host {Cli.FakeNode} models --json; node could not be started: ", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(plan.Out));
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
