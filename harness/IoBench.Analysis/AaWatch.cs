using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>Tells while a run goes on what noise alone did so far: the baseline against itself, at the load that heads the report.</summary>
public sealed class AaWatch
{
    private readonly string baseline;
    private readonly LoadPoint? point;
    private readonly Metric metric;

    /// <param name="plan">Which model is the baseline, and which load heads the report.</param>
    /// <param name="cells">All that run; where none of them is an A/A twin there is nothing to tell.</param>
    public AaWatch(Plan plan, IReadOnlyList<Cell> cells)
    {
        baseline = plan.Baseline;
        point = RunSummary.HeadlineOf(plan.Headline, [.. cells.Where(static c => c.IsAa).Select(static c => c.Point).Distinct()]);
        metric = point is { } at ? Metric.ComparedAt(at)[0] : Metric.Throughput;
    }

    /// <param name="invocations">All so far.</param>
    /// <returns>The ratio, with an interval once there are blocks enough; null before the first block has both.</returns>
    public Estimate? Look(IEnumerable<Invocation> invocations)
    {
        var figures = invocations.Where(i => i.Cell.Point == point && i.Cell.Model == baseline && i.Verdict.Valid).ToLookup(static i => i.Cell.IsAa, InvocationFigures.Of);
        var ratios = Pairing.Ratios([.. figures[true]], baseline, Pairing.LogsByBlock(figures[false], metric), metric);
        return HodgesLehmann.Estimate([.. ratios.Values.Select(Math.Exp)], Scale.Log);
    }
}
