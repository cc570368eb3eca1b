using IoBench.Cli.Machine;
using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Results.Store;

namespace IoBench.Cli.Running;

/// <summary>
/// A run that was cut off, taken up where it ended: same plan, seed and order. What would make two runs incomparable makes the halves of one so:
/// another kernel, binary or placement is refused, or gone on with and written down.
/// </summary>
internal static class Resumption
{
    /// <param name="folder">The run's.</param>
    /// <param name="force">Go on whatever differs, and say so in the run's file.</param>
    /// <param name="ends">Where server and load run now.</param>
    /// <param name="files">Where the machine tells of itself.</param>
    /// <exception cref="BadInputException">There is no such run, nothing is left of it, or it cannot go on here.</exception>
    public static async Task<RunPreparation> OfAsync(string folder, bool force, Ends ends, MachineFiles files)
    {
        var manifest = RunReader.Manifest(folder);
        if (manifest.Sides is not null)
            throw new BadInputException("a comparison of two servers cannot be taken up again", folder, "run 'iobench ab' again");
        if (manifest.HistogramsByCell)
            throw new BadInputException("the run was packed, nothing is appended to it", folder, "take up the run that it was packed from");

        var finished = Finished.In(folder);
        var run = new RunPreparation(manifest, CellsOf(manifest), folder) { Before = finished };
        CheckOrder(run, finished);
        if (manifest.Growth is { End: not null } || !finished.Left(run.Turns).Any())
            throw new BadInputException("nothing is left of this run", folder, "draw it with 'iobench report', or run it again under another name");

        var differences = await DifferencesAsync(manifest, ends, files);
        if (differences.Count > 0 && !force)
            throw new BadInputException($"the run was begun otherwise: {string.Join("; ", differences)}", folder, "go on as it was begun, or all the same with --force, which the report will say");

        var seam = new RunSeam { At = DateTimeOffset.Now, Finished = finished.FirstTries, Differences = differences };
        return run with { Manifest = manifest with { Seams = [.. manifest.Seams, seam] } };
    }

    private static IReadOnlyList<Cell> CellsOf(RunManifest manifest)
    {
        var cells = PlanExpansion.Of(Growing.Longest(manifest.Plan, manifest.Growth), manifest.Models).Cells;
        return manifest.Capacities is { } capacities ? Capacities.Apply(cells, capacities) : cells;
    }

    /// <summary>Another version might shuffle otherwise: then nobody knows what is left.</summary>
    private static void CheckOrder(RunPreparation run, Finished finished)
    {
        var planned = run.Turns.OfType<CellTurn>().ToDictionary(static turn => turn.Order, static turn => (turn.Block, turn.Cell.Key));
        if (finished.Invocations.FirstOrDefault(i => i.Repeats is null && (!planned.TryGetValue(i.Order, out var turn) || turn != (i.Block, i.Cell.Key))) is { } stranger)
            throw new BadInputException(
                FormattableString.Invariant($"turn {stranger.Order} was {stranger.Cell.Key} in block {stranger.Block}, and this IoBench puts another one there"), run.Folder, "take it up with the IoBench that began it");
    }

    private static async Task<List<string>> DifferencesAsync(RunManifest manifest, Ends ends, MachineFiles files)
    {
        var (then, now) = (manifest.Environment, EnvironmentReader.Read(files, Checkout.Root));
        var (placed, place) = (manifest.Placement, Placing.Of(await Site.OfAsync(ends.Server.Prefix, now), await Site.OfAsync(ends.Load.Prefix, now), now));
        (string What, string? Then, string? Now)[] conditions =
        [
            ("kernel", $"{then.Kernel} {then.KernelVersion}", $"{now.Kernel} {now.KernelVersion}"),
            ("CPU", then.CpuModel, now.CpuModel),
            ("server's CPUs", CpuList.Format(placed.ServerCpus), CpuList.Format(place.ServerCpus)),
            ("client's CPUs", CpuList.Format(placed.ClientCpus), CpuList.Format(place.ClientCpus)),
            ("network", placed.Network, place.Network),
            (".NET", then.DotNet, now.DotNet),
            ("node", Short(manifest.NodeSha256), Short(NodeFingerprint.Of(ends.Server))),
        ];
        return [.. conditions.Where(static c => c.Then != c.Now).Select(static c => $"{c.What} {c.Then ?? "unknown"}, now {c.Now ?? "unknown"}")];
    }

    private static string? Short(string? sum) => sum?[..12];
}
