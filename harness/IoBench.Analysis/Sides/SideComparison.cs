using IoBench.Results;

namespace IoBench.Analysis.Sides;

/// <summary>B against A in one run whose blocks hold both, as <c>iobench ab --json</c> prints it.</summary>
/// <remarks>
/// The two sides of a model share a window by turns, or follow each other within the block, either one first by the seed. Where they are the same, both orders are equally
/// likely whatever the machine does, so the signed-rank interval of the paired ratio is exact by the shuffling alone.
/// </remarks>
public sealed record SideComparison
{
    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>Name of the run.</summary>
    public required string Run { get; init; }

    public required IReadOnlyList<ServerSide> Sides { get; init; }

    /// <summary>The load that heads the report; null where nothing valid was measured.</summary>
    public LoadPoint? Headline { get; init; }

    public required IReadOnlyList<SideFigure> Figures { get; init; }

    public static SideComparison Of(RunSummary run) => new()
    {
        Run = run.Manifest.Name,
        Sides = run.Manifest.Sides ?? [],
        Headline = run.Headline,
        Figures = [.. SideFigure.In(run)],
    };

    /// <summary>Figures in which B is worse beyond chance, the largest first.</summary>
    public IReadOnlyList<SideFigure> Suspects() =>
        [.. Figures.Where(static f => f.IsSuspect).OrderByDescending(static f => Math.Abs(Math.Log(f.Change.Ratio.Centre)))];

    /// <summary>Those of the suspects that this run, made afterwards, finds again; as this run found them.</summary>
    public IReadOnlyList<SideFigure> Confirmed(IEnumerable<SideFigure> suspects)
    {
        var asked = suspects.Select(static f => f.Key).ToHashSet();
        return [.. Figures.Where(f => f.IsConfirming && asked.Contains(f.Key))];
    }

    /// <summary>True where no figure has the blocks that Holm's correction asks for: then nothing can be suspect, whatever B does.</summary>
    public bool IsBlind => Figures.All(static f => !f.Change.HolmReached);
}
