using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>One block in run order: how much the machine was taken away from the measurement meanwhile.</summary>
public sealed record BlockSummary
{
    public required int Block { get; init; }

    public required int Valid { get; init; }

    public required int Invalid { get; init; }

    /// <summary>Mean and worst over the block's invocations; null where the machine does not tell.</summary>
    public double? StealShare { get; init; }

    public double? StealShareMax { get; init; }

    public double? CpuPressureShare { get; init; }

    public double? CpuPressureShareMax { get; init; }

    internal static IReadOnlyList<BlockSummary> Of(IEnumerable<Invocation> invocations) =>
        [.. invocations.GroupBy(static i => i.Block).OrderBy(static g => g.Key).Select(static g => Of(g.Key, [.. g]))];

    private static BlockSummary Of(int block, IReadOnlyList<Invocation> invocations) => new()
    {
        Block = block,
        Valid = invocations.Count(static i => i.Verdict.Valid),
        Invalid = invocations.Count(static i => !i.Verdict.Valid),
        StealShare = invocations.Average(static i => i.Disturbance?.StealShare),
        StealShareMax = invocations.Max(static i => i.Disturbance?.StealShare),
        CpuPressureShare = invocations.Average(static i => i.Disturbance?.CpuPressureShare),
        CpuPressureShareMax = invocations.Max(static i => i.Disturbance?.CpuPressureShare),
    };
}
