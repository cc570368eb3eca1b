using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>One model against the baseline along one axis: where the ratio of both passes 1, and up to where there is no difference that matters.</summary>
public sealed record Crossover
{
    /// <summary><see cref="Axis.Name"/>.</summary>
    public required string Axis { get; init; }

    /// <summary><see cref="Metric.Name"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>The load, with 0 for the axis (1 for processes).</summary>
    public required LoadPoint Shape { get; init; }

    public required string Label { get; init; }

    public required string Model { get; init; }

    public required string Baseline { get; init; }

    public required CrossoverOutcome Outcome { get; init; }

    /// <summary>By their place; without intervals where there are too few blocks.</summary>
    public required IReadOnlyList<Crossing> Crossings { get; init; }

    /// <summary>The whole range, from left to right; empty where there are too few blocks.</summary>
    public required IReadOnlyList<SideReach> Sides { get; init; }

    /// <summary>From the range's beginning up to here the 90 % interval lies inside the metric's margin; null where it does not even there.</summary>
    public double? EqualUpTo { get; init; }

    /// <summary>The same on the bad side alone: up to here the model is worse by less than the margin, and may be better.</summary>
    public double? NoWorseUpTo { get; init; }

    /// <summary>The least and the greatest value at which both were measured.</summary>
    public required int From { get; init; }

    public required int To { get; init; }

    /// <summary>At each value measured, the ratio paired by block.</summary>
    public required IReadOnlyList<AxisRatio> Ratios { get; init; }

    /// <summary>True for a rate that the client limited somewhere on the way: a bound of what the server can do.</summary>
    public bool ClientBound { get; init; }

    /// <summary>
    /// Whether two runs may tell of the same crossings: each meets one of the other's. Null where either tells of none, or has too few blocks
    /// for an interval.
    /// </summary>
    public bool? Agrees(Crossover other) =>
        Crossings.Count == 0 || other.Crossings.Count == 0 || Outcome == CrossoverOutcome.TooFewBlocks || other.Outcome == CrossoverOutcome.TooFewBlocks
            ? null
            : Crossings.All(one => other.Crossings.Any(one.Meets)) && other.Crossings.All(one => Crossings.Any(one.Meets));

    /// <summary>Every model against the baseline, on every axis that has two values or more, for what it costs and for what it gives.</summary>
    public static IReadOnlyList<Crossover> Of(IReadOnlyList<CellSummary> cells, string baseline) =>
        [.. from axis in Analysis.Axis.All
            from shape in AxisCurve.Of(cells, axis).GroupBy(static c => c.Shape)
            let reference = shape.FirstOrDefault(c => c.Label == baseline)
            where reference is not null
            from metric in new[] { Analysis.Metric.ServerCpu, Analysis.Metric.Throughput }
            from curve in shape
            where curve != reference
            let crossover = Of(curve, reference, metric)
            where crossover is not null
            select crossover];

    /// <summary>Null where both were measured at fewer than two values in common.</summary>
    public static Crossover? Of(AxisCurve curve, AxisCurve baseline, Metric metric)
    {
        var axis = curve.Axis;
        var all = curve.Cells.Join(baseline.Cells, c => axis.Of(c.Cell.Point), c => axis.Of(c.Cell.Point), static (one, other) => (One: one, Other: other))
            .Select(p => (p.One, p.Other, Logs: Pairing.ByBlock(p.One, p.Other, metric))).Where(static p => p.Logs.Count > 0).ToList();
        // A look of a few blocks beside points of many would take the interval from both of its neighbours.
        var firm = all.Where(static p => p.Logs.Count >= Levels.LeastBlocks).ToList();
        var places = firm.Count > 1 ? firm : all;
        if (places.Count < 2)
            return null;

        var found = new CrossingSearch(
            [.. places.Select(p => new RatioAt(axis.Position(p.One.Cell.Point), p.Logs))], position => axis.Value(position, curve.Shape), [.. places.Select(p => axis.Of(p.One.Cell.Point))]);
        return new Crossover
        {
            Axis = axis.Name,
            Metric = metric.Name,
            Shape = curve.Shape,
            Label = curve.Label,
            Model = curve.Model,
            Baseline = baseline.Label,
            Outcome = found.Outcome,
            Crossings = found.Crossings,
            Sides = found.Sides,
            EqualUpTo = found.Within(-Math.Log(1 + metric.Margin), Math.Log(1 + metric.Margin)),
            NoWorseUpTo = metric.HigherIsBetter ? found.Within(-Math.Log(1 + metric.Margin), null) : found.Within(null, Math.Log(1 + metric.Margin)),
            From = axis.Of(places[0].One.Cell.Point),
            To = axis.Of(places[^1].One.Cell.Point),
            Ratios = [.. all.Select(p => new AxisRatio(axis.Of(p.One.Cell.Point), Ratio([.. p.Logs.Values])))],
            ClientBound = metric == Analysis.Metric.Throughput && places.Any(static p => p.One.ClientBound || p.Other.ClientBound),
        };
    }

    private static Estimate Ratio(IReadOnlyList<double> logs)
    {
        var centre = new HodgesLehmann(logs);
        return new Estimate(Math.Exp(centre.Centre), centre.At(Levels.Interval)?.Map(Math.Exp), logs.Count);
    }
}

/// <summary>The ratio at one value of an axis.</summary>
public sealed record AxisRatio(int Value, Estimate Ratio);
