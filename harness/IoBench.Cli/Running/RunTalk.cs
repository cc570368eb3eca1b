using System.Globalization;
using IoBench.Analysis;
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
        var turns = (run.Before ?? new Finished()).Left(run.Turns.Where(turn => turn.Block <= Math.Max(plan.Blocks, manifest.Growth?.LeastBlocks ?? 0))).ToList();
        var floors = turns.Count(static turn => turn is FloorTurn);
        var invocations = turns.Count - floors;
        var placement = manifest.Placement;
        if (run.Before is { } before)
            talk.WriteLine($"taken up again: {before.FirstTries} invocations and {before.Floors.Count} floors are there{string.Concat(manifest.Seams[^1].Differences.Select(static d => $"; {d}"))}");
        talk.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Name}: {invocations} invocations and {floors} floors in {manifest.Growth?.LeastBlocks ?? plan.Blocks} blocks, about {Pace.Text(RunEstimate.Of(run, turns))}; "
            + $"baseline {plan.Baseline}, seed {manifest.Seed}"));
        if (manifest.Growth is { } growth)
            talk.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"then {growth.EveryBlocks} blocks at a time, {growth.MostBlocks} at most (about {Pace.Text(RunEstimate.Of(run, run.Turns))} in all), until {Title(growth)} of every model "
                + $"at {new WidthWatch(plan, run.Cells, growth).Point} is known to {Percent(growth.HalfWidth)} as a ratio to {plan.Baseline}"));
        talk.WriteLine(placement.Disjoint
            ? $"server on CPU {CpuList.Format(placement.ServerCpus)}, client on CPU {CpuList.Format(placement.ClientCpus)}"
            : $"server and client share CPU {CpuList.Format(placement.ServerCpus)}: figures include their contention");
        if (placement.Network != Placement.Loopback)
            talk.WriteLine(placement.Network);
        if (run.Note is { } note)
            talk.WriteLine(note);
        foreach (var skipped in manifest.Skipped)
            talk.WriteLine($"skipped: {skipped.Model} ({skipped.Reason})");
    }

    /// <summary>Said before, since no bar moves meanwhile.</summary>
    public static void Calibrating(TextWriter talk, RunPreparation run, IReadOnlyList<CellTurn> turns) => talk.WriteLine(FormattableString.Invariant(
        $"measuring capacities first: {turns.Count} invocations, about {Pace.Text(RunEstimate.Of(Calibration.Shortened(run.Manifest), turns))}"));

    public static void Calibrated(TextWriter talk, RunPreparation before, RunPreparation after)
    {
        foreach (var point in after.Manifest.Capacities!.GroupBy(capacity => capacity.Cell.Point))
            talk.WriteLine($"capacity at {point.Key}, messages a second: {string.Join(", ", point.Select(Text))}");
        foreach (var skipped in after.Manifest.Skipped.Skip(before.Manifest.Skipped.Count))
            talk.WriteLine($"skipped: {skipped.Model} ({skipped.Reason})");

        static string Text(Capacity capacity) => string.Create(CultureInfo.InvariantCulture, $"{capacity.Cell.Model} {capacity.MedianPerSecond:0}");
    }

    /// <summary>What a run that grows knows by now.</summary>
    public static string Look(RunGrowth growth, WidthLook look)
    {
        var missing = look.LeftOut.Count == 0 ? "" : $"; without {string.Join(", ", look.LeftOut)}, of which no invocation is valid";
        var known = look switch
        {
            { Reached: true } => $"{Title(growth)} of every model is known to {Percent(growth.HalfWidth)}, {look.Widest} least ({Percent(look.HalfWidth!.Value)})",
            { HalfWidth: { } width } => $"{look.Widest} is known to {Percent(width)}",
            { Widest: { } widest } => $"{widest} has too few valid blocks",
            _ => "no ratio is known",
        };
        return FormattableString.Invariant($"{(look.Blocks == growth.MostBlocks && !look.Reached ? "stopped at " : "")}{look.Blocks} blocks: {known}{missing}");
    }

    /// <summary>What noise alone did so far, to stand behind a block or the time left; nothing before it is known.</summary>
    public static string Aa(Estimate? aa) => aa switch
    {
        null => "",
        { Interval: { } interval } => string.Create(CultureInfo.InvariantCulture, $", A/A {aa.Centre:0.00} [{interval.Low:0.00}, {interval.High:0.00}]"),
        _ => string.Create(CultureInfo.InvariantCulture, $", A/A {aa.Centre:0.00}"),
    };

    private static string Title(RunGrowth growth) => Metric.Compared.First(m => m.Name == growth.WidthOf).Title;

    private static string Percent(double fraction) => string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:0.0#} %");

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
            var again = cell.Count(static i => i is { Repeats: not null, Verdict.Valid: true }) is > 0 and var n ? FormattableString.Invariant($" ({n} made good by a second try)") : "";
            talk.WriteLine($"not valid: {cell.Key}, {invalid.Count} of {cell.Count()}{again}: {string.Join("; ", invalid[0].Verdict.Reasons)}");
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
