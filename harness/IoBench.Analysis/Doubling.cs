namespace IoBench.Analysis;

/// <summary>Where along an axis a model's figure becomes twice what it was at the least value.</summary>
public static class Doubling
{
    /// <summary>Null where the curve has fewer than two values, or never doubles.</summary>
    public static Crossing? Of(AxisCurve curve, Metric metric)
    {
        if (curve.Cells.Count < 2)
            return null;
        var (axis, first) = (curve.Axis, curve.Cells[0]);
        // Against itself at the least value, block by block, and twice that is the 1 that is looked for.
        var places = curve.Cells.Select(c => (Cell: c, Logs: Pairing.ByBlock(c, first, metric).ToDictionary(static b => b.Key, static b => b.Value - Math.Log(2))))
            .Where(static p => p.Logs.Count > 0).ToList();
        var found = new CrossingSearch(
            [.. places.Select(p => new RatioAt(axis.Position(p.Cell.Cell.Point), p.Logs))], position => axis.Value(position, curve.Shape), [.. places.Select(p => axis.Of(p.Cell.Cell.Point))]);
        return found.Crossings.FirstOrDefault(static c => c.Rises);
    }
}
