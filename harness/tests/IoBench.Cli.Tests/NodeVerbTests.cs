namespace IoBench.Cli.Tests;

public class NodeVerbTests
{
    [Fact]
    public async Task Output_errors_and_exit_code_pass_through() =>
        Assert.Equal(
            new Cli.Outcome(1, "", "iobench: connection refused, h:7001; is the server running?\n"),
            await Cli.RunAsync("load", "--target", "h:7001"));

    [Fact]
    public async Task A_floor_is_the_nodes_too()
    {
        var outcome = await Cli.RunAsync("floor", "--connections", "3", "--payload", "64");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith("{\"event\":\"floor\",\"schemaVersion\":1,\"cpus\":[0],\"connections\":3,", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(
            new Cli.Outcome(1, "", "iobench: floor: connection 0: was ended\n"),
            await Cli.RunAsync("floor", "--connections", "3", "--payload", "9001"));
    }

    [Fact]
    public async Task End_of_input_ends_the_server()
    {
        using var cli = Cli.Start("serve", "--model", "honest");

        cli.CloseInput();
        var outcome = await cli.EndAsync();

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("{\"event\":\"ready\"", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_that_asks_for_a_snapshot_is_handed_on()
    {
        using var cli = Cli.Start("serve", "--model", "honest");
        for (var tries = 0; tries < 100 && Children.Of(cli.Pid).Count == 0; tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);

        // Its handler stands once the child does.
        await Task.Delay(100, TestContext.Current.CancellationToken);
        cli.Signal("USR1");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        cli.CloseInput();
        var outcome = await cli.EndAsync();

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("\n{\"event\":\"snapshot\"", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task A_server_does_not_outlive_the_command(string signal)
    {
        using var cli = Cli.Start("serve", "--model", "honest");
        IReadOnlyList<int> children = [];
        for (var tries = 0; tries < 100 && children.Count == 0; tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            children = Children.Of(cli.Pid);
        }

        // Its handlers stand once the child does.
        await Task.Delay(100, TestContext.Current.CancellationToken);
        cli.Signal(signal);
        await cli.EndAsync();

        Assert.Single(children);
        Assert.True(await Children.AreGoneAsync(children));
    }
}
