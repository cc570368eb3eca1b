using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>How long a run takes, before anything is measured. The times beside warm-up and window are means of real runs on two virtual CPUs.</summary>
internal static class RunEstimate
{
    /// <summary>Start and end of two processes, and what a warm-up is prolonged by.</summary>
    private const double StartAndEndSeconds = 0.34;

    /// <summary>The same of the one process of a floor, and its warm-up.</summary>
    private const double FloorBesideSeconds = 0.17;

    /// <summary>Start and end of two more, and the word to both loads.</summary>
    private const double PacemakerSeconds = 0.15;

    private const double OpeningSecondsPerConnection = 0.00006;

    /// <summary>Where each connection has a thread of its own, which begins and ends with it.</summary>
    private const double OpeningSecondsPerThread = 0.00035;

    /// <summary>A whole run, or the part of it that has these turns, capacities included.</summary>
    public static TimeSpan Of(RunPreparation run, IReadOnlyList<Turn> turns) =>
        Of(run.Manifest, turns) + Of(Calibration.Shortened(run.Manifest), Calibration.Turns(run));

    public static TimeSpan Of(RunManifest manifest, IReadOnlyList<Turn> turns)
    {
        var plan = manifest.Plan;
        var threaded = manifest.Models.Where(static model => model.Pattern == "thread per connection").Select(static model => model.Name).ToHashSet();
        return TimeSpan.FromSeconds(turns.Sum(turn => turn is CellTurn { Cell: var cell }
            ? (plan.WarmupSeconds + plan.WindowSeconds + StartAndEndSeconds) / (cell.Side is not null && manifest.TakesTurns(cell) ? manifest.Sides!.Count : 1)
                + (cell.Side is null && manifest.TakesTurns(cell) ? PacemakerSeconds : 0)
                + (cell.Connections + cell.Idle) * (threaded.Contains(cell.Model) ? OpeningSecondsPerThread : OpeningSecondsPerConnection)
            : NodeArguments.FloorSeconds(plan) + FloorBesideSeconds));
    }
}
