using System.Globalization;
using IoBench.Results;

namespace IoBench.Analysis.Trends;

/// <summary>What must be alike for two runs to stand in one series. The machine is not in it: ratios within a run let it change.</summary>
/// <param name="Accelerator">Bare metal, or who runs the guest: <c>KVM</c>, <c>unnamed hypervisor</c> (an emulator tells no more).</param>
/// <param name="Plan">The plan's name.</param>
/// <param name="WarmupSeconds">Of the plan.</param>
/// <param name="WindowSeconds">Of the plan.</param>
/// <param name="Placement">How the CPUs were divided, and what was between the two ends.</param>
public sealed record RunConditions(string Accelerator, string Plan, double WarmupSeconds, double WindowSeconds, string Placement)
{
    public const string BareMetal = "bare metal";

    public static RunConditions Of(RunManifest manifest) => new(
        AcceleratorOf(manifest.Environment), manifest.Plan.Name, manifest.Plan.WarmupSeconds, manifest.Plan.WindowSeconds, PlacementOf(manifest));

    // Behind the comma stands the vendor of the machine, which may change.
    internal static string AcceleratorOf(RunEnvironment place) => place.Hypervisor?.Split(',')[0].Trim() is { Length: > 0 } hypervisor ? hypervisor : BareMetal;

    /// <summary>The conditions of most runs; of the later ones where two are as frequent.</summary>
    public static RunConditions Usual(IEnumerable<RunManifest> runs) => runs
        .GroupBy(Of).OrderByDescending(static g => g.Count()).ThenByDescending(static g => g.Max(static m => m.StartedAt)).First().Key;

    /// <summary>Each condition that another run does not share with these; null where all are alike.</summary>
    public string? Misfit(RunConditions run)
    {
        List<string> parts = [];
        if (run.Accelerator != Accelerator)
            parts.Add($"another accelerator, {run.Accelerator} instead of {Accelerator}");
        if (run.Plan != Plan)
            parts.Add($"another plan, {run.Plan} instead of {Plan}");
        else if ((run.WarmupSeconds, run.WindowSeconds) != (WarmupSeconds, WindowSeconds))
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"other times in its plan, {run.WarmupSeconds} s of warm-up and {run.WindowSeconds} s of window instead of {WarmupSeconds} s and {WindowSeconds} s"));
        if (run.Placement != Placement)
            parts.Add($"another placement, {run.Placement} instead of {Placement}");
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static string PlacementOf(RunManifest manifest)
    {
        var placement = manifest.Placement;
        var apart = !placement.Disjoint ? ", shared" : SharesCore(manifest) ? ", threads of one core" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{placement.ServerCpus.Count} server and {placement.ClientCpus.Count} client CPUs{apart}, {placement.Network}");
    }

    // Which CPUs they were is the machine's business; whether both ends share the units of one core is not.
    private static bool SharesCore(RunManifest manifest)
    {
        try
        {
            var clients = manifest.Placement.ClientCpus.ToHashSet();
            return manifest.Placement.ServerCpus.Any(server =>
                manifest.Environment.Siblings.TryGetValue(server.ToString(CultureInfo.InvariantCulture), out var list) && CpuList.Parse(list).Any(clients.Contains));
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            return false;
        }
    }
}
