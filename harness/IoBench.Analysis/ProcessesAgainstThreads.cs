using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>
/// One model as so many processes of one thread each against itself as one process of so many threads, at one load of a closed loop:
/// ratios are processes over threads, paired by block.
/// </summary>
public sealed record ProcessesAgainstThreads
{
    /// <summary>Threads on the one side, processes on the other.</summary>
    public required int Tasks { get; init; }

    public required string Label { get; init; }

    public required string Model { get; init; }

    /// <summary>Where the one process stands.</summary>
    public required LoadPoint ThreadsAt { get; init; }

    /// <summary>Where the processes stand.</summary>
    public required LoadPoint ProcessesAt { get; init; }

    /// <summary>Null where no block has both.</summary>
    public Comparison? Throughput { get; init; }

    /// <summary>CPU of the server per message, all processes together.</summary>
    public Comparison? ServerCpu { get; init; }

    /// <summary>By load, tasks and model as the cells come. All comparisons of one load on one metric are a family, within which Holm's correction holds.</summary>
    internal static IReadOnlyList<ProcessesAgainstThreads> Of(IReadOnlyList<CellSummary> cells, IReadOnlyList<ModelInfo> models)
    {
        var loops = models.Where(static m => m.Threads == ModelInfo.Loops).Select(static m => m.Name).ToHashSet();
        return [.. cells.Where(static c => c is { Valid: > 0, Cell.IsOpen: false }).GroupBy(static c => c.Cell.Point with { Threads = 0, Processes = 1 })
            .SelectMany(load => Of([.. load], loops))];
    }

    private static IEnumerable<ProcessesAgainstThreads> Of(IReadOnlyList<CellSummary> load, HashSet<string> loops)
    {
        var pairs = (from one in load
            where one.Cell is { IsAa: false, Processes: 1, Threads: > 1 }
            let many = load.Where(c => c.Cell.Label == one.Cell.Label && c.Cell.Processes == one.Cell.Threads && HasOneThreadEach(c.Cell, loops)).MaxBy(static c => c.Cell.Threads)
            where many is not null
            orderby one.Cell.Threads
            select (Threads: one, Processes: many)).ToList();
        // As wide as the A/A twins of this load ask for, with whatever threads they ran.
        var margins = new TwinMargins(load);
        var (throughput, cpu) = (Family(pairs, Analysis.Metric.Throughput, margins.Widest(Analysis.Metric.Throughput)), Family(pairs, Analysis.Metric.ServerCpu, margins.Widest(Analysis.Metric.ServerCpu)));
        return pairs.Select((p, i) => new ProcessesAgainstThreads
        {
            Tasks = p.Threads.Cell.Threads,
            Label = p.Threads.Cell.Label,
            Model = p.Threads.Cell.Model,
            ThreadsAt = p.Threads.Cell.Point,
            ProcessesAt = p.Processes.Cell.Point,
            Throughput = throughput[i],
            ServerCpu = cpu[i],
        });
    }

    // A process of several has one CPU, so a model with loops makes one of its own accord; one with workers makes more.
    private static bool HasOneThreadEach(Cell cell, HashSet<string> loops) => cell.Threads == 1 || (cell.Threads == 0 && loops.Contains(cell.Model));

    private static Comparison?[] Family(List<(CellSummary Threads, CellSummary Processes)> pairs, Metric metric, double margin)
    {
        var pairings = pairs.Select(p => Pairing.Of(p.Processes, p.Threads, metric)).ToList();
        var p = pairings.OfType<Pairing>().Select(static one => one.Centre.PValue).ToList();
        var (alphas, adjusted) = (Holm.Alphas(p, Levels.Family), Holm.Adjust(p));
        var at = 0;
        return [.. pairings.Select((pairing, i) => pairing is null
            ? null
            : Comparison.Of(pairing, metric, alphas[at], margin, pairs[i].Processes.ClientBound, pairs[i].Threads.ClientBound) with { AdjustedPValue = adjusted[at++] })];
    }
}
