using System.Diagnostics;
using IoBench.Cli.Machine;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>
/// Both sides of a cell in one window: each has a fresh server and a fresh load of its own, and the loads ask by turns of some
/// milliseconds. What a busy machine does it does to both, so their ratio is known many times better than from windows that follow each other.
/// </summary>
internal sealed class TurnsRunner(Ends ends, RunManifest manifest, RunnerLimits limits, MachineFiles files)
{
    /// <summary>From the word to the first message, at most: both must have heard it.</summary>
    private const long LeadNs = 30_000_000;

    /// <summary>Never fails for what a child does: that is a reason in the verdicts, of all of them where one cannot be measured.</summary>
    /// <param name="turns">The sides, in the order of their turns.</param>
    public async Task<IReadOnlyList<Invocation>> RunAsync(IReadOnlyList<CellTurn> turns, CancellationToken cancel)
    {
        var occasion = new Occasion(files);
        List<Measurement> all = [.. turns.Select((turn, at) => new Measurement(turn, ends, manifest, limits, turns: $"{at + 1}/{turns.Count}"))];
        try
        {
            all.ForEach(static measurement => measurement.Start());
            await EachAsync(all, measurement => measurement.MeetAsync(cancel));
            await EachAsync(all, measurement => measurement.ConnectAsync(cancel));
            var windowNs = Stopwatch.GetTimestamp() + (long)(manifest.Plan.WarmupSeconds * 1e9) + LeadNs;
            all.ForEach(measurement => measurement.Go(windowNs));
            await EachAsync(all, measurement => measurement.OpenAsync(cancel));
            await EachAsync(all, measurement => measurement.ReportAsync(cancel));
            await EachAsync(all, measurement => measurement.EndAsync(cancel));
            return [.. turns.Select((turn, at) => occasion.Of(all[at], turn))];
        }
        catch (ChildException e)
        {
            await Measurement.OurEndAsync(cancel);
            return [.. turns.Select((turn, at) => occasion.Of(all[at], turn, e.Message))];
        }
        finally
        {
            foreach (var measurement in all)
                await measurement.DisposeAsync();
        }
    }

    /// <summary>One after the other, while the children are at it all at once.</summary>
    private static async Task EachAsync(IReadOnlyList<Measurement> all, Func<Measurement, Task> step)
    {
        foreach (var measurement in all)
            await step(measurement);
    }
}
