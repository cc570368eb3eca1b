using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Text;

/// <summary>Where it was measured, in one line: no figure travels without it.</summary>
public static class Place
{
    public static string Line(RunManifest manifest) => string.Join(" · ", new[]
    {
        "Linux " + manifest.Environment.Kernel,
        Cpu(manifest.Environment),
        manifest.Environment.Hypervisor is { } h ? $"under {h}" : "",
        Cpus(manifest.Placement),
        manifest.Placement.Network,
    }.Where(static s => s.Length > 0));

    /// <summary>A server of somebody else runs where we do not know.</summary>
    public static string Cpus(Placement placement) => placement.ServerCpus.Count == 0
        ? $"client CPU {List(placement.ClientCpus)}"
        : $"server CPU {List(placement.ServerCpus)}, client CPU {List(placement.ClientCpus)}{(placement.Disjoint ? "" : " (shared)")}";

    public static string Source(RunSummary summary) =>
        $"IoBench {summary.Manifest.Environment.IoBench}, run {summary.Manifest.Name}, invocations.jsonl";

    public static string Interval(RunSummary summary) => summary.Cells.Any(static c => c.ThroughputPerSecond?.Interval is not null)
        ? $"exact signed-rank {Figures.Confidence(Levels.Interval)} interval"
        : $"none, as no cell has the {Levels.LeastBlocks} blocks that an interval needs";

    /// <summary>n, loop and load of a point, e.g. <c>6 blocks, closed loop, 64 bytes</c>.</summary>
    public static string Load(RunSummary summary, IReadOnlyList<CellSummary> cells)
    {
        var loops = string.Join(" and ", cells.Select(static c => c.Loop).OfType<string>().Distinct());
        var (least, most) = cells.Count == 0 ? (0, 0) : (cells.Min(static c => c.Valid), cells.Max(static c => c.Valid));
        var n = least == most ? $"n = {most}" : $"n = {least} to {most}";
        return $"{n} fresh server and load processes per point ({Words.Plural(Blocks(summary, cells), "block")})" + (loops.Length > 0 ? $", {loops} loop" : "");
    }

    private static int Blocks(RunSummary summary, IReadOnlyList<CellSummary> cells) =>
        cells.Count == 0 ? summary.Manifest.Plan.Blocks : cells.Max(c => summary.Manifest.Plan.BlocksOf(c.Cell.Sweep));

    private static string Cpu(RunEnvironment environment) => environment.CpuModel is { } model
        ? Cpu(model)
        : environment.Architecture;

    /// <summary>A CPU's name without its marks.</summary>
    internal static string Cpu(string model) =>
        System.Text.RegularExpressions.Regex.Replace(model.Replace("(R)", "", StringComparison.Ordinal).Replace("(TM)", "", StringComparison.Ordinal), @"\s+", " ").Trim();

    private static string List(IReadOnlyList<int> cpus) => CpuList.Format(cpus);
}
