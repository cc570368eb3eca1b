using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Results.Store;

namespace IoBench.Cli.Running;

/// <summary>All turns of a run, one after the other; each is on disk before the next begins.</summary>
internal sealed class RunLoop(InvocationRunner runner, RunWriter writer)
{
    /// <summary>What was finished, which is less than asked when it was cancelled.</summary>
    public async Task<IReadOnlyList<Invocation>> RunAsync(IReadOnlyList<Turn> turns, IRunProgress progress, CancellationToken cancel)
    {
        var finished = new List<Invocation>(turns.Count);
        try
        {
            foreach (var turn in turns)
            {
                progress.Begin(turn);
                var invocation = await runner.RunAsync(turn, cancel);
                writer.Append(invocation);
                finished.Add(invocation);
                progress.Finish(turn);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked for: the turn under way is given up, its children are gone.
        }

        return finished;
    }
}
