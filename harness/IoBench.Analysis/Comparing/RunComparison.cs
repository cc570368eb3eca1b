using IoBench.Results;

namespace IoBench.Analysis.Comparing;

/// <summary>
/// A candidate run against a base run, as <c>iobench compare --json</c> prints it.
/// </summary>
/// <remarks>
/// The two were made at different times, so blocks of one are no blocks of the other, and a host drifts by up to a third meanwhile, while
/// ratios inside a block stay put. Each model is therefore first held against the reference model of the same block, and then the blocks of the
/// two runs against each other, as two samples. The reference model itself is judged by its CPU per message over the floor of the same block. What
/// is left (its rate and latencies, and all of it in runs without floors) is shown as measured and not judged: it is the machine's as much as the model's.
/// Nor are latencies of an open loop in which more came due than was answered, in either run: they are as long as the window.
/// </remarks>
public sealed record RunComparison
{
    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>Names of the runs.</summary>
    public required string Base { get; init; }

    public required string Candidate { get; init; }

    public required Likeness Likeness { get; init; }

    /// <summary>The model that the others are held against in each block.</summary>
    public required string Reference { get; init; }

    /// <summary>The point that heads the base's report, if both measured it; else the first of those that both did.</summary>
    public required LoadPoint Headline { get; init; }

    /// <summary>Load points that both runs measured, in the base's order.</summary>
    public required IReadOnlyList<PointChange> Points { get; init; }

    /// <summary>Every judged change, with where it was found.</summary>
    public IEnumerable<(LoadPoint Point, ModelChange Model)> Changes() =>
        Points.SelectMany(static p => p.Families.SelectMany(f => f.Models.Where(static m => m.Change is not null).Select(m => (p.Point, m))));

    /// <summary>What a gate asks about: the changes that are slower or dearer.</summary>
    public IEnumerable<Finding> Worse() => Changes()
        .Where(static c => c.Model.Change!.Judgement == Judgement.Worse).Select(static c => new Finding(c.Point, c.Model.Label, c.Model.Change!.Metric));

    /// <param name="reference">Another reference model than the base's declared one.</param>
    /// <exception cref="BadInputException">The runs may not be compared, or have nothing in common.</exception>
    public static RunComparison Of(RunSummary from, RunSummary to, string? reference = null)
    {
        if (new[] { from, to }.FirstOrDefault(static r => r.Manifest.Sides is not null) is { } ab)
            throw new BadInputException("this run compares two servers itself", ab.Manifest.Name, "read its report, or name runs of one server");
        var likeness = Likeness.Of(from, to);
        if (likeness.Refusals.Count > 0)
            throw new BadInputException("these runs cannot be compared", $"{from.Manifest.Name} and {to.Manifest.Name}", string.Join("; ", likeness.Refusals));

        var against = reference ?? from.Manifest.Plan.Baseline;
        var (before, after) = (new TwinMargins(from.Cells), new TwinMargins(to.Cells));
        var points = from.Cells.Select(static c => c.Cell.Point).Distinct().Intersect(to.Cells.Select(static c => c.Cell.Point))
            .Select(p => PointChange.Of(p, new RunSide(from, p, against, before), new RunSide(to, p, against, after), Labels(from, p), likeness.SameMachine))
            .OfType<PointChange>().ToList();
        if (points.Count == 0)
            throw new BadInputException("these runs have no load in common at which both have valid invocations of the reference model", $"{from.Manifest.Name} and {to.Manifest.Name}", $"name another model than '{against}' with --baseline, or compare runs of one plan");
        return new RunComparison
        {
            Base = from.Manifest.Name,
            Candidate = to.Manifest.Name,
            Likeness = likeness,
            Reference = against,
            Headline = points.Any(p => p.Point == from.Headline) ? from.Headline!.Value : points[0].Point,
            Points = points,
        };
    }

    private static List<string> Labels(RunSummary run, LoadPoint point) => [.. run.CellsAt(point).Where(static c => !c.Cell.IsAa).Select(static c => c.Cell.Label)];
}

/// <summary>One load point that both runs measured.</summary>
public sealed record PointChange
{
    public required LoadPoint Point { get; init; }

    /// <summary>One for each of <see cref="Metric.ComparedAt"/>.</summary>
    public required IReadOnlyList<ChangeFamily> Families { get; init; }

    public ChangeFamily? Family(Metric metric) => Families.FirstOrDefault(f => f.Metric == metric.Name);

    /// <summary>Null where the reference model has no valid invocation in one of them.</summary>
    internal static PointChange? Of(LoadPoint point, RunSide from, RunSide to, IReadOnlyList<string> labels, bool sameMachine) =>
        from.Has(from.Reference) && to.Has(to.Reference)
            ? new PointChange { Point = point, Families = [.. Metric.ComparedAt(point).Select(m => ChangeFamily.Of(m, from, to, labels, sameMachine))] }
            : null;
}
