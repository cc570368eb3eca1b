using IoBench.Results;

namespace IoBench.Analysis.Comparing;

/// <summary>One run at one load point, as logarithms by block: what the other run's are held against.</summary>
internal sealed class RunSide(RunSummary run, LoadPoint point, string reference, TwinMargins margins)
{
    private readonly Dictionary<string, CellSummary> cells = run.CellsAt(point).Where(static c => c.Valid > 0).ToDictionary(static c => c.Cell.Label);
    private readonly FloorSummary? floor = run.FloorAt(point);

    internal string Reference => reference;

    internal bool Has(string label) => cells.ContainsKey(label);

    /// <summary>More came due than was answered, of this model or of the reference: latencies then grow with the window, and tell nothing of a server.</summary>
    internal bool IsOverloaded(string label) => new[] { label, reference }.Any(l => cells.TryGetValue(l, out var cell) && cell.Overloaded);

    internal bool IsClientBound(string label) => cells.TryGetValue(label, out var cell) && cell.ClientBound;

    /// <summary>The reference model itself is held against floors, which stand in no window with it.</summary>
    internal double Margin(Metric metric, string label) => margins.At(point, metric, label != reference && cells.TryGetValue(label, out var cell) && cell.IsPaced);

    internal IReadOnlyList<double> Logs(string label, Metric metric) =>
        cells.TryGetValue(label, out var cell) ? [.. Pairing.LogsByBlock(cell, metric).Values] : [];

    /// <summary>
    /// Over the reference model in the same window, where that was its pacemaker; else over the reference model of the same block. Where its A/A
    /// twin ran too, both are it, and their mean scatters less: what is said of a model then has three quarters of the variance.
    /// </summary>
    internal IReadOnlyList<double> OverReference(string label, Metric metric) =>
        cells.TryGetValue(label, out var cell) ? [.. Pairing.Ratios(cell.Invocations, reference, WithTwin(reference, metric), metric).Values] : [];

    /// <summary>CPU per message over the floor of the same block; empty without floors.</summary>
    internal IReadOnlyList<double> OverFloor(string label)
    {
        var floors = (floor?.Measurements ?? []).Where(static m => m.CpuUsPerMessage > 0).GroupBy(static m => m.Block)
            .ToDictionary(static g => g.Key, static g => Math.Log(g.Average(static m => m.CpuUsPerMessage)));
        return [.. WithTwin(label, Metric.ServerCpu).Where(b => floors.ContainsKey(b.Key)).Select(b => b.Value - floors[b.Key])];
    }

    private SortedDictionary<int, double> WithTwin(string label, Metric metric) => new(new[] { label, label + Cell.AaSuffix }
        .Where(Has).SelectMany(l => Pairing.LogsByBlock(cells[l], metric)).GroupBy(static b => b.Key)
        .ToDictionary(static g => g.Key, static g => g.Average(static b => b.Value)));
}
