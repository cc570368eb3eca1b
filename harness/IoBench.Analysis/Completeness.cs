using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Analysis;

/// <summary>How much of what was planned is there. A run that was cut off is drawn with what it has, and says what it lacks.</summary>
public sealed record Completeness
{
    public required int Planned { get; init; }

    /// <summary>Second tries aside.</summary>
    public required int Finished { get; init; }

    public required int Valid { get; init; }

    /// <summary>Failed a check, second tries among them.</summary>
    public required int Invalid { get; init; }

    /// <summary>Of what failed a check; valid or not.</summary>
    public int SecondTries { get; init; }

    /// <summary>Invalid ones whose place a second try has taken.</summary>
    public int MadeGood { get; init; }

    /// <summary>Cells of the plan without a single finished invocation, in the order of the plan.</summary>
    public required IReadOnlyList<Cell> MissingCells { get; init; }

    /// <summary>Cells with some, but fewer than the plan's blocks, by <see cref="Cell.Key"/>.</summary>
    public required IReadOnlyList<string> ShortCells { get; init; }

    /// <summary>Blocks in which the floor of a load was not measured, though others did.</summary>
    public int MissingFloors { get; init; }

    public bool IsWhole => Finished >= Planned && MissingCells.Count == 0 && MissingFloors == 0;

    internal static Completeness Of(Run run)
    {
        var cells = Expected(run);
        var plan = run.Manifest.Plan;
        var finished = run.Invocations.Where(static i => i.Repeats is null).CountBy(static i => i.Cell.Key).ToDictionary();
        var floors = new FloorGaps();
        foreach (var invocation in run.Invocations)
            floors.Add(invocation);
        foreach (var floor in run.Floors)
            floors.Add(floor);
        return new Completeness
        {
            MissingFloors = floors.Count,
            Planned = cells.Sum(c => plan.BlocksOf(c.Sweep)),
            Finished = finished.Values.Sum(),
            Valid = run.Invocations.Count(static i => i.Verdict.Valid),
            SecondTries = run.Invocations.Count - finished.Values.Sum(),
            MadeGood = run.Invocations.Count(static i => i is { Repeats: not null, Verdict.Valid: true }),
            Invalid = run.Invocations.Count(static i => !i.Verdict.Valid),
            MissingCells = [.. cells.Where(c => !finished.ContainsKey(c.Key))],
            ShortCells = [.. cells.Where(c => finished.GetValueOrDefault(c.Key) is > 0 and var n && n < plan.BlocksOf(c.Sweep)).Select(static c => c.Key)],
        };
    }

    /// <summary>Invocations that a manifest asks for; fewer may be known where it does not describe a model of its plan.</summary>
    internal static int PlannedBy(RunManifest manifest) => Expected(manifest).Sum(c => manifest.Plan.BlocksOf(c.Sweep));

    private static List<Cell> Expected(Run run) => [.. Expected(run.Manifest).Concat(run.Invocations.Select(static i => i.Cell)).DistinctBy(static c => c.Key)];

    private static IReadOnlyList<Cell> Expected(RunManifest manifest)
    {
        var (plan, models) = (manifest.Plan, manifest.Models);
        // A manifest that does not describe a model of its plan (another version's, or edited) still has the cells that ran.
        var known = models.Select(static m => m.Name).ToHashSet();
        var described = plan.Sweeps.All(s => s.Models.Append(plan.Baseline).All(known.Contains));
        var planned = described ? PlanExpansion.Of(plan, models).WithSides(manifest.Sides).Cells : [];
        // A model whose capacity could not be measured has no open loop, which the manifest says; it is not missing.
        if (manifest.Capacities is { } capacities)
            planned = Capacities.Apply(planned, capacities);
        return planned;
    }
}
