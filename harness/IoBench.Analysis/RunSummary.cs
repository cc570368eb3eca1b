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

    /// <summary>By connections, idle connections, payload, depth, threads, processes, work of the handler; closed loop first.</summary>
    public required IReadOnlyList<PointSummary> Points { get; init; }

    /// <summary>One for each load (connections and payload), in the order of the points; empty where none was measured.</summary>
    public IReadOnlyList<FloorSummary> Floors { get; init; } = [];

    /// <summary>The point that heads the report: the plan's, or the nearest one measured. Null without any.</summary>
    public LoadPoint? Headline { get; init; }

    public required IReadOnlyList<BlockSummary> Blocks { get; init; }

    /// <summary>Response time against offered load, one curve per model and shape; empty without an open loop.</summary>
    public IReadOnlyList<LoadCurve> LoadCurves { get; init; } = [];

    /// <summary>One per load that both engines of the client made; empty where only one did.</summary>
    public IReadOnlyList<EngineAgreement> Engines { get; init; } = [];

    /// <summary>Where along an axis of the load each model's cost and rate cross those of the baseline; empty where no axis has two values.</summary>
    public IReadOnlyList<Crossover> Crossovers { get; init; } = [];

    /// <summary>Loops against worker threads, for each kind of work that handlers did and each shape of load; empty where they only echoed.</summary>
    public IReadOnlyList<WorkSweep> Work { get; init; } = [];

    /// <summary>The two ways to run many tasks, for each model and number of them that was measured both ways; empty elsewhere.</summary>
    public IReadOnlyList<ProcessesAgainstThreads> Tasks { get; init; } = [];

    [System.Text.Json.Serialization.JsonIgnore]
    public PointSummary? HeadlinePoint => Points.FirstOrDefault(p => p.Point == Headline);

    /// <summary>The cells of a point, A/A twin included.</summary>
    public IEnumerable<CellSummary> CellsAt(LoadPoint? point) => Cells.Where(c => c.Cell.Point == point);

    /// <summary>The floor of a point's load; null where it was not measured.</summary>
    public FloorSummary? FloorAt(LoadPoint? point) => point is { } p ? Floors.FirstOrDefault(f => f.Point == FloorPoint.Of(p)) : null;

    public static RunSummary Of(Run run)
    {
        var figures = OfFigures(run);
        var cells = figures.Cells;
        // Two servers are held against each other, and no model against another.
        if (run.Manifest.Sides is not null)
            return figures with { Points = [.. cells.GroupBy(static c => c.Cell.Point).Select(static g => PointSummary.OfSides(g.Key, [.. g]))] };
        var margins = new TwinMargins(cells);
        return figures with
        {
            Points = [.. cells.GroupBy(static c => c.Cell.Point).Select(g => PointSummary.Of(g.Key, [.. g], run.Manifest.Plan.Baseline, margins))],
            LoadCurves = LoadCurve.Of(cells, run.Manifest.Capacities ?? []),
            Engines = EngineAgreement.Of(cells, run.Manifest.Plan.Baseline),
            Crossovers = Crossover.Of(cells, run.Manifest.Plan.Baseline),
            Work = WorkSweep.Of(cells, run.Manifest.Models),
            Tasks = ProcessesAgainstThreads.Of(cells, run.Manifest.Models),
        };
    }

    /// <summary>Cells and floors alone, and nothing that compares models with each other: what another run is held against.</summary>
    public static RunSummary OfFigures(Run run)
    {
        var labels = run.Manifest.Plan.Sweeps.SelectMany(static s => s.Models).Distinct().ToList();
        var floors = run.Floors.GroupBy(FloorPoint.Of).ToDictionary(static g => g.Key, static g => FloorSummary.Of(g.Key, g));
        // Each cell by itself: adding up the histograms of a large run is worth a second CPU.
        var cells = run.Invocations.GroupBy(static i => i.Cell.Key).AsParallel().AsOrdered()
            .Select(g => CellSummary.Of([.. g], floors.GetValueOrDefault(FloorPoint.Of(g.First().Cell)), CallsCounted(run.Manifest, g.First().Cell.Model)))
            .AsSequential().OrderBy(static c => Rank(c.Cell.Point)).ThenBy(c => Order(labels, c.Cell)).ThenBy(static c => c.Cell.Side, StringComparer.Ordinal).ToList();
        return new RunSummary
        {
            Manifest = run.Manifest,
            ElapsedSeconds = Elapsed(run),
            Completeness = Completeness.Of(run),
            Notes = run.Notes,
            Cells = cells,
            Points = [],
            Floors = [.. floors.Values.OrderBy(static f => f.Connections).ThenBy(static f => f.PayloadBytes)],
            Headline = HeadlineOf(run.Manifest.Plan.Headline, [.. cells.Where(static c => c.Valid > 0).Select(static c => c.Cell.Point)]),
            Blocks = BlockSummary.Of(run.Invocations),
        };
    }

    private static string CallsCounted(RunManifest manifest, string model) =>
        manifest.Models.FirstOrDefault(m => m.Name == model)?.CallsCounted ?? ModelInfo.All;

    private static (bool, int, int, int, int, int, (int, string?, double, string?, int, string?, double)) Rank(LoadPoint p)
    {
        var work = CellWork.Of(p.Work);
        return (p.IsOpen, p.Connections, p.Idle, p.PayloadBytes, p.Depth, p.Threads, (p.Processes, work?.Kind, work?.Us ?? 0, p.OtherEngine, p.Churn, p.ShareOf, p.RatePerSecond ?? p.LoadShare ?? 0));
    }

    // Models as the plan lists them, strangers behind, the A/A twin last.
    private static int Order(List<string> labels, Cell cell) =>
        cell.IsAa ? int.MaxValue : labels.IndexOf(cell.Model) is var at and >= 0 ? at : int.MaxValue - 1;

    internal static LoadPoint? HeadlineOf(Headline wanted, IReadOnlyList<LoadPoint> measured)
    {
        // Models are ranked in a closed loop under epoll, in one process with a handler that only echoes; another load stands in only where nothing else was measured.
        measured = [.. measured.OrderBy(static p => p.IsOpen).ThenBy(static p => p.OtherEngine is not null).ThenBy(static p => p.Churn).ThenBy(static p => p.Work is not null).ThenBy(static p => p.Processes)];
        measured = [.. measured.Where(p => Loop(p) == Loop(measured[0]))];
        var exact = measured.Where(p => (p.Connections, p.Idle, p.PayloadBytes, p.Depth) == (wanted.Connections, wanted.Idle, wanted.PayloadBytes, wanted.Depth));
        return exact.Concat(measured.OrderBy(p => Math.Abs(Math.Log((double)p.Connections / wanted.Connections))))
            .Select(static p => (LoadPoint?)p).FirstOrDefault();
    }

    private static (bool, string?, int, string?, int) Loop(LoadPoint p) => (p.IsOpen, p.OtherEngine, p.Churn, p.Work, p.Processes);

    /// <summary>From the first start to the last end; what lies between being cut off and taken up again is not the run's.</summary>
    private static double? Elapsed(Run run)
    {
        if (run.Invocations.Count == 0)
            return null;
        return run.Invocations.GroupBy(i => run.Manifest.Seams.Count(seam => seam.At <= i.StartedAt))
            .Sum(static piece => (piece.Max(static i => i.StartedAt.AddSeconds(i.ElapsedSeconds)) - piece.Min(static i => i.StartedAt)).TotalSeconds);
    }
}
