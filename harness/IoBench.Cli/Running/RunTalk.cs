using System.Globalization;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>What is said to a person before and after a run, on standard error.</summary>
internal static class RunTalk
{
    /// <summary>More would push the summary off the screen.</summary>
    private const int MostCellsTold = 8;

    public static void Opening(TextWriter talk, RunPreparation run)
    {
        var (manifest, plan) = (run.Manifest, run.Manifest.Plan);
        var floors = run.Turns.Count(static turn => turn is FloorTurn);
        var invocations = run.Turns.Count - floors;
        var placement = manifest.Placement;
        talk.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Name}: {invocations} invocations and {floors} floors in {plan.Blocks} blocks, about {Pace.Text(RunEstimate.Of(run))}; "
            + $"baseline {plan.Baseline}, seed {manifest.Seed}"));
        talk.WriteLine(placement.Disjoint
            ? $"server on CPU {CpuList.Format(placement.ServerCpus)}, client on CPU {CpuList.Format(placement.ClientCpus)}"
            : $"server and client share CPU {CpuList.Format(placement.ServerCpus)}: figures include their contention");
        if (placement.Network != Placement.Loopback)
            talk.WriteLine(placement.Network);
        foreach (var skipped in manifest.Skipped)
            talk.WriteLine($"skipped: {skipped.Model} ({skipped.Reason})");
    }

    /// <summary>Said before, since no bar moves meanwhile.</summary>
    public static void Calibrating(TextWriter talk, RunPreparation run, IReadOnlyList<CellTurn> turns) => talk.WriteLine(FormattableString.Invariant(
        $"measuring capacities first: {turns.Count} invocations, about {Pace.Text(RunEstimate.Of(Calibration.Shortened(run.Manifest.Plan), turns, run.Manifest.Models))}"));

    public static void Calibrated(TextWriter talk, RunPreparation before, RunPreparation after)
    {
        foreach (var point in after.Manifest.Capacities!.GroupBy(capacity => capacity.Cell.Point))
            talk.WriteLine($"capacity at {point.Key}, messages a second: {string.Join(", ", point.Select(Text))}");
        foreach (var skipped in after.Manifest.Skipped.Skip(before.Manifest.Skipped.Count))
            talk.WriteLine($"skipped: {skipped.Model} ({skipped.Reason})");

        static string Text(Capacity capacity) => string.Create(CultureInfo.InvariantCulture, $"{capacity.Cell.Model} {capacity.MedianPerSecond:0}");
    }

    /// <summary>Invocations that do not count, a line per cell with its first reason; the file has them all.</summary>
    public static void Invalid(TextWriter talk, Finished finished)
    {
        InvalidFloors(talk, finished.Floors);
        var cells = finished.Invocations
            .GroupBy(invocation => invocation.Cell.Key)
            .Where(cell => cell.Any(invocation => !invocation.Verdict.Valid))
            .ToList();
        foreach (var cell in cells.Take(MostCellsTold))
        {
            var invalid = cell.Where(invocation => !invocation.Verdict.Valid).ToList();
            talk.WriteLine($"not valid: {cell.Key}, {invalid.Count} of {cell.Count()}: {string.Join("; ", invalid[0].Verdict.Reasons)}");
        }

        if (cells.Count > MostCellsTold)
            talk.WriteLine($"not valid: some of {cells.Count - MostCellsTold} more cells; each has its reasons in invocations.jsonl");
    }
    private static void InvalidFloors(TextWriter talk, IReadOnlyList<FloorInvocation> floors)
    {
        foreach (var point in floors.GroupBy(FloorPoint.Of).Where(static point => point.Any(static floor => !floor.Verdict.Valid)))
        {
            var invalid = point.Where(static floor => !floor.Verdict.Valid).ToList();
            talk.WriteLine($"not valid: {point.Key}, {invalid.Count} of {point.Count()}: {string.Join("; ", invalid[0].Verdict.Reasons)}");
        }
    }
}
