using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>Everything that a run says, ready to be drawn: <c>summary.json</c>.</summary>
public sealed record RunSummary
{
    public int SchemaVersion { get; init; } = Schema.Version;

    public required RunManifest Manifest { get; init; }

    /// <summary>From the first invocation's start to the last one's end; null without any.</summary>
    public double? ElapsedSeconds { get; init; }

    public required Completeness Completeness { get; init; }

    /// <summary>What was amiss on disk and could be passed over.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>In the order of the plan.</summary>
    public required IReadOnlyList<CellSummary> Cells { get; init; }

    /// <summary>By connections, idle connections, payload, depth, threads.</summary>
    public required IReadOnlyList<PointSummary> Points { get; init; }

    /// <summary>The point that heads the report: the plan's, or the nearest one measured. Null without any.</summary>
    public LoadPoint? Headline { get; init; }

    public required IReadOnlyList<BlockSummary> Blocks { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public PointSummary? HeadlinePoint => Points.FirstOrDefault(p => p.Point == Headline);

    /// <summary>The cells of a point, A/A twin included.</summary>
    public IEnumerable<CellSummary> CellsAt(LoadPoint? point) => Cells.Where(c => c.Cell.Point == point);

    public static RunSummary Of(Run run)
    {
        var labels = run.Manifest.Plan.Sweeps.SelectMany(static s => s.Models).Distinct().ToList();
        var cells = run.Invocations.GroupBy(static i => i.Cell.Key)
            .Select(g => CellSummary.Of([.. g], CallsCounted(run.Manifest, g.First().Cell.Model)))
            .OrderBy(static c => Rank(c.Cell.Point)).ThenBy(c => Order(labels, c.Cell)).ToList();
        return new RunSummary
        {
            Manifest = run.Manifest,
            ElapsedSeconds = Elapsed(run.Invocations),
            Completeness = Completeness.Of(run),
            Notes = run.Notes,
            Cells = cells,
            Points = [.. cells.GroupBy(static c => c.Cell.Point).Select(g => PointSummary.Of(g.Key, [.. g], run.Manifest.Plan.Baseline))],
            Headline = HeadlineOf(run.Manifest.Plan.Headline, [.. cells.Where(static c => c.Valid > 0).Select(static c => c.Cell.Point)]),
            Blocks = BlockSummary.Of(run.Invocations),
        };
    }

    private static string CallsCounted(RunManifest manifest, string model) =>
        manifest.Models.FirstOrDefault(m => m.Name == model)?.CallsCounted ?? ModelInfo.All;

    private static (int, int, int, int, int) Rank(LoadPoint p) => (p.Connections, p.Idle, p.PayloadBytes, p.Depth, p.Threads);

    // Models as the plan lists them, strangers behind, the A/A twin last.
    private static int Order(List<string> labels, Cell cell) =>
        cell.IsAa ? int.MaxValue : labels.IndexOf(cell.Model) is var at and >= 0 ? at : int.MaxValue - 1;

    private static LoadPoint? HeadlineOf(Headline wanted, IReadOnlyList<LoadPoint> measured)
    {
        var exact = measured.Where(p => (p.Connections, p.Idle, p.PayloadBytes, p.Depth) == (wanted.Connections, wanted.Idle, wanted.PayloadBytes, wanted.Depth));
        return exact.Concat(measured.OrderBy(p => Math.Abs(Math.Log((double)p.Connections / wanted.Connections))))
            .Select(static p => (LoadPoint?)p).FirstOrDefault();
    }

    private static double? Elapsed(IReadOnlyList<Invocation> invocations) => invocations.Count == 0
        ? null
        : (invocations.Max(static i => i.StartedAt.AddSeconds(i.ElapsedSeconds)) - invocations.Min(static i => i.StartedAt)).TotalSeconds;
}
