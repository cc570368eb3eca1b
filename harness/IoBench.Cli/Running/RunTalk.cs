using System.Globalization;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>What is said to a person before and after a run, on standard error.</summary>
internal static class RunTalk
{
    /// <summary>Start and end of two processes, measured; only for the first guess of the time a run takes.</summary>
    private const double StartAndEndSeconds = 0.25;

    /// <summary>More would push the summary off the screen.</summary>
    private const int MostCellsTold = 8;

    public static void Opening(TextWriter talk, RunPreparation run)
    {
        var (manifest, plan) = (run.Manifest, run.Manifest.Plan);
        var guess = TimeSpan.FromSeconds(run.Turns.Count * (plan.WarmupSeconds + plan.WindowSeconds + StartAndEndSeconds));
        var placement = manifest.Placement;
        talk.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Name}: {run.Turns.Count} invocations in {plan.Blocks} blocks, about {Pace.Text(guess)}; "
            + $"baseline {plan.Baseline}, seed {manifest.Seed}"));
        talk.WriteLine(placement.Disjoint
            ? $"server on CPU {CpuList.Format(placement.ServerCpus)}, client on CPU {CpuList.Format(placement.ClientCpus)}"
            : $"server and client share CPU {CpuList.Format(placement.ServerCpus)}: figures include their contention");
        if (placement.Network != Placement.Loopback)
            talk.WriteLine(placement.Network);
        foreach (var skipped in manifest.Skipped)
            talk.WriteLine($"skipped: {skipped.Model} ({skipped.Reason})");
    }

    /// <summary>Invocations that do not count, a line per cell with its first reason; the file has them all.</summary>
    public static void Invalid(TextWriter talk, IReadOnlyList<Invocation> invocations)
    {
        var cells = invocations
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
}
