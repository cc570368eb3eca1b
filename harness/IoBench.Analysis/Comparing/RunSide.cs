using IoBench.Results;

namespace IoBench.Analysis.Comparing;

/// <summary>One run at one load point, as logarithms by block: what the other run's are held against.</summary>
internal sealed class RunSide(RunSummary run, LoadPoint point, string reference)
{
    private readonly Dictionary<string, CellSummary> cells = run.CellsAt(point).Where(static c => c.Valid > 0).ToDictionary(static c => c.Cell.Label);
    private readonly FloorSummary? floor = run.FloorAt(point);

    internal string Reference => reference;

    internal bool Has(string label) => cells.ContainsKey(label);

    internal bool IsClientBound(string label) => cells.TryGetValue(label, out var cell) && cell.ClientBound;

    /// <summary>The metric's own margin, or twice what the run's A/A twin was off by.</summary>
    internal double Margin(Metric metric) =>
        Family.MarginOf(metric, cells.TryGetValue(reference, out var cell) && cells.TryGetValue(reference + Cell.AaSuffix, out var twin) ? Pairing.Of(twin, cell, metric) : null);

    internal IReadOnlyList<double> Logs(string label, Metric metric) =>
        cells.TryGetValue(label, out var cell) ? [.. Pairing.LogsByBlock(cell, metric).Values] : [];

    internal IReadOnlyList<double> OverReference(string label, Metric metric) =>
        cells.TryGetValue(label, out var cell) && cells.TryGetValue(reference, out var against) ? [.. Pairing.ByBlock(cell, against, metric).Values] : [];

    /// <summary>CPU per message over the floor of the same block; empty without floors.</summary>
    internal IReadOnlyList<double> OverFloor(string label)
    {
        var floors = (floor?.Measurements ?? []).Where(static m => m.CpuUsPerMessage > 0).GroupBy(static m => m.Block)
            .ToDictionary(static g => g.Key, static g => Math.Log(g.Average(static m => m.CpuUsPerMessage)));
        return cells.TryGetValue(label, out var cell)
            ? [.. Pairing.LogsByBlock(cell, Metric.ServerCpu).Where(b => floors.ContainsKey(b.Key)).Select(b => b.Value - floors[b.Key])]
            : [];
    }
}
