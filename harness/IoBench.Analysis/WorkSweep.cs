using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>
/// Where worker threads begin to pay: at each work of the handler, the best model that has workers against the best whose loops run the
/// handler themselves, in a closed loop. Models that give each connection a thread are neither.
/// </summary>
public sealed record WorkSweep
{
    /// <summary><see cref="CellWork.Cpu"/> or <see cref="CellWork.Wait"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The load, and the threads asked for, without the work.</summary>
    public required LoadPoint Shape { get; init; }

    /// <summary>By work; the first is the plain echo (0) where that was measured.</summary>
    public required IReadOnlyList<WorkStep> Steps { get; init; }

    /// <summary>The least work measured at which the workers' interval lies above the loops'; null where there is none.</summary>
    public double? PaysFromUs { get; init; }

    /// <summary>True where that holds for every greater work that was measured, too.</summary>
    public bool PaysBeyond { get; init; }

    internal static IReadOnlyList<WorkSweep> Of(IReadOnlyList<CellSummary> cells, IReadOnlyList<ModelInfo> models)
    {
        var threads = models.DistinctBy(static m => m.Name).ToDictionary(static m => m.Name, static m => m.Threads);
        var closed = cells.Where(static c => !c.Cell.IsAa && !c.Cell.IsOpen && c.ThroughputPerSecond is not null)
            .GroupBy(static c => c.Cell.Point with { Work = null }).ToList();
        return [.. from shape in closed
            from kind in new[] { CellWork.Cpu, CellWork.Wait }
            where shape.Any(c => CellWork.Of(c.Cell.Work)?.Kind == kind)
            select Of(kind, shape.Key, [.. shape.Where(c => c.Cell.Work is null || CellWork.Of(c.Cell.Work)?.Kind == kind)], threads)];
    }

    private static WorkSweep Of(string kind, LoadPoint shape, IReadOnlyList<CellSummary> cells, Dictionary<string, string> threads)
    {
        var steps = cells.GroupBy(static c => CellWork.Of(c.Cell.Work)?.Us ?? 0).OrderBy(static g => g.Key)
            .Select(g => WorkStep.Of(g.Key, Best(g, ModelInfo.Loops), Best(g, ModelInfo.Workers))).ToList();
        var first = steps.FindIndex(static s => s.Gain == Gain.Above);
        return new WorkSweep
        {
            Kind = kind,
            Shape = shape,
            Steps = steps,
            PaysFromUs = first < 0 ? null : steps[first].Us,
            PaysBeyond = first >= 0 && steps.Skip(first).All(static s => s.Gain == Gain.Above),
        };

        CellSummary? Best(IEnumerable<CellSummary> at, string kindOfThreads) =>
            at.Where(c => threads.GetValueOrDefault(c.Cell.Model) == kindOfThreads).MaxBy(static c => c.ThroughputPerSecond!.Centre);
    }
}

/// <summary>How the best model with workers stands to the best with loops.</summary>
public enum Gain
{
    /// <summary>One of both was not measured, or has no interval.</summary>
    Unknown,

    /// <summary>The workers' interval lies above the loops'.</summary>
    Above,

    /// <summary>It lies below.</summary>
    Below,

    /// <summary>The intervals meet; or the client was the limit of one whose rate, a lower bound, would decide.</summary>
    Inconclusive,
}

/// <summary>One work of the handler.</summary>
public sealed record WorkStep
{
    /// <summary>0 for the plain echo.</summary>
    public required double Us { get; init; }

    public Contender? Loop { get; init; }

    public Contender? Worker { get; init; }

    public required Gain Gain { get; init; }

    internal static WorkStep Of(double us, CellSummary? loop, CellSummary? worker) => new()
    {
        Us = us,
        Loop = loop is null ? null : new Contender(loop.Cell.Label, loop.ThroughputPerSecond!),
        Worker = worker is null ? null : new Contender(worker.Cell.Label, worker.ThroughputPerSecond!),
        Gain = (loop?.ThroughputPerSecond?.Interval, worker?.ThroughputPerSecond?.Interval) switch
        {
            ({ } of, { } to) when to.Low > of.High => loop!.ClientBound ? Gain.Inconclusive : Gain.Above,
            ({ } of, { } to) when to.High < of.Low => worker!.ClientBound ? Gain.Inconclusive : Gain.Below,
            ({ }, { }) => Gain.Inconclusive,
            _ => Gain.Unknown,
        },
    };
}

/// <summary>The model that serves most of its kind.</summary>
public readonly record struct Contender(string Label, Estimate ThroughputPerSecond);
