using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>
/// Before the first block: what each model of a load sweep answers in a closed loop, so that shares of it become rates. Like blocks,
/// the rounds are shuffled, so that what drifts in the machine meets all models alike.
/// </summary>
internal sealed class Calibration(InvocationRunner runner)
{
    /// <summary>A capacity needs no longer window than this, however long the plan's is.</summary>
    private const double LongestWindowSeconds = 0.5;

    /// <summary>The run as calibrating invocations see it.</summary>
    public static RunManifest Shortened(RunManifest manifest) =>
        manifest with { Plan = manifest.Plan with { WindowSeconds = Math.Min(manifest.Plan.WindowSeconds, LongestWindowSeconds) } };

    public static IReadOnlyList<CellTurn> Turns(RunPreparation run) =>
        [.. Schedule.OfCells(Capacities.Asked(run.Cells), run.Manifest.Plan.Calibrations, run.Manifest.Seed)];

    /// <exception cref="OperationCanceledException">It was cancelled; half a calibration is none.</exception>
    public async Task<RunPreparation> RunAsync(RunPreparation run, CancellationToken cancel)
    {
        var invocations = new List<Invocation>();
        foreach (var turn in Turns(run))
            invocations.Add(await runner.RunAsync(turn, cancel));
        // One unlucky window must not cost a model its open loop: who has no rate yet is tried once more.
        foreach (var cell in Capacities.Asked(run.Cells).Where(cell => Capacities.Of(cell, Those(cell)) is null).ToList())
            invocations.Add(await runner.RunAsync(new CellTurn(run.Manifest.Plan.Calibrations + 1, invocations.Count + 1, cell), cancel));

        var capacities = new List<Capacity>();
        var without = new List<SkippedModel>();
        foreach (var cell in invocations.GroupBy(invocation => invocation.Cell.Key))
        {
            if (Capacities.Of(cell.First().Cell, cell) is { } capacity)
                capacities.Add(capacity);
            else
                without.Add(Capacities.Skipped(cell.First().Cell, cell));
        }

        return run.With(capacities, [.. without.Distinct()]);

        IEnumerable<Invocation> Those(Cell cell) => invocations.Where(invocation => invocation.Cell.Key == cell.Key);
    }
}
