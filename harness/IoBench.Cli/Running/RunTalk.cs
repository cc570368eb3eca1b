using System.Globalization;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>What is said to a person before and after a run, on standard error.</summary>
internal static class RunTalk
{
    /// <summary>Start and end of two processes, measured; only for the first guess of the time a run takes.</summary>
    private const double StartAndEndSeconds = 0.25;

    public static void Opening(TextWriter talk, RunPreparation run)
    {
        var (manifest, plan) = (run.Manifest, run.Manifest.Plan);
        var guess = TimeSpan.FromSeconds(run.Turns.Count * (plan.WarmupSeconds + plan.WindowSeconds + StartAndEndSeconds));
        var placement = manifest.Placement;
        talk.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Name}: {run.Turns.Count} invocations in {plan.Blocks} blocks, about {Pace.Text(guess)}; baseline {plan.Baseline}, seed {manifest.Seed}"));
        talk.WriteLine(placement.Disjoint
            ? $"server on CPU {CpuList.Format(placement.ServerCpus)}, client on CPU {CpuList.Format(placement.ClientCpus)}"
            : $"server and client share CPU {CpuList.Format(placement.ServerCpus)}: figures include their contention");
        foreach (var skipped in manifest.Skipped)
            talk.WriteLine($"skipped: {skipped.Model} ({skipped.Reason})");
    }

    /// <summary>Invocations that do not count, by cell and reason: a few lines however many they are.</summary>
    public static void Invalid(TextWriter talk, IReadOnlyList<Invocation> invocations)
    {
        var groups = invocations
            .Where(invocation => !invocation.Verdict.Valid)
            .GroupBy(invocation => (invocation.Cell.Label, invocation.Cell.Point, Reasons: string.Join("; ", invocation.Verdict.Reasons)));
        foreach (var group in groups)
            talk.WriteLine($"not valid: {group.Key.Label} {group.Key.Point}, {group.Count()} times: {group.Key.Reasons}");
    }
}
