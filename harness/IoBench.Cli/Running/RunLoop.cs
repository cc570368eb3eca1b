using IoBench.Results.Plans;
using IoBench.Results.Store;

namespace IoBench.Cli.Running;

/// <summary>All turns of a run, one after the other; each is on disk before the next begins.</summary>
internal sealed class RunLoop(InvocationRunner runner, FloorRunner floorRunner, RunWriter writer)
{
    /// <summary>What was finished, which is less than asked when it was cancelled.</summary>
    public async Task<Finished> RunAsync(IReadOnlyList<Turn> turns, IRunProgress progress, CancellationToken cancel)
    {
        var finished = new Finished();
        try
        {
            foreach (var turn in turns)
            {
                cancel.ThrowIfCancellationRequested();
                progress.Begin(turn);
                await RunAsync(turn, finished, cancel);
                progress.Finish(turn);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked for: the turn under way is given up, its children are gone.
        }

        return finished;
    }

    private async Task RunAsync(Turn turn, Finished finished, CancellationToken cancel)
    {
        if (turn is FloorTurn floorTurn)
        {
            var floor = await floorRunner.RunAsync(floorTurn, cancel);
            writer.Append(floor);
            finished.Floors.Add(floor);
        }
        else if (turn is CellTurn cellTurn)
        {
            var invocation = await runner.RunAsync(cellTurn, cancel);
            writer.Append(invocation);
            finished.Invocations.Add(invocation);
        }
    }
}
