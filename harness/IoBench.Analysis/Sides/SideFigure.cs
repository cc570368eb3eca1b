using IoBench.Results;

namespace IoBench.Analysis.Sides;

/// <summary>One figure of one model at one load, under A and under B.</summary>
public sealed record SideFigure
{
    public required LoadPoint Point { get; init; }

    public required string Model { get; init; }

    /// <summary><see cref="Metric.Name"/>.</summary>
    public required string Metric { get; init; }

    public required Estimate A { get; init; }

    public required Estimate B { get; init; }

    /// <summary>B over A, paired by block.</summary>
    public required Comparison Change { get; init; }

    /// <summary>What is equal in two runs of the same comparison.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public (LoadPoint, string, string) Key => (Point, Model, Metric);

    /// <summary>
    /// True where B is worse than A beyond chance: the interval at Holm's level, where the blocks allow it, lies wholly on the bad side of 1. That
    /// is not yet <see cref="Judgement.Worse"/>, which asks for the whole interval beyond the margin: a true +5 % never has that more than half the time.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsSuspect => Change.HolmReached && IsBad(Change.Adjusted);

    /// <summary>
    /// True where a second run finds again what was suspect in the first: its 95 % interval lies wholly on the bad side. It was asked this one
    /// question before it began, so nothing is left to correct for.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsConfirming => Change.PairedBlocks >= Levels.LeastBlocks && IsBad(Change.Ratio.Interval);

    private Metric Figure => Analysis.Metric.Compared.Single(m => m.Name == Metric);

    private bool IsBad(Interval? interval) => interval is not null && (Figure.HigherIsBetter ? interval.High < 1 : interval.Low > 1);

    /// <summary>All of a run, load by load in the order of the plan.</summary>
    internal static IEnumerable<SideFigure> In(RunSummary run) =>
        from point in run.Points
        from family in point.Families
        let metric = Analysis.Metric.Compared.Single(m => m.Name == family.Metric)
        from change in family.Comparisons
        let cells = run.CellsAt(point.Point).Where(c => c.Cell.Model == change.Label).ToDictionary(static c => c.Cell.Side!)
        select new SideFigure
        {
            Point = point.Point,
            Model = change.Label,
            Metric = metric.Name,
            A = metric.Of(cells[ServerSide.A])!,
            B = metric.Of(cells[ServerSide.B])!,
            Change = change,
        };
}
