using System.Globalization;
using System.Text.Json;
using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli.Tests;

/// <summary>
/// Prefixes that really lead elsewhere, with the real node: network namespaces of our own, and ssh to a daemon of our own. The long ones
/// run with <c>scripts/test-hosts</c>.
/// </summary>
public class HostsNetworkTests(HostsNetworkTests.Ssh ssh) : IClassFixture<HostsNetworkTests.Ssh>
{
    // A machine that is busy with other things makes a client late, and its own audit then trusts no figure. What is measured is not
    // what is tested here.
    private static readonly int[] Ended = [ExitCode.Done, ExitCode.NotTrusted];

    [Fact]
    public async Task Two_namespaces_drive_a_server_in_a_third()
    {
        using var namespaces = Namespaces.OrSkip(clients: 2);
        using var server = new RealServer(namespaces.Server.Split(' '), Namespaces.ServerAddress);

        var report = await LoadAsync(server.Target, namespaces.Client(1), namespaces.Client(2));

        Assert.Equal(5, report.Connections);
        Assert.Equal([3, 2], report.Hosts!.Select(host => host.Report!.Connections));
        Assert.All(report.Hosts!, host => Assert.Equal(0, host.StartedAfterErrorNs));
    }

    [Fact]
    [Trait("hosts", "long")]
    public async Task A_run_has_its_server_in_one_namespace_and_its_load_in_another()
    {
        using var namespaces = Namespaces.OrSkip(clients: 1);
        using var plan = new FakePlan(models: "\"epoll\"", blocks: 1, connections: "1", baseline: "epoll", windowSeconds: 0.5);

        var outcome = await Cli.RunWithNodeAsync(
            RealNode.Path, "run", "--plan", plan.PlanFile, "--out", plan.Out, "--server-bind", Namespaces.ServerAddress,
            "--server-prefix", namespaces.Server, "--load-prefix", namespaces.Client(1));

        Assert.Contains(outcome.ExitCode, Ended);
        var run = RunReader.Read(plan.Out);
        Assert.Equal($"server through '{namespaces.Server}', load through '{namespaces.Client(1)}'", run.Manifest.Placement.Network);
        IsMeasured(run);
        Assert.All(run.Invocations, invocation => Assert.StartsWith(Namespaces.ServerAddress + ":", invocation.Load!.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_ssh_hosts_drive_a_server_here()
    {
        var daemon = ssh.Daemon;
        using var server = new RealServer([], "127.0.0.1");

        var report = await LoadAsync(server.Target, daemon.Prefix, daemon.Prefix);

        Assert.Equal([3, 2], report.Hosts!.Select(host => host.Report!.Connections));
    }

    [Fact]
    [Trait("hosts", "long")]
    public async Task A_run_has_both_ends_behind_ssh()
    {
        var daemon = ssh.Daemon;
        using var plan = new FakePlan(models: "\"epoll\"", blocks: 1, connections: "1", baseline: "epoll", windowSeconds: 0.5);

        var outcome = await Cli.RunWithNodeAsync(
            RealNode.Path, "run", "--plan", plan.PlanFile, "--out", plan.Out, "--server-prefix", daemon.Prefix, "--load-prefix", daemon.Prefix);

        Assert.Contains(outcome.ExitCode, Ended);
        IsMeasured(RunReader.Read(plan.Out));
    }

    [Fact]
    [Trait("hosts", "long")]
    public async Task A_load_behind_ssh_does_not_outlive_the_command()
    {
        var daemon = ssh.Daemon;
        using var server = new RealServer([], "127.0.0.1");
        using var cli = Cli.StartWithNode(RealNode.Path, "load", "--load-prefix", daemon.Prefix, "--target", server.Target, "--duration", "60", "--json");
        IReadOnlyList<int> nodes = [];
        for (var tries = 0; tries < 200 && nodes.Count == 0; tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            nodes = [.. Descendants(daemon.Pid).Where(pid => CommandOf(pid).StartsWith(RealNode.Path, StringComparison.Ordinal))];
        }

        cli.Signal("KILL");
        await cli.EndAsync();

        Assert.NotEmpty(nodes);
        Assert.True(await Children.AreGoneAsync(nodes), "the load goes on behind ssh");
    }

    private static async Task<LoadReport> LoadAsync(string target, params string[] prefixes)
    {
        var outcome = await Cli.RunWithNodeAsync(
            RealNode.Path,
            [
                "load", .. prefixes.SelectMany(prefix => (string[])["--load-prefix", prefix]), "--target", target,
                // Little enough that neither end has to wait for a CPU: it is the way that is tested.
                "--connections", "5", "--rate", "1000", "--warmup", "0.2", "--duration", "2", "--json",
            ]);

        Assert.Equal("", outcome.Error);
        var report = JsonSerializer.Deserialize(outcome.Output, LineJson.Default.LoadReport)!;
        Assert.Equal(report.Verdict.Valid ? ExitCode.Done : ExitCode.NotTrusted, outcome.ExitCode);
        Assert.DoesNotContain(report.Verdict.Reasons, reason => reason.StartsWith("skew", StringComparison.Ordinal));
        Assert.All(report.Hosts!, host => Assert.True(host.Report!.Received > 0));
        Assert.Equal((0, report.Sent), (report.Failed, report.Received + report.InFlight));
        Assert.Equal(report.Hosts!.Sum(host => host.Report!.Received), report.Received);
        Assert.NotNull(report.LatencyNs.P50);
        return report;
    }

    /// <summary>Both ends did their part: the load came to its report, and the server to snapshots in the load's window.</summary>
    private static void IsMeasured(Run run)
    {
        Assert.Equal(2, run.Invocations.Count);
        Assert.All(run.Invocations, invocation =>
        {
            Assert.True(invocation.Load is { Received: > 0, Failed: 0 }, string.Join("; ", invocation.Verdict.Reasons));
            Assert.True(invocation.Server!.Stop.Messages > invocation.Server.Start.Messages);
            Assert.InRange(invocation.Server.Stop.AtNs - invocation.Server.Start.AtNs, (long)(0.5 * invocation.Load.WindowSeconds * 1e9), long.MaxValue);
        });
    }

    private static IEnumerable<int> Descendants(int pid) => Children.Of(pid).SelectMany(child => Descendants(child).Prepend(child));

    private static string CommandOf(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>One daemon for all tests, when the first asks for it.</summary>
    public sealed class Ssh : IDisposable
    {
        private readonly Lazy<SshDaemon> _daemon = new(SshDaemon.OrSkip);

        internal SshDaemon Daemon => _daemon.Value;

        public void Dispose()
        {
            if (_daemon.IsValueCreated)
                _daemon.Value.Dispose();
        }
    }
}
