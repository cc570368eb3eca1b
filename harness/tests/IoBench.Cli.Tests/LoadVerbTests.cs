using System.Text.Json;
using IoBench.Results;

namespace IoBench.Cli.Tests;

public class LoadVerbTests
{
    private static readonly string[] Options = ["--target", "127.0.0.1:7000", "--connections", "5", "--warmup", "0.01", "--duration", "2"];

    [Fact]
    public async Task Several_hosts_give_one_object_with_each_report_in_it()
    {
        var outcome = await LoadAsync(["honest", "honest"], "--json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var report = JsonSerializer.Deserialize(outcome.Output, LineJson.Default.LoadReport)!;
        Assert.Equal((5, 200), (report.Connections, report.Received));
        Assert.Equal([3, 2], report.Hosts!.Select(host => host.Report!.Connections));
    }

    [Fact]
    public async Task People_see_each_hosts_share_in_a_line()
    {
        var outcome = await LoadAsync(["honest", "untrusted"]);

        Assert.Equal((3, ""), (outcome.ExitCode, outcome.Error));
        var lines = outcome.Output.TrimEnd().Split('\n');
        Assert.StartsWith("127.0.0.1:7000: 2 hosts, 5 connections x 1 x 64 B, closed loop, 0.05 s after 0.01 s of warm-up", lines[0], StringComparison.Ordinal);
        Assert.Equal(2, lines.Count(line => line.StartsWith("  host        env FAKE_HOST=", StringComparison.Ordinal) && line.Contains("2,000 messages/s (50 %)", StringComparison.Ordinal)));
        Assert.Equal($"  not trusted: host '{FakeHosts.Prefix("untrusted")}': a byte was wrong", lines[^1]);
    }

    [Fact]
    public async Task Nothing_measured_is_a_failure_and_one_line()
    {
        var outcome = await LoadAsync(["honest", "fails"], "--json");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal(
            $"iobench: host '{FakeHosts.Prefix("fails")}' ended before 'connected' (exit code 1): connection refused, 127.0.0.1:7000; is the server running?\n",
            outcome.Error);
    }

    [Fact]
    public async Task One_host_behind_a_prefix_is_a_load_too()
    {
        var outcome = await LoadAsync(["here"], "--json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Single(JsonSerializer.Deserialize(outcome.Output, LineJson.Default.LoadReport)!.Hosts!);
    }

    [Fact]
    public async Task Help_says_that_connections_idle_and_rate_are_totals()
    {
        var outcome = await Cli.RunAsync("load", "--help");

        Assert.Equal(0, outcome.ExitCode);
        foreach (var option in (string[])["--connections", "--idle", "--rate"])
            Assert.Contains("in total: divided among the hosts", outcome.Output.Split(option)[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task No_host_outlives_the_command(string signal)
    {
        using var cli = Cli.Start([.. Arguments(["mute", "silent"])]);
        IReadOnlyList<int> children = [];
        for (var tries = 0; tries < 100 && children.Count < 2; tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            children = Children.Of(cli.Pid);
        }

        await Task.Delay(200, TestContext.Current.CancellationToken);
        cli.Signal(signal);
        var outcome = await cli.EndAsync();

        Assert.Equal(2, children.Count);
        if (signal == "INT")
            Assert.Equal((1, "iobench: interrupted: nothing was measured\n"), (outcome.ExitCode, outcome.Error));
        // A fake that sleeps hears no end of input; an honest one, which waits for go, does.
        else
            children = [.. children.Where(child => !File.ReadAllText($"/proc/{child}/cmdline").StartsWith("sleep", StringComparison.Ordinal))];
        Assert.True(await Children.AreGoneAsync(children));
    }

    private static Task<Cli.Outcome> LoadAsync(string[] parts, params string[] more) => Cli.RunAsync([.. Arguments(parts), .. more]);

    private static IEnumerable<string> Arguments(string[] parts) =>
        ["load", .. parts.SelectMany(part => (string[])["--load-prefix", FakeHosts.Prefix(part)]), .. Options];
}
