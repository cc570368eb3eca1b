using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Results.Store;

namespace IoBench.Cli.Running;

/// <summary>All turns of a run, one after the other; each is on disk before the next begins.</summary>
internal sealed class RunLoop(InvocationRunner runner, TurnsRunner turnsRunner, FloorRunner floorRunner, RunManifest manifest, RunWriter writer)
{
    /// <summary>The sides of a cell that share a window, until all are there: the schedule has them follow each other.</summary>
    private readonly List<CellTurn> _sides = [];

    /// <param name="turns">May be asked for one by one, and so follow from what is finished.</param>
    /// <param name="finished">Takes what was finished, which is less than asked when it was cancelled.</param>
    /// <param name="progress">Is told between turns; second tries are in no total.</param>
    /// <param name="cancel">Gives up the turn under way.</param>
    public async Task RunAsync(IEnumerable<Turn> turns, Finished finished, IRunProgress progress, CancellationToken cancel)
    {
        try
        {
            foreach (var turn in turns)
            {
                cancel.ThrowIfCancellationRequested();
                progress.Begin(turn);
                if (turn is not CellTurn { Cell: var cell } cellTurn || !manifest.TakesTurns(cell))
                    await RunAsync(turn, finished, cancel);
                else if (cell.Side is null)
                    await PaceAsync(cellTurn, finished, cancel);
                else
                    await CollectAsync(cellTurn, finished, cancel);
                if (turn is not CellTurn { Repeats: not null })
                    progress.Finish(turn);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked for: the turn under way is given up, its children are gone.
        }
    }

    private async Task PaceAsync(CellTurn turn, Finished finished, CancellationToken cancel)
    {
        var pacemaker = turn with { Cell = turn.Cell.PacedBy(manifest.Plan.Baseline) };
        // Either has the first turn as often as the other.
        var isFirst = turn.Order % 2 == 0;
        var both = await turnsRunner.RunAsync(isFirst ? [turn, pacemaker] : [pacemaker, turn], cancel);
        Keep(PacedBy(both[isFirst ? 0 : 1], both[isFirst ? 1 : 0]), finished);
    }

    /// <summary>A pacemaker that is not to be trusted spoils the invocation: its ratio would be none.</summary>
    private static Invocation PacedBy(Invocation own, Invocation pace) => pace is { Verdict.Valid: true, Load: { } load, Server: { } server }
        ? own with { Pace = new Pacemaker { Model = pace.Cell.Model, Load = load with { Histogram = "" }, Server = server } }
        : own with { Verdict = own.Verdict.And(Verdict.Because([.. pace.Verdict.Reasons.Except(own.Verdict.Reasons).Select(static reason => $"its pacemaker: {reason}")])) };

    private async Task CollectAsync(CellTurn side, Finished finished, CancellationToken cancel)
    {
        _sides.Add(side);
        if (_sides.Count < manifest.Sides!.Count)
            return;
        var invocations = await turnsRunner.RunAsync([.. _sides], cancel);
        _sides.Clear();
        foreach (var invocation in Together(invocations))
            Keep(invocation, finished);
    }

    /// <summary>Where one side is not to be trusted the others have nothing to be held against, and are measured again with it.</summary>
    private static IEnumerable<Invocation> Together(IReadOnlyList<Invocation> sides) => sides.FirstOrDefault(static side => !side.Verdict.Valid) is { } failed
        ? sides.Select(side => side.Verdict.Valid ? side with { Verdict = side.Verdict.And(Verdict.Because($"{failed.Cell.Side} failed a check in the same window")) } : side)
        : sides;

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
            Keep(await runner.RunAsync(cellTurn, cancel), finished);
        }
    }

    private void Keep(Invocation invocation, Finished finished)
    {
        writer.Append(invocation);
        finished.Invocations.Add(invocation);
    }
}
