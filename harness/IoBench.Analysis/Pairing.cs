namespace IoBench.Analysis;

/// <summary>Two cells of one load point, block by block: what disturbed a block disturbed both, and cancels in the difference.</summary>
internal sealed record Pairing(string Label, IReadOnlyList<double> LogDifferences)
{
    /// <summary>Log differences label minus baseline; null when no block has both.</summary>
    public static Pairing? Of(CellSummary cell, CellSummary baseline, Metric metric)
    {
        var differences = ByBlock(cell, baseline, metric);
        return differences.Count == 0 ? null : new Pairing(cell.Cell.Label, [.. differences.Values]);
    }

    /// <summary>The same with the block of each.</summary>
    public static SortedDictionary<int, double> ByBlock(CellSummary cell, CellSummary baseline, Metric metric)
    {
        var reference = LogsByBlock(baseline, metric);
        return new(LogsByBlock(cell, metric).Where(b => reference.ContainsKey(b.Key)).ToDictionary(static b => b.Key, b => b.Value - reference[b.Key]));
    }

    public HodgesLehmann Centre { get; } = new(LogDifferences);

    internal static SortedDictionary<int, double> LogsByBlock(CellSummary cell, Metric metric) => LogsByBlock(cell.Invocations, metric);

    // A block runs a cell once; should a resumed run have done it twice, both count, as one mean.
    internal static SortedDictionary<int, double> LogsByBlock(IEnumerable<InvocationFigures> figures, Metric metric) => new(figures
        .Where(f => metric.Value(f) > 0).GroupBy(static f => f.Block)
        .ToDictionary(static g => g.Key, g => g.Average(f => Math.Log(metric.Value(f)!.Value))));
}
