using IoBench.Cli.Doctoring;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Tests;

/// <summary>A calibration in a second, against a node whose figures are the same each time.</summary>
public sealed class CalibratingTests
{
    private static readonly Plan Short = Calibrating.Plan with
    {
        Blocks = 8, WarmupSeconds = 0.01, WindowSeconds = 0.05, Baseline = "honest",
        Sweeps = [new() { Name = "connections", Models = ["honest"], Aa = true, Connections = [64] }],
    };

    [Fact]
    public async Task A_machine_that_repeats_itself_is_of_the_first_grade_and_nothing_is_left_behind()
    {
        var resolution = await CalibratedAsync(Short, TestContext.Current.CancellationToken);

        Assert.Equal(("A", 8), (resolution!.Grade, resolution.Blocks));
        Assert.InRange(resolution.SmallestThroughput, 0, 0.001);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task One_that_is_interrupted_has_no_grade_and_leaves_nothing_behind()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        Assert.Null(await CalibratedAsync(Short with { Blocks = 1000 }, soon.Token));
        Assert.Empty(Left());
    }

    [Fact]
    public void What_is_asked_takes_about_two_minutes()
    {
        // Warm-up and window of each invocation, and as much again for its processes.
        var seconds = 2 * 2 * Calibrating.Plan.Blocks * (Calibrating.Plan.WarmupSeconds + Calibrating.Plan.WindowSeconds);
        Assert.InRange(seconds, 60, 150);
        Assert.True(Calibrating.Plan.Paced);
    }

    private static async Task<Resolution?> CalibratedAsync(Plan plan, CancellationToken cancel)
    {
        var node = new NodeProgram(Cli.FakeNode);
        return await Calibrating.RunAsync(plan, node, await node.ModelsAsync(), new MachineFiles(), TextWriter.Null, cancel);
    }

    private static IEnumerable<string> Left() => Directory.EnumerateDirectories(Path.GetTempPath(), "iobench-doctor-*").Where(static d => Directory.Exists(Path.Combine(d, "run")));
}
