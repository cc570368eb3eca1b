using System.Diagnostics;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Tests;

public class FloorRunnerTests
{
    private static readonly RunnerLimits Short = new() { Floor = TimeSpan.FromSeconds(1), Stop = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task A_floor_is_kept_with_its_place_and_its_load()
    {
        var floor = await RunAsync(64);

        Assert.Equal([], floor.Verdict.Reasons);
        Assert.Equal((2, 7, 16, 64), (floor.Block, floor.Order, floor.Connections, floor.PayloadBytes));
        Assert.Equal((16, 64, 1000L), (floor.Floor!.Connections, floor.Floor.PayloadBytes, floor.Floor.Messages));
        Assert.NotNull(floor.Disturbance);
        Assert.InRange(floor.ElapsedSeconds, 0, 10);
    }

    [Theory]
    [InlineData(9001, "floor ended before 'floor' (exit code 1): floor: connection 0: was ended")]
    [InlineData(9002, "floor gave no 'floor' within 1.05 s and was killed")]
    [InlineData(9003, "floor printed no 'floor' but: {\"event\":\"soup\"}")]
    [InlineData(9004, "floor ended before 'floor' (signal 11)")]
    [InlineData(9005, "floor ended badly (exit code 1)")]
    [InlineData(9006, "floor measured no message")]
    public async Task One_that_fails_gives_the_reason_and_no_floor(int payload, string reason)
    {
        var floor = await RunAsync(payload);

        Assert.Equal([reason], floor.Verdict.Reasons);
        Assert.False(floor.Verdict.Valid);
        Assert.Null(floor.Floor);
    }

    [Fact]
    public async Task Cancelling_ends_the_child_at_once()
    {
        using var source = new CancellationTokenSource();
        var running = Runner(new RunnerLimits()).RunAsync(Turn(9002), source.Token);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Empty(Children.Of(Environment.ProcessId));
    }

    [Theory]
    [InlineData(0.05, "0.05")]
    [InlineData(2, "0.1")]
    public void It_takes_a_tenth_of_a_second_or_the_window_if_that_is_shorter(double windowSeconds, string duration)
    {
        var manifest = FakeManifest.Of("honest", windowSeconds);

        Assert.Equal(
            ["floor", "--connections", "16", "--payload", "64", "--duration", duration, "--cpus", "0", "--json"],
            NodeArguments.Floor(new FloorPoint(16, 64), manifest.Plan, manifest.Placement));
    }

    private static async Task<FloorInvocation> RunAsync(int payload)
    {
        var floor = await Runner(Short).RunAsync(Turn(payload), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Empty(Children.Of(Environment.ProcessId));
        return floor;
    }

    private static FloorTurn Turn(int payload) => new(2, 7, new FloorPoint(16, payload));

    private static FloorRunner Runner(RunnerLimits limits) => new(new NodeProgram(Cli.FakeNode), FakeManifest.Of("honest"), limits, new MachineFiles());
}
