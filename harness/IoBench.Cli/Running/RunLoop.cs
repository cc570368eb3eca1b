using IoBench.Results.Plans;
using IoBench.Results.Store;

namespace IoBench.Cli.Running;

/// <summary>All turns of a run, one after the other; each is on disk before the next begins.</summary>
internal sealed class RunLoop(InvocationRunner runner, FloorRunner floorRunner, RunWriter writer)
{
    /// <param name="turns">May be asked for one by one, and so follow from what is finished.</param>
    /// <param name="finished">Takes what was finished, which is less than asked when it was cancelled.</param>
    /// <param name="progress">Is told between turns.</param>
    /// <param name="cancel">Gives up the turn under way.</param>
    public async Task RunAsync(IEnumerable<Turn> turns, Finished finished, IRunProgress progress, CancellationToken cancel)
    {
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
