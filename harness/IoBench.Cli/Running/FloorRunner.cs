using System.Diagnostics;
using IoBench.Cli.Machine;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>One floor: a fresh process on the client's CPU, gone afterwards whatever happens.</summary>
internal sealed class FloorRunner(NodeProgram node, RunManifest manifest, RunnerLimits limits, MachineFiles files)
{
    /// <summary>Never fails for what the child does: that is a reason in the verdict.</summary>
    public async Task<FloorInvocation> RunAsync(FloorTurn turn, CancellationToken cancel)
    {
        var startedAt = DateTimeOffset.Now;
        var clock = Stopwatch.StartNew();
        var disturbance = new DisturbanceMeter(files);
        FloorReport? floor = null;
        var verdict = Verdict.Good;
        try
        {
            floor = await MeasureAsync(turn.Point, cancel);
        }
        catch (ChildException e)
        {
            // As with any invocation: our own interruption shall not pass for a finding about the child.
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
            verdict = Verdict.Because(e.Message);
        }

        return new FloorInvocation
        {
            Block = turn.Block,
            Order = turn.Order,
            Connections = turn.Point.Connections,
            PayloadBytes = turn.Point.PayloadBytes,
            StartedAt = startedAt,
            ElapsedSeconds = clock.Elapsed.TotalSeconds,
            Floor = floor,
            Disturbance = disturbance.Read(),
            Verdict = verdict,
        };
    }

    private async Task<FloorReport> MeasureAsync(FloorPoint point, CancellationToken cancel)
    {
        await using var child = Child.Start("floor", node, NodeArguments.Floor(point, manifest.Plan, manifest.Placement));
        var length = TimeSpan.FromSeconds(NodeArguments.FloorSeconds(manifest.Plan));
        var report = await child.ExpectAsync("floor", LineJson.Default.FloorReport, length + limits.Floor, cancel);
        if (await child.ExitAsync(limits.Stop, cancel) != ExitCode.Done)
            throw new ChildException($"floor ended badly{await child.FateAsync()}");
        return report.Messages > 0 ? report : throw new ChildException("floor measured no message");
    }
}
