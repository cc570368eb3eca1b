using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>One model's response time against the load that it was offered, in an open loop.</summary>
public sealed record LoadCurve
{
    public required string Label { get; init; }

    public required string Model { get; init; }

    /// <summary>The shape of the load, without its rate.</summary>
    public required LoadPoint Shape { get; init; }

    /// <summary>What the model answered in a closed loop of that shape before the first block; null where rates were given.</summary>
    public double? CapacityPerSecond { get; init; }

    /// <summary>By the rate asked, shares of its own capacity and equal loads alike.</summary>
    public required IReadOnlyList<OfferedLoad> Loads { get; init; }

    /// <summary>The last load before p99 rises beyond <see cref="Levels.Knee"/> times its least so far, or before the model falls behind; null where that never happens.</summary>
    public OfferedLoad? Knee { get; init; }

    /// <summary>The first load beyond the knee: it lies between the two.</summary>
    public OfferedLoad? BeyondKnee { get; init; }

    internal static IReadOnlyList<LoadCurve> Of(IReadOnlyList<CellSummary> cells, IReadOnlyList<Capacity> capacities) =>
        [.. cells.Where(static c => c.Cell.Point.IsOpen && !c.Cell.IsAa && c.AskedPerSecond is not null)
            .GroupBy(static c => (c.Cell.Label, Shape: c.Cell.Point.Closed))
            .Select(g => Of(g.Key.Label, g.Key.Shape, [.. g], capacities.FirstOrDefault(c => c.Cell.Model == g.First().Cell.Model && c.Cell.Point == g.Key.Shape)))];

    private static LoadCurve Of(string label, LoadPoint shape, IReadOnlyList<CellSummary> cells, Capacity? capacity)
    {
        var loads = cells.Select(c => OfferedLoad.Of(c, capacity?.MedianPerSecond)).OrderBy(static l => l.AskedPerSecond).ToList();
        var beyond = Beyond(loads);
        return new LoadCurve
        {
            Label = label,
            Model = cells[0].Cell.Model,
            Shape = shape,
            CapacityPerSecond = capacity?.MedianPerSecond,
            Loads = loads,
            Knee = loads.Take(Math.Max(0, beyond)).LastOrDefault(static l => l.Doubt is null),
            BeyondKnee = beyond >= 0 ? loads[beyond] : null,
        };
    }

    /// <summary>Place of the first load beyond the knee, -1 where there is none. An idle machine's own wake-ups can make the lightest load slow: the least p99 so far counts.</summary>
    private static int Beyond(List<OfferedLoad> loads)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < loads.Count; i++)
        {
            if (loads[i].Doubt is not null)
                continue;
            if (loads[i].Overloaded || loads[i].P99Ns?.Centre > Levels.Knee * least)
                return i;
            least = Math.Min(least, loads[i].P99Ns?.Centre ?? double.PositiveInfinity);
        }

        return -1;
    }
}

/// <summary>A point of a load curve.</summary>
public sealed record OfferedLoad
{
    public required LoadPoint Point { get; init; }

    /// <summary>Messages a second that were due.</summary>
    public required double AskedPerSecond { get; init; }

    /// <summary>Of the model's own capacity; null where that was not measured.</summary>
    public double? Share { get; init; }

    public Spread? AchievedPerSecond { get; init; }

    /// <summary>Response time, from the moment at which a message was due.</summary>
    public Spread? P50Ns { get; init; }

    public Spread? P99Ns { get; init; }

    public required int Valid { get; init; }

    /// <summary>Less came back than was due: the queue grew as long as the window lasted, and response times grew with it.</summary>
    public required bool Overloaded { get; init; }

    /// <summary>Why the point is drawn grey; null where it is trusted.</summary>
    public string? Doubt { get; init; }

    internal static OfferedLoad Of(CellSummary cell, double? capacity)
    {
        var figures = cell.Valid > 0 ? cell.Invocations : cell.Distrusted;
        return new OfferedLoad
        {
            Point = cell.Cell.Point,
            AskedPerSecond = cell.AskedPerSecond!.Value,
            Share = cell.AskedPerSecond / capacity,
            AchievedPerSecond = Spread.Of(figures, static f => f.ThroughputPerSecond),
            P50Ns = Spread.Of(figures, static f => f.P50Ns),
            P99Ns = Spread.Of(figures, static f => f.P99Ns),
            Valid = cell.Valid,
            Overloaded = cell.Overloaded,
            Doubt = DoubtOf(cell),
        };
    }

    private static string? DoubtOf(CellSummary cell) => cell.Valid == 0
        ? cell.Invalid.SelectMany(static i => i.Reasons).FirstOrDefault() ?? "never measured"
        : cell.Caveats.FirstOrDefault(c => c.Name is Caveat.ClientBound or Caveat.LateSends && 2 * c.Invocations >= cell.Valid)?.Words;
}
