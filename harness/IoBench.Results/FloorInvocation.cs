using System.Globalization;

namespace IoBench.Results;

/// <summary>One fresh process that measured the floor of one load: a line of <c>floors.jsonl</c>.</summary>
public sealed record FloorInvocation
{
    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>Counted from 1. Every block measures every floor once.</summary>
    public required int Block { get; init; }

    /// <summary>Place in the run's seeded order, which it shares with the other invocations; counted from 1.</summary>
    public required int Order { get; init; }

    public required int Connections { get; init; }

    public required int PayloadBytes { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Wall time, the process's start and end included.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Null when nothing was measured; the verdict says why.</summary>
    public FloorReport? Floor { get; init; }

    public Disturbance? Disturbance { get; init; }

    public required Verdict Verdict { get; init; }
}

/// <summary>What a floor depends on. Cells that share it share the floor, whatever else their load is.</summary>
public readonly record struct FloorPoint(int Connections, int PayloadBytes)
{
    public static FloorPoint Of(Cell cell) => new(cell.Connections, cell.PayloadBytes);

    public static FloorPoint Of(LoadPoint point) => new(point.Connections, point.PayloadBytes);

    public static FloorPoint Of(FloorInvocation floor) => new(floor.Connections, floor.PayloadBytes);

    /// <summary>Short and unique, e.g. <c>floor c128 p64</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"floor c{Connections} p{PayloadBytes}");
}
