using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Tests;

/// <summary>Both sides of a cell in one window.</summary>
public class TurnsRunnerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Both_sides_are_measured_in_one_window_each_with_its_own_server()
    {
        var invocations = await RunAsync(new NodeProgram(Cli.FakeNode), "honest", "honest");

        Assert.Equal([("A", 1), ("B", 2)], invocations.Select(i => (i.Cell.Side, i.Order)));
        Assert.All(invocations, i => Assert.Equal((true, 100L), (i.Verdict.Valid, i.Load!.Received)));
        Assert.Equal(invocations[0].Load!.WindowStartNs, invocations[1].Load!.WindowStartNs);
        Assert.NotEqual(invocations[0].Server!.Ready.Pid, invocations[1].Server!.Ready.Pid);
        Assert.Equal(invocations[0].StartedAt, invocations[1].StartedAt);
    }

    [Theory]
    [InlineData("honest", "dies-early", "server B ended before 'ready' (exit code 1): address in use")]
    [InlineData("silent", "honest", "server A gave no 'ready' within 1 s and was killed")]
    [InlineData("honest", "load-fails", "load B ended before 'connected' (exit code 1): connection refused, 127.0.0.1:7001; is the server running?")]
    [InlineData("honest", "load-hangs", "load B gave no 'load' within")]
    [InlineData("dies-loaded", "honest", "server A died under load (signal 11)")]
    public async Task Where_one_side_fails_neither_counts_and_both_say_which(string a, string b, string reason)
    {
        var invocations = await RunAsync(new NodeProgram(Cli.FakeNode), a, b);

        Assert.All(invocations, i =>
        {
            Assert.False(i.Verdict.Valid);
            Assert.StartsWith(reason, Assert.Single(i.Verdict.Reasons), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_one_load_says_of_itself_leaves_the_other_as_it_is()
    {
        var invocations = await RunAsync(new NodeProgram(Cli.FakeNode), "honest", "load-invalid");

        Assert.Equal([true, false], invocations.Select(i => i.Verdict.Valid));
        Assert.Equal(["a byte was wrong"], invocations[1].Verdict.Reasons);
    }

    [Theory]
    [InlineData("epoll", "epoll")]
    [InlineData("uring", "blocking")]
    public async Task Real_servers_are_asked_by_turns_and_their_CPU_is_their_own(string a, string b)
    {
        var invocations = await RunAsync(new NodeProgram(RealNode.Path), a, b, windowSeconds: 0.4, new RunnerLimits());

        Assert.All(invocations, i =>
        {
            // What a busy machine did to the window, as to late snapshots, is not ours; a child that failed its part is.
            Assert.DoesNotContain(i.Verdict.Reasons, r => r.StartsWith("server ", StringComparison.Ordinal) || r.StartsWith("load ", StringComparison.Ordinal));
            Assert.Equal(0.18, i.Load!.AskingSeconds, 1e-9);
            Assert.Equal(i.Load.Received / 0.18, i.Load.ThroughputPerSecond, 1.0);
            // All that its server got lies in its turns, and little of what was under way at the edges is left out.
            var messages = (i.Server!.Stop.Bytes - i.Server.Start.Bytes) / 64.0;
            if (i.Verdict.Valid)
                Assert.InRange(messages, i.Load.Received * 0.5, i.Load.Received * 2.0);
        });
        Assert.Equal(["1/2", "2/2"], invocations.Select(i => i.Load!.Turns));
    }

    [Fact]
    public void Who_shares_a_window_sleeps_between_turns_and_is_asked_in_a_closed_loop()
    {
        var manifest = FakeManifest.Of("epoll") with { ByTurns = true };
        var cell = Turns("epoll", "epoll")[0].Cell;

        Assert.True(manifest.TakesTurns(cell));
        Assert.False((manifest with { ByTurns = false }).TakesTurns(cell));
        Assert.False((manifest with { Models = [manifest.Models[0] with { StaysAwake = true }] }).TakesTurns(cell));
        Assert.All<Cell>([cell with { Side = null }, cell with { RatePerSecond = 100 }, cell with { LoadShare = 0.5 }, cell with { Churn = 5 }, cell with { Connections = 257 }, cell with { Connections = 16, Depth = 17 }, cell with { PayloadBytes = 512 * 1024 }], other => Assert.False(manifest.TakesTurns(other)));
    }

    private static async Task<IReadOnlyList<Invocation>> RunAsync(NodeProgram node, string a, string b, double windowSeconds = 0.05, RunnerLimits? limits = null)
    {
        var manifest = FakeManifest.Of(a, windowSeconds);
        manifest = manifest with { ByTurns = true, Models = [.. new[] { a, b }.Distinct().Select(model => manifest.Models[0] with { Name = model })] };
        if (limits is not null)
            manifest = manifest with { Models = [.. manifest.Models.Select(model => model with { Signature = [] })] };
        var runner = new TurnsRunner(new Ends(node, node), manifest, limits ?? new RunnerLimits { Ready = Short, Connect = Short, Report = Short, Snapshot = Short, Stop = Short }, new MachineFiles());

        var invocations = await runner.RunAsync(Turns(a, b), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Empty(Children.Of(Environment.ProcessId));
        return invocations;
    }

    private static CellTurn[] Turns(string a, string b) =>
    [
        new(1, 1, new Cell { Label = $"{a} (A)", Model = a, Side = "A", Sweep = "s", Connections = 4, PayloadBytes = 64 }),
        new(1, 2, new Cell { Label = $"{b} (B)", Model = b, Side = "B", Sweep = "s", Connections = 4, PayloadBytes = 64 }),
    ];
}
