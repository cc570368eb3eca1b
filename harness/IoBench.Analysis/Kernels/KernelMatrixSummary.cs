using IoBench.Analysis.Trends;
using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Analysis.Kernels;

/// <summary>A matrix as it is read: for each kernel, model and load the centre and range over boots, and a verdict against a reference.</summary>
public sealed record KernelMatrixSummary
{
    public int SchemaVersion { get; init; } = Schema.Version;

    public required MatrixPlan Plan { get; init; }

    /// <summary>Of all figures; a matrix has one accelerator, and figures of two are never compared.</summary>
    public required string Unit { get; init; }

    /// <summary>Oldest kernel first, without options before with.</summary>
    public required IReadOnlyList<KernelColumn> Columns { get; init; }

    /// <summary>By load, then as the models were named.</summary>
    public required IReadOnlyList<KernelCell> Cells { get; init; }

    /// <summary>What each update moved, where there are enough kernels for a series; else empty.</summary>
    public required IReadOnlyList<KernelStep> Steps { get; init; }

    /// <summary>Updates in a row that moved nothing.</summary>
    public required IReadOnlyList<KernelLull> Lulls { get; init; }

    /// <summary>What did not run somewhere, each once, with the columns.</summary>
    public required IReadOnlyList<KernelSkip> Skipped { get; init; }

    /// <summary>Instructions of an echo by the kind of call; empty where nobody asked.</summary>
    public required IReadOnlyList<KernelParts> Parts { get; init; }

    /// <summary>Single calls; empty where nobody asked.</summary>
    public required IReadOnlyList<KernelCall> Calls { get; init; }

    /// <summary>Jobs that are not done.</summary>
    public required int Missing { get; init; }

    /// <summary>The widest range over boots, as a share of its centre.</summary>
    public double WidestRange => Cells.Select(static c => c.RelativeRange).DefaultIfEmpty(0).Max();

    public IEnumerable<KernelCell> Of(string model, int connections) => Cells.Where(c => c.Model == model && c.Connections == connections);

    /// <exception cref="BadInputException">Jobs of different accelerators or units stand in it.</exception>
    public static KernelMatrixSummary Of(KernelMatrix matrix)
    {
        var plan = matrix.Plan;
        if (matrix.Jobs.FirstOrDefault(j => j.Accelerator != plan.Accelerator || j.Unit != Accelerators.Unit(plan.Accelerator)) is { } stranger)
            throw new BadInputException($"job {stranger.Job.Number} counts {stranger.Unit} under {stranger.Accelerator}, the matrix {Accelerators.Unit(plan.Accelerator)} under {plan.Accelerator}", KernelMatrix.FileName, "results of different accelerators are never compared");
        var columns = ColumnsOf(matrix);
        IReadOnlyList<KernelCell> cells = [.. plan.Connections.SelectMany(n => plan.Models.SelectMany(m => KernelCell.Row(m, n, columns)))];
        var steps = KernelStep.Of(columns, cells);
        return new KernelMatrixSummary
        {
            Plan = plan,
            Unit = Accelerators.Unit(plan.Accelerator),
            Columns = columns,
            Cells = cells,
            Steps = steps,
            Lulls = [.. KernelLull.Of(steps, cells)],
            Skipped = KernelSkip.Of(columns),
            Parts = KernelParts.Of(plan.Models, columns),
            Calls = KernelCall.Of(columns),
            Missing = MatrixJobs.Of(plan).Count - matrix.Jobs.Count,
        };
    }

    private static List<KernelColumn> ColumnsOf(KernelMatrix matrix)
    {
        // Among variants of one release the plain one is what the others are variants of.
        string[] variants = [KernelImage.Plain, KernelImage.Own, KernelImage.Cloud, KernelImage.Realtime];
        var groups = matrix.Jobs.GroupBy(static j => (j.Job.Kernel, j.Job.Options))
            .Select(g => (g.Key.Kernel, g.Key.Options, Jobs: g.ToList(), Image: matrix.Plan.Kernels.Single(k => k.Name == g.Key.Kernel), Version: KernelVersion.Of(g.First().Guest.Release)))
            .OrderBy(static g => KernelVersion.Of(g.Version.Release), KernelVersion.Order).ThenBy(g => Array.IndexOf(variants, g.Image.Variant)).ThenBy(static g => g.Version, KernelVersion.Order)
            .ThenBy(g => matrix.Plan.Sweep.ToList().IndexOf(g.Options)).ToList();
        return [.. groups.Select((g, i) => new KernelColumn
        {
            Kernel = g.Image,
            Options = g.Options,
            Guest = g.Jobs[0].Guest,
            Jobs = g.Jobs,
            // A kernel with options is held against itself without; a kernel against the oldest.
            Reference = g.Options.Length > 0 ? groups.FindIndex(o => o.Kernel == g.Kernel && o.Options.Length == 0) is >= 0 and var own && own != i ? own : null : i == 0 ? null : groups[0].Options.Length == 0 ? 0 : null,
        })];
    }
}

/// <summary>One kernel with one set of options.</summary>
public sealed record KernelColumn
{
    public required KernelImage Kernel { get; init; }

    public required string Options { get; init; }

    /// <summary>As its first boot says.</summary>
    public required GuestFacts Guest { get; init; }

    /// <summary>The column that it is held against, by its place; null for one that others are held against.</summary>
    public required int? Reference { get; init; }

    public int Boots => Jobs.Count;

    /// <summary>Real time of a boot on the machine that emulated it, the longest.</summary>
    public double LongestSeconds => Jobs.Max(static j => j.ElapsedSeconds);

    public string Name => Options.Length > 0 ? $"{Kernel.Name} {Options}" : Kernel.Name;

    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<MatrixJobResult> Jobs { get; init; } = [];
}
