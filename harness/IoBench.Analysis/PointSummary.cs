using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>One load point: its comparisons, and the most that the load generator was seen to drive there.</summary>
public sealed record PointSummary
{
    public required LoadPoint Point { get; init; }

    /// <summary>The label that the others are compared with; null when it has no valid invocation here.</summary>
    public string? Baseline { get; init; }

    /// <summary>One for each of <see cref="Metric.ComparedAt"/>; empty without a baseline.</summary>
    public required IReadOnlyList<Family> Families { get; init; }

    /// <summary>Highest centre of throughput at this point: the load generator can do at least this.</summary>
    public double? CeilingPerSecond { get; init; }

    public string? CeilingLabel { get; init; }

    public Family? Family(Metric metric) => Families.FirstOrDefault(f => f.Metric == metric.Name);

    internal static PointSummary Of(LoadPoint point, IReadOnlyList<CellSummary> cells, string baselineLabel, TwinMargins margins)
    {
        var baseline = cells.FirstOrDefault(c => c.Cell.Label == baselineLabel && c.Valid > 0);
        var others = cells.Where(c => c.Cell.Label != baselineLabel && c.Valid > 0).ToList();
        // What an open loop reaches is what it was asked, and what a handler leaves time for is the server's: no ceiling either.
        var fastest = point.IsOpen || point.Work is not null ? null : cells.MaxBy(static c => c.ThroughputPerSecond?.Centre ?? double.NegativeInfinity);
        return new PointSummary
        {
            Point = point,
            Baseline = baseline?.Cell.Label,
            Families = baseline is null ? [] : [.. Metric.ComparedAt(point).Select(m => Analysis.Family.Of(m, baseline, others, margins.At(point, m)))],
            CeilingPerSecond = fastest?.ThroughputPerSecond?.Centre,
            CeilingLabel = fastest?.ThroughputPerSecond is null ? null : fastest.Cell.Label,
        };
    }
}
