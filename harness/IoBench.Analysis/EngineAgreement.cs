using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>The same load made by two mechanisms of the client: does who wins depend on how the client waits?</summary>
public sealed record EngineAgreement
{
    /// <summary>The load under epoll; the other engine's differs in nothing else.</summary>
    public required LoadPoint Point { get; init; }

    public required string Engine { get; init; }

    public required string OtherEngine { get; init; }

    /// <summary><see cref="Metric.Name"/>: throughput in a closed loop, p99 in an open one.</summary>
    public required string Metric { get; init; }

    public required IReadOnlyList<EngineRatio> Models { get; init; }

    /// <summary>Kendall's tau-a between both orders of centres: 1 the same order, -1 the reverse; null with fewer than two models.</summary>
    public double? Tau { get; init; }

    /// <summary>Pairs of models that are told apart under both engines, and the other way round.</summary>
    public required IReadOnlyList<ModelPair> Contradictions { get; init; }

    /// <summary>Pairs that are told apart under both engines, whichever way.</summary>
    public required int PairsTold { get; init; }

    internal static IReadOnlyList<EngineAgreement> Of(IReadOnlyList<CellSummary> cells, string baseline)
    {
        var measured = cells.Where(static c => c.Valid > 0 && !c.Cell.IsAa).ToLookup(static c => c.Cell.Point);
        return [.. measured.Where(static g => g.Key.OtherEngine is not null)
            .Select(g => Of([.. measured[g.Key with { OtherEngine = null }]], [.. g], baseline)).OfType<EngineAgreement>()];
    }

    private static EngineAgreement? Of(IReadOnlyList<CellSummary> one, IReadOnlyList<CellSummary> other, string baseline)
    {
        var both = one.Join(other, static a => a.Cell.Label, static b => b.Cell.Label, static (a, b) => (One: a, Other: b)).ToList();
        if (both.Count == 0)
            return null;
        var point = both[0].One.Cell.Point;
        var metric = point.IsOpen ? Analysis.Metric.P99 : Analysis.Metric.Throughput;
        var reference = both.FirstOrDefault(p => p.One.Cell.Label == baseline);
        var pairs = both.SelectMany((a, i) => both.Skip(i + 1).Select(b => (A: a, B: b))).ToList();
        var told = pairs.Select(p => (p.A, p.B, One: Sign(p.A.One, p.B.One, metric), Other: Sign(p.A.Other, p.B.Other, metric)))
            .Where(static p => p.One != 0 && p.Other != 0).ToList();
        return new EngineAgreement
        {
            Point = point,
            Engine = point.Engine,
            OtherEngine = both[0].Other.Cell.Engine,
            Metric = metric.Name,
            Models = [.. both.Select(p => EngineRatio.Of(p.One, p.Other, reference.One, reference.Other, metric))],
            Tau = pairs.Count == 0 ? null : pairs.Average(p => Math.Sign(Order(p.A.One, p.B.One, metric) * Order(p.A.Other, p.B.Other, metric))),
            Contradictions = [.. told.Where(static p => p.One != p.Other).Select(static p => new ModelPair(p.A.One.Cell.Label, p.B.One.Cell.Label))],
            PairsTold = told.Count,
        };
    }

    private static double Order(CellSummary a, CellSummary b, Metric metric) => Math.Sign((metric.Of(a)?.Centre ?? 0) - (metric.Of(b)?.Centre ?? 0));

    /// <summary>1 or -1 where the interval of the paired ratio leaves out 1, else 0.</summary>
    private static int Sign(CellSummary a, CellSummary b, Metric metric) =>
        Pairing.Of(a, b, metric)?.Centre.At(Levels.Interval) is { } interval && !interval.Contains(0) ? Math.Sign(interval.Low) : 0;
}

public readonly record struct ModelPair(string One, string Other);

/// <summary>One model under both engines.</summary>
public sealed record EngineRatio
{
    public required string Label { get; init; }

    public required string Model { get; init; }

    /// <summary>The other engine's figure over the first one's, paired by block.</summary>
    public Estimate? OtherOverOne { get; init; }

    /// <summary>The model over the baseline under the first engine; null for the baseline itself.</summary>
    public Estimate? ToBaseline { get; init; }

    public Estimate? ToBaselineOther { get; init; }

    /// <summary>Whether both ratios to the baseline may be one and the same; null where there is no interval to tell.</summary>
    public bool? IntervalsMeet { get; init; }

    internal static EngineRatio Of(CellSummary one, CellSummary other, CellSummary? baseline, CellSummary? otherBaseline, Metric metric)
    {
        var isBaseline = baseline is null || one == baseline;
        var (first, second) = isBaseline ? (null, null) : (Ratio(one, baseline!, metric), Ratio(other, otherBaseline!, metric));
        return new EngineRatio
        {
            Label = one.Cell.Label,
            Model = one.Cell.Model,
            OtherOverOne = Ratio(other, one, metric),
            ToBaseline = first,
            ToBaselineOther = second,
            IntervalsMeet = (first?.Interval, second?.Interval) is ({ } a, { } b) ? a.Low <= b.High && b.Low <= a.High : null,
        };
    }

    private static Estimate? Ratio(CellSummary cell, CellSummary to, Metric metric) => Pairing.Of(cell, to, metric)?.Centre is { } centre
        ? new Estimate(Math.Exp(centre.Centre), centre.At(Levels.Interval)?.Map(Math.Exp), centre.N)
        : null;
}
