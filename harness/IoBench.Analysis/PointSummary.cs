using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>One load point: its comparisons, and the most that the load generator was seen to drive there.</summary>
public sealed record PointSummary
{
    public required LoadPoint Point { get; init; }

    /// <summary>The label that the others are compared with, or the side that the other one is; null when it has no valid invocation here.</summary>
    public string? Baseline { get; init; }

    /// <summary>One for each of <see cref="Metric.ComparedAt"/>; empty without a baseline.</summary>
    public required IReadOnlyList<Family> Families { get; init; }

    /// <summary>Highest centre of throughput at this point: the load generator can do at least this.</summary>
    public double? CeilingPerSecond { get; init; }

    public string? CeilingLabel { get; init; }

    public Family? Family(Metric metric) => Families.FirstOrDefault(f => f.Metric == metric.Name);

    /// <summary>B over A of each model, instead of models over a baseline.</summary>
    internal static PointSummary OfSides(LoadPoint point, IReadOnlyList<CellSummary> cells)
    {
        var pairs = cells.Where(static c => c.Valid > 0).GroupBy(static c => c.Cell.Model)
            .Select(static g => (A: g.FirstOrDefault(static c => c.Cell.Side == ServerSide.A), B: g.FirstOrDefault(static c => c.Cell.Side == ServerSide.B)))
            .Where(static p => p is { A: not null, B: not null }).Select(static p => (p.A!, p.B!)).ToList();
        return new PointSummary
        {
            Point = point,
            Baseline = pairs.Count == 0 ? null : ServerSide.A,
            Families = pairs.Count == 0 ? [] : [.. Metric.ComparedAt(point).Select(m => Analysis.Family.OfSides(m, pairs))],
        };
    }

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
            Families = baseline is null ? [] : [.. Metric.ComparedAt(point).Select(m => Analysis.Family.Of(m, baseline, others, c => margins.At(point, m, c.IsPaced)))],
            CeilingPerSecond = fastest?.ThroughputPerSecond?.Centre,
            CeilingLabel = fastest?.ThroughputPerSecond is null ? null : fastest.Cell.Label,
        };
    }
}
