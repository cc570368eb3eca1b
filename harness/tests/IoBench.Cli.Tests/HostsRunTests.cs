using System.Diagnostics;
using IoBench.Cli.Hosts;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Tests;

public class HostsRunTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task Two_hosts_are_added_up()
    {
        var report = await RunAsync("honest", "honest");

        Assert.Equal([], report.Verdict.Reasons);
        Assert.Equal((7, 200, 202), (report.Connections, report.Received, report.Sent));
        Assert.Equal([4, 3], report.Hosts!.Select(host => host.Report!.Connections));
        Assert.Equal([FakeHosts.Prefix("honest"), FakeHosts.Prefix("honest")], report.Hosts!.Select(host => host.Prefix));
        Assert.Equal(4000, report.ThroughputPerSecond);
        // Of two hundred, none could be told at p99 by one host alone.
        Assert.Equal((1000, 3001, null), (report.LatencyNs.P50, report.LatencyNs.P90, report.LatencyNs.P99));
    }

    [Fact]
    public async Task All_start_together_however_late_one_connects()
    {
        var clock = Stopwatch.StartNew();

        var report = await RunAsync("honest", "slow");

        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(1));
        Assert.Equal([], report.Verdict.Reasons);
        Assert.All(report.Hosts!, host => Assert.InRange(host.StartedAfterNs!.Value, 0, 500_000_000));
    }

    [Fact]
    public async Task Windows_of_one_kernel_are_known_exactly()
    {
        var report = await RunAsync("here", "here");

        Assert.Equal([0, 0], report.Hosts!.Select(host => host.StartedAfterErrorNs!.Value));
        Assert.Equal([], report.Verdict.Reasons);
    }

    [Fact]
    public async Task Windows_apart_are_not_trusted()
    {
        var report = await RunAsync("honest", "skewed");

        Assert.False(report.Verdict.Valid);
        Assert.StartsWith("skew: the hosts' windows have ", Assert.Single(report.Verdict.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_trust_itself_is_named_and_counted()
    {
        var report = await RunAsync("honest", "untrusted");

        Assert.Equal([$"host '{FakeHosts.Prefix("untrusted")}': a byte was wrong"], report.Verdict.Reasons);
        Assert.Equal(200, report.Received);
    }

    [Fact]
    public async Task What_one_host_measured_stays_without_trust_when_another_gives_no_report()
    {
        var report = await RunAsync("honest", "silent");

        var reason = $"host '{FakeHosts.Prefix("silent")}' gave no 'load' within 3.5 s and was killed";
        Assert.False(report.Verdict.Valid);
        Assert.Equal([reason], report.Verdict.Reasons);
        Assert.Equal(100, report.Received);
        Assert.Null(report.Hosts![1].Report);
        Assert.Equal(reason, report.Hosts![1].Failure);
    }

    [Theory]
    [InlineData("fails", "ended before 'connected' (exit code 1): connection refused, 127.0.0.1:7000; is the server running?")]
    [InlineData("mute", "gave no 'connected' within 1.5 s and was killed")]
    public async Task Nothing_is_measured_when_a_host_does_not_connect(string part, string reason)
    {
        var clock = Stopwatch.StartNew();

        var failed = await Assert.ThrowsAsync<FailedException>(() => RunAsync("honest", part));

        Assert.Equal($"host '{FakeHosts.Prefix(part)}' {reason}", failed.Message);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Theory]
    [InlineData("dies", "ended before 'load' (signal 9)")]
    [InlineData("soup", "printed no 'load' but: {\"event\":\"soup\"}")]
    public async Task A_host_that_fails_under_load_ends_the_others_at_once(string part, string reason)
    {
        var clock = Stopwatch.StartNew();

        var failed = await Assert.ThrowsAsync<FailedException>(() => RunAsync("silent", part));

        Assert.Equal($"host '{FakeHosts.Prefix(part)}' {reason}", failed.Message);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Cancelling_ends_every_host()
    {
        using var source = new CancellationTokenSource();
        var running = Run("mute", "mute").RunAsync(source.Token);
        await Task.Delay(200, TestContext.Current.CancellationToken);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Empty(Children.Of(Environment.ProcessId));
    }

    private static async Task<LoadReport> RunAsync(params string[] parts)
    {
        try
        {
            return await Run(parts).RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        }
        finally
        {
            Assert.Empty(Children.Of(Environment.ProcessId));
        }
    }

    private static HostsRun Run(params string[] parts) => new(
        new HostsOptions
        {
            Prefixes = [.. parts.Select(part => Prefix.Parse(FakeHosts.Prefix(part), "--load-prefix"))],
            Target = "127.0.0.1:7000",
            Connections = 7,
            WarmupSeconds = 0.01,
            DurationSeconds = 2,
        },
        new NodeProgram(Cli.FakeNode),
        new RunnerLimits { Connect = Short, Report = Short, Stop = Short },
        File.ReadAllText("/proc/sys/kernel/random/boot_id").TrimEnd());
}
