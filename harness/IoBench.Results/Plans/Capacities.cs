using System.Globalization;

namespace IoBench.Results.Plans;

/// <summary>Turns shares of capacities into messages a second, once the capacities are known.</summary>
public static class Capacities
{
    /// <summary>The closed loops that must be measured before the rates of these cells are known; each once.</summary>
    public static IReadOnlyList<Cell> Asked(IReadOnlyList<Cell> cells) =>
        [.. cells.Where(cell => cell.LoadShare is not null).Select(cell => cell.Closed).DistinctBy(cell => cell.Key)];

    /// <summary>
    /// The median of a closed loop's rates; null where there is none. The load's word is enough here: what a server's counters lack
    /// is nothing to its rate.
    /// </summary>
    public static Capacity? Of(Cell cell, IEnumerable<Invocation> invocations)
    {
        var rates = invocations.Where(i => i.Load is { Received: > 0, Verdict.Valid: true }).Select(i => i.Load!.ThroughputPerSecond).ToList();
        var sorted = rates.Order().ToList();
        return sorted.Count == 0
            ? null
            : new Capacity { Cell = cell, RatesPerSecond = rates, MedianPerSecond = (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2 };
    }

    /// <summary>
    /// The cells with their rates. A model without a capacity is left out, as is its sweep's equal load where nobody has one; what
    /// asks for no share stays as it is.
    /// </summary>
    public static IReadOnlyList<Cell> Apply(IReadOnlyList<Cell> cells, IReadOnlyList<Capacity> capacities)
    {
        var known = capacities.DistinctBy(capacity => capacity.Cell.Key).ToDictionary(capacity => capacity.Cell.Key, capacity => capacity.MedianPerSecond);
        var least = cells.Where(cell => cell.LoadShare is not null && known.ContainsKey(cell.Closed.Key))
            .GroupBy(cell => (cell.Sweep, cell.Closed.Point))
            .ToDictionary(group => group.Key, group => group.Min(cell => known[cell.Closed.Key]));
        return [.. cells.Select(WithRate).OfType<Cell>()];

        Cell? WithRate(Cell cell) => cell.LoadShare is not { } share
            ? cell
            : known.TryGetValue(cell.Closed.Key, out var own)
                ? cell with { RatePerSecond = Rounded(share * (cell.ShareOf == Cell.LeastCapacity ? least[(cell.Sweep, cell.Closed.Point)] : own)) }
                : null;
    }

    /// <summary>Why a model is missing from the shares.</summary>
    public static SkippedModel Skipped(Cell cell, IEnumerable<Invocation> invocations)
    {
        var why = invocations.SelectMany(i => i.Verdict.Reasons).FirstOrDefault() ?? "nothing was measured";
        return new SkippedModel
        {
            Model = cell.Model,
            Connections = cell.Connections + cell.Idle,
            Reason = string.Create(CultureInfo.InvariantCulture, $"open loop left out, its capacity could not be measured: {why}"),
        };
    }

    // Whole messages a second: nobody reads the rest, and the command line of the load stays short.
    private static double Rounded(double rate) => Math.Max(1, Math.Round(rate));
}
