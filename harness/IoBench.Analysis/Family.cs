using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>All models against the baseline, or B against A of all models, at one load point on one metric: the family within which Holm's correction holds.</summary>
public sealed record Family
{
    public required string Metric { get; init; }

    /// <summary>The baseline under its second label against the baseline: what noise alone does. Null where it did not run.</summary>
    public Comparison? Aa { get; init; }

    /// <summary>In the order of the plan, without the baseline and its twin.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }

    /// <param name="margin">That a difference of a cell must exceed, as <see cref="TwinMargins"/> have it; the twin itself is held to the metric's own.</param>
    internal static Family Of(Metric metric, CellSummary baseline, IReadOnlyList<CellSummary> others, Func<CellSummary, double> margin)
    {
        var cells = others.ToDictionary(static c => c.Cell.Label);
        var bound = others.Where(static c => c.ClientBound).Select(static c => c.Cell.Label).ToHashSet();
        var pairings = others.Select(c => Pairing.Of(c, baseline, metric)).OfType<Pairing>().ToList();
        var twin = pairings.FirstOrDefault(static p => p.Label.EndsWith(Cell.AaSuffix, StringComparison.Ordinal));
        var models = pairings.Where(p => p != twin).ToList();
        return Of(metric, models, (m, alpha) => Compare(m, alpha, margin(cells[m.Label]))) with { Aa = twin is null ? null : Compare(twin, Levels.Family, metric.Margin) };

        Comparison Compare(Pairing pairing, double alpha, double beyond) =>
            Comparison.Of(pairing, metric, alpha, beyond, bound.Contains(pairing.Label), baseline.ClientBound);
    }

    /// <summary>B over A of each model, under the model's name.</summary>
    internal static Family OfSides(Metric metric, IReadOnlyList<(CellSummary A, CellSummary B)> pairs)
    {
        var cells = pairs.ToDictionary(static p => p.A.Cell.Model);
        var pairings = pairs.Select(p => Pairing.Of(p.B, p.A, metric) is { } found ? found with { Label = p.A.Cell.Model } : null).OfType<Pairing>().ToList();
        return Of(metric, pairings, (p, alpha) => Comparison.Of(p, metric, alpha, metric.Margin, cells[p.Label].B.ClientBound, cells[p.Label].A.ClientBound));
    }

    private static Family Of(Metric metric, IReadOnlyList<Pairing> models, Func<Pairing, double, Comparison> compare)
    {
        var p = models.Select(static m => m.Centre.PValue).ToList();
        var alphas = Holm.Alphas(p, Levels.Family);
        var adjusted = Holm.Adjust(p);
        return new Family
        {
            Metric = metric.Name,
            Comparisons = [.. models.Select((m, i) => compare(m, alphas[i]) with { AdjustedPValue = adjusted[i] })],
        };
    }
}
