namespace IoBench.Analysis.Kernels;

/// <summary>From one kernel to the next of the same variant, without options: what an update moved.</summary>
public sealed record KernelStep
{
    /// <summary>Fewer kernels are no series: the one difference is that from the reference.</summary>
    private const int LeastKernels = 3;

    /// <summary>The place of the column before.</summary>
    public required int From { get; init; }

    /// <summary>The place of the column behind.</summary>
    public required int To { get; init; }

    /// <summary>Cells of the column behind that could be held against the one before.</summary>
    public required IReadOnlyList<KernelCell> Judged { get; init; }

    public IEnumerable<KernelCell> Moved => Judged.Where(static c => c.Verdict == KernelVerdict.Differs).OrderBy(static c => c.Ratio);

    /// <summary>None where there are too few kernels for a series.</summary>
    internal static IReadOnlyList<KernelStep> Of(IReadOnlyList<KernelColumn> columns, IReadOnlyList<KernelCell> cells)
    {
        var series = columns.Select(static (c, i) => (Column: c, Place: i)).Where(static c => c.Column.Options.Length == 0).GroupBy(static c => c.Column.Kernel.Variant)
            .Select(static g => g.ToList()).Where(static g => g.Count >= LeastKernels);
        return [.. series.SelectMany(g => g.Zip(g.Skip(1), (before, behind) => new KernelStep
        {
            From = before.Place, To = behind.Place,
            Judged = [.. Pairs(cells, before.Place, behind.Place).Where(static c => c.Verdict is KernelVerdict.Differs or KernelVerdict.NoDifferenceShown)],
        }))];
    }

    /// <summary>Cells of one column held against those of another.</summary>
    internal static IEnumerable<KernelCell> Pairs(IReadOnlyList<KernelCell> cells, int before, int behind) => cells
        .Where(cell => cell.Column == behind)
        .Select(cell => cell.Against(cells.Single(c => c.Column == before && c.Model == cell.Model && c.Connections == cell.Connections)));
}
