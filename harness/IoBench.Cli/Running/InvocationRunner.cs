using IoBench.Cli.Machine;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>
/// One invocation: a fresh server, a fresh load, one window, and both gone afterwards whatever happens. With a target of somebody else
/// there is only the load.
/// </summary>
internal sealed class InvocationRunner(Ends ends, RunManifest manifest, RunnerLimits limits, MachineFiles files, string? target = null)
{
    /// <summary>With the same program at both ends, here.</summary>
    public InvocationRunner(NodeProgram node, RunManifest manifest, RunnerLimits limits, MachineFiles files)
        : this(new Ends(node, node), manifest, limits, files)
    {
    }

    /// <summary>Never fails for what a child does: that is a reason in the verdict.</summary>
    public async Task<Invocation> RunAsync(CellTurn turn, CancellationToken cancel)
    {
        var occasion = new Occasion(files);
        await using var measurement = new Measurement(turn, ends, manifest, limits, target);
        try
        {
            measurement.Start();
            await measurement.MeetAsync(cancel);
            await measurement.OpenAsync(cancel);
            await measurement.ReportAsync(cancel);
            await measurement.EndAsync(cancel);
            return occasion.Of(measurement, turn);
        }
        catch (ChildException e)
        {
            await Measurement.OurEndAsync(cancel);
            return occasion.Of(measurement, turn, e.Message);
        }
    }
}
