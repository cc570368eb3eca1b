using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>
/// Tells how well a run knows its models so far: the widest exact interval among their ratios to the baseline, paired by block, at the load
/// that heads the report.
/// </summary>
/// <remarks>
/// To stop when an interval is narrow is to prefer blocks that happen to lie close together (Anscombe 1953; Chow and Robbins 1965 for fixed
/// widths). So what is looked at has more confidence than what is reported, and looks are some blocks apart. What then becomes of the reported
/// intervals and verdicts is simulated by <c>scripts/verify-statistics width</c>.
/// </remarks>
public sealed class WidthWatch
{
    /// <summary>Of the interval that is looked at.</summary>
    public const double Level = 0.975;

    private readonly RunGrowth growth;
    private readonly string baseline;
    private readonly Metric metric;
    private readonly List<string> labels;

    /// <param name="plan">Which model is the baseline, and which load heads the report.</param>
    /// <param name="cells">All that run.</param>
    /// <param name="growth">What is asked.</param>
    public WidthWatch(Plan plan, IReadOnlyList<Cell> cells, RunGrowth growth)
    {
        (this.growth, baseline) = (growth, plan.Baseline);
        metric = Metric.Compared.First(m => m.Name == growth.WidthOf);
        Point = RunSummary.HeadlineOf(plan.Headline, [.. cells.Select(static c => c.Point).Distinct()])
            ?? throw new BadInputException("no load is left to be known", $"plan '{plan.Name}'", "choose others with --models");
        labels = [.. cells.Where(c => c.Point == Point && !c.IsAa && c.Label != baseline).Select(static c => c.Label)];
    }

    /// <summary>Where it looks.</summary>
    public LoadPoint Point { get; }

    /// <param name="blocks">That are finished.</param>
    /// <param name="invocations">All so far.</param>
    public WidthLook Look(int blocks, IEnumerable<Invocation> invocations)
    {
        var figures = invocations.Where(i => i.Cell.Point == Point && i.Verdict.Valid).GroupBy(static i => i.Cell.Label)
            .ToDictionary(static g => g.Key, static g => g.Select(InvocationFigures.Of).ToList());
        var reference = Pairing.LogsByBlock(figures.GetValueOrDefault(baseline, []), metric);
        var known = labels.Where(l => figures.GetValueOrDefault(l, []).Any(f => metric.Value(f) > 0))
            .Select(l => (Label: l, HalfWidth: HalfWidth([.. Pairing.Ratios(figures[l], baseline, reference, metric).Values]))).ToList();
        var widest = known.OrderByDescending(static k => k.HalfWidth ?? double.PositiveInfinity).FirstOrDefault();
        return new WidthLook
        {
            Blocks = blocks,
            Widest = widest.Label,
            HalfWidth = widest.HalfWidth,
            Reached = known.Count > 0 && widest.HalfWidth <= growth.HalfWidth,
            LeftOut = [.. labels.Where(l => known.All(k => k.Label != l))],
        };
    }

    private double? HalfWidth(IReadOnlyList<double> differences) =>
        differences.Count >= Levels.LeastBlocks && new HodgesLehmann(differences).At(growth.Level) is { } i ? Math.Exp((i.High - i.Low) / 2) - 1 : null;
}
