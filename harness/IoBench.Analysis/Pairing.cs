namespace IoBench.Analysis;

/// <summary>
/// Two cells of one load point, block by block: what disturbed a block disturbed both, and cancels in the difference. Where a cell was asked by
/// turns with the other's model it is held against that: what disturbed some milliseconds disturbed both.
/// </summary>
internal sealed record Pairing(string Label, IReadOnlyList<double> LogDifferences)
{
    /// <summary>Log differences label minus baseline; null when no block has both.</summary>
    /// <param name="cell">Over the line.</param>
    /// <param name="baseline">Below it.</param>
    /// <param name="metric">On which.</param>
    /// <param name="mayBePaced">False holds one against the other by blocks, whatever stood beside it.</param>
    public static Pairing? Of(CellSummary cell, CellSummary baseline, Metric metric, bool mayBePaced = true)
    {
        var differences = mayBePaced ? ByBlock(cell, baseline, metric) : Ratios(cell.Invocations, model: null, LogsByBlock(baseline, metric), metric);
        return differences.Count == 0 ? null : new Pairing(cell.Cell.Label, [.. differences.Values]);
    }

    /// <summary>The same with the block of each.</summary>
    public static SortedDictionary<int, double> ByBlock(CellSummary cell, CellSummary baseline, Metric metric) =>
        // A pacemaker had the cell's own load: at another one it stands for nobody.
        Ratios(cell.Invocations, cell.Cell.Point == baseline.Cell.Point ? baseline.Cell.Label : null, LogsByBlock(baseline, metric), metric);

    /// <summary>Over the pacemaker of each invocation where that is <paramref name="model"/>; else over the reference of the same block.</summary>
    internal static SortedDictionary<int, double> Ratios(IReadOnlyList<InvocationFigures> figures, string? model, SortedDictionary<int, double> reference, Metric metric)
    {
        var paced = ByBlock(figures.Where(f => f.PacedBy == model && f.Pace is { } pace && metric.Value(pace) > 0), metric, f => Math.Log(metric.Value(f.Pace!)!.Value));
        return paced.Count > 0 ? paced : new(LogsByBlock(figures, metric).Where(b => reference.ContainsKey(b.Key)).ToDictionary(static b => b.Key, b => b.Value - reference[b.Key]));
    }

    public HodgesLehmann Centre { get; } = new(LogDifferences);

    internal static SortedDictionary<int, double> LogsByBlock(CellSummary cell, Metric metric) => LogsByBlock(cell.Invocations, metric);

    internal static SortedDictionary<int, double> LogsByBlock(IEnumerable<InvocationFigures> figures, Metric metric) => ByBlock(figures, metric, static _ => 0);

    // A block runs a cell once; should a resumed run have done it twice, both count, as one mean.
    private static SortedDictionary<int, double> ByBlock(IEnumerable<InvocationFigures> figures, Metric metric, Func<InvocationFigures, double> less) => new(figures
        .Where(f => metric.Value(f) > 0).GroupBy(static f => f.Block)
        .ToDictionary(static g => g.Key, g => g.Average(f => Math.Log(metric.Value(f)!.Value) - less(f))));
}
