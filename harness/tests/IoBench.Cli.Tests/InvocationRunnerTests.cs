using System.Diagnostics;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Tests;

public class InvocationRunnerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("honest")]
    [InlineData("late-ready")]
    // Its clock is another machine's: the runner keeps the time.
    [InlineData("far")]
    // Somebody sends it SIGUSR1 again and again.
    [InlineData("watched")]
    public async Task An_honest_pair_gives_a_valid_invocation(string model)
    {
        var invocation = await RunAsync(model);

        Assert.Equal([], invocation.Verdict.Reasons);
        Assert.True(invocation.Verdict.Valid);
        Assert.Equal(100, invocation.Load!.Received);
        Assert.True(invocation.Server!.Stop.Syscalls["recv"] > invocation.Server.Start.Syscalls["recv"]);
        Assert.NotNull(invocation.Disturbance);
    }

    [Theory]
    [InlineData("dies-early", "server ended before 'ready' (exit code 1): address in use")]
    [InlineData("silent", "server gave no 'ready' within 1 s and was killed")]
    [InlineData("rubbish", "server printed no 'ready' but: Hello, world")]
    [InlineData("dies-loaded", "server died under load (signal 11)")]
    [InlineData("load-fails", "load ended before 'window' (exit code 1): connection refused, 127.0.0.1:7001; is the server running?")]
    [InlineData("load-hangs", "load gave no 'load' within 1.06 s and was killed")]
    [InlineData("load-rubbish", "load printed no 'load' but: {\"event\":\"soup\"}")]
    [InlineData("load-dies", "load ended before 'load' (signal 9)")]
    public async Task A_pair_that_fails_gives_the_reason_and_no_load(string model, string reason)
    {
        var invocation = await RunAsync(model);

        Assert.Equal([reason], invocation.Verdict.Reasons);
        Assert.False(invocation.Verdict.Valid);
        Assert.Null(invocation.Load);
    }

    [Theory]
    [InlineData("load-invalid", "a byte was wrong")]
    [InlineData("no-answer", "server gave no 'mark' within 1 s and was killed")]
    [InlineData("deaf", "server gave no 'stopped' within 1 s and was killed")]
    [InlineData("dies-stopping", "server ended before 'stopped' (exit code 7)")]
    public async Task What_was_measured_before_the_trouble_is_kept_with_the_reason(string model, string reason)
    {
        var invocation = await RunAsync(model);

        Assert.Equal([reason], invocation.Verdict.Reasons);
        Assert.False(invocation.Verdict.Valid);
        Assert.NotNull(invocation.Load);
    }

    [Fact]
    public async Task A_server_without_the_models_calls_is_not_attested() =>
        Assert.Equal(
            ["not attested: unattested made no recv", "not attested: unattested made no send"],
            (await RunAsync("unattested")).Verdict.Reasons);

    [Fact]
    public async Task A_server_that_does_not_say_that_it_does_the_work_asked_is_not_attested() =>
        Assert.Equal(
            ["not attested: the handler was to do 'cpu:20' and says 'none'"],
            (await RunAsync("honest", work: "cpu:20")).Verdict.Reasons);

    [Fact]
    public async Task A_server_that_does_not_say_that_it_is_as_many_processes_as_asked_is_not_attested() =>
        Assert.Equal(
            ["not attested: 2 processes were to serve and it says 1"],
            (await RunAsync("honest", processes: 2)).Verdict.Reasons);

    [Theory]
    [InlineData("epoll", 2)]
    [InlineData("epoll", 1)]
    [InlineData("reactor", 2)]
    public async Task Processes_are_counted_as_one_server(string model, int processes)
    {
        var cell = new Cell { Label = model, Model = model, Sweep = "s", Connections = 16, PayloadBytes = 64, Threads = 1, Processes = processes };
        var manifest = FakeManifest.Of(model, windowSeconds: 0.3);
        var limits = new RunnerLimits();
        var here = manifest with { Models = [manifest.Models[0] with { Signature = ["epoll_wait", "recv", "send"] }] };

        var invocation = await new InvocationRunner(new NodeProgram(RealNode.Path), here, limits, new MachineFiles())
            .RunAsync(new CellTurn(1, 1, cell), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        // What the load says of a busy machine is its own affair.
        Assert.DoesNotContain(invocation.Verdict.Reasons, reason => reason.Contains("attested", StringComparison.Ordinal));
        var (load, server) = (invocation.Load!, invocation.Server!);
        Assert.Equal((processes, 1), (server.Ready.Options.Processes, server.Ready.Options.Threads));
        Assert.Equal(16, server.Stop.Connections.Accepted);
        // Both read at the window's ends: what was under way on sixteen connections, and the time that a snapshot waits for its turn, is all that may differ.
        var messages = (server.Stop.Bytes - server.Start.Bytes) / 64.0;
        Assert.InRange(messages, load.Received * 0.5, load.Received * 2.0);
        Assert.InRange(server.Stop.Syscalls["recv"] - server.Start.Syscalls.GetValueOrDefault("recv"), messages * 0.9, messages * 4);
        // One CPU at most, whatever shares it.
        var cpuUs = server.Stop.CpuUs.User + server.Stop.CpuUs.System - server.Start.CpuUs.User - server.Start.CpuUs.System;
        Assert.InRange(cpuUs, 1000, 1.1 * (server.Stop.AtNs - server.Start.AtNs) / 1000 + 20_000);
        Assert.True(server.Stop.ContextSwitches.Voluntary + server.Stop.ContextSwitches.Involuntary > server.Start.ContextSwitches.Voluntary + server.Start.ContextSwitches.Involuntary);
        // A runtime in each process.
        Assert.InRange(server.Stop.ResidentBytes, processes * 20_000_000L, processes * 400_000_000L);
        Assert.Empty(Children.Of(Environment.ProcessId));
    }

    [Fact]
    public void The_server_is_told_the_processes_of_the_cell_where_it_has_more_than_one()
    {
        var cell = Turn("honest").Cell;

        Assert.DoesNotContain("--processes", Serve(cell));
        Assert.Equal(["--threads", "1", "--processes", "4"], Serve(cell with { Threads = 1, Processes = 4 }).TakeLast(4));

        static IReadOnlyList<string> Serve(Cell cell) => NodeArguments.Serve(cell, FakeManifest.Of("honest").Placement, System.Net.IPAddress.Loopback);
    }

    [Fact]
    public void The_server_is_told_the_work_of_the_cell_and_nothing_where_it_has_none()
    {
        var cell = Turn("honest").Cell;

        Assert.DoesNotContain("--work", Arguments(cell));
        Assert.Equal(["--threads", "4", "--work", "wait:100"], Arguments(cell with { Threads = 4, Work = "wait:100" }).TakeLast(4));

        static IReadOnlyList<string> Arguments(Cell cell) =>
            NodeArguments.Serve(cell, FakeManifest.Of("honest").Placement, System.Net.IPAddress.Loopback);
    }

    [Fact]
    public async Task Snapshots_of_another_time_are_not_accepted() =>
        Assert.Equal(["the server's snapshots cover only 0 % of the window"], (await RunAsync("stray")).Verdict.Reasons);

    [Fact]
    public async Task Cancelling_ends_the_children_at_once()
    {
        using var source = new CancellationTokenSource();
        var runner = new InvocationRunner(new NodeProgram(Cli.FakeNode), FakeManifest.Of("silent"), new RunnerLimits(), new MachineFiles());
        var running = runner.RunAsync(Turn("silent"), source.Token);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Empty(Children.Of(Environment.ProcessId));
    }

    private static async Task<Invocation> RunAsync(string model, string? work = null, int processes = 1)
    {
        var limits = new RunnerLimits { Ready = Short, Connect = Short, Report = Short, Snapshot = Short, Stop = Short };
        var runner = new InvocationRunner(new NodeProgram(Cli.FakeNode), FakeManifest.Of(model), limits, new MachineFiles());

        var invocation = await runner.RunAsync(Turn(model, work, processes), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Empty(Children.Of(Environment.ProcessId));
        return invocation;
    }

    private static CellTurn Turn(string model, string? work = null, int processes = 1) =>
        new(1, 1, new Cell { Label = model, Model = model, Sweep = "s", Connections = 1, PayloadBytes = 64, Work = work, Processes = processes });
}
