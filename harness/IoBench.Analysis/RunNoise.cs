using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>What one run could not help, block by block: the reference model against itself, and what the machine did meanwhile.</summary>
public sealed record RunNoise
{
    /// <summary>The model that ran under two labels, by the plan.</summary>
    public required string Label { get; init; }

    /// <summary>On which it is held against itself: <see cref="Metric.Name"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>A/A over all blocks; null where no twin ran.</summary>
    public Estimate? Aa { get; init; }

    public required IReadOnlyList<BlockNoise> Blocks { get; init; }

    public static RunNoise Of(RunSummary run)
    {
        var label = run.Manifest.Plan.Baseline;
        // In an open loop the rate is what was asked; the first metric that a load has is the one that ranks models.
        var metric = run.Headline is { } point ? Analysis.Metric.ComparedAt(point)[0] : Analysis.Metric.Throughput;
        var cells = run.CellsAt(run.Headline).Where(static c => c.Valid > 0).ToDictionary(static c => c.Cell.Label);
        var ratios = cells.TryGetValue(label, out var own) && cells.TryGetValue(label + Cell.AaSuffix, out var twin) ? Pairing.ByBlock(twin, own, metric) : [];
        return new RunNoise
        {
            Label = label,
            Metric = metric.Name,
            Aa = ratios.Count == 0 ? null : HodgesLehmann.Estimate([.. ratios.Values.Select(Math.Exp)], Scale.Log),
            Blocks = [.. run.Blocks.Select(b => new BlockNoise(b.Block, ratios.TryGetValue(b.Block, out var log) ? Math.Exp(log) : null)
            {
                StealShare = b.StealShare, StealShareMax = b.StealShareMax, CpuPressureShare = b.CpuPressureShare, CpuPressureShareMax = b.CpuPressureShareMax,
            })],
        };
    }
}

/// <summary>One block of it; null where a machine does not tell, or no twin ran.</summary>
/// <param name="Block">Its number, from 1.</param>
/// <param name="AaRatio">The twin over its model.</param>
public readonly record struct BlockNoise(int Block, double? AaRatio)
{
    public double? StealShare { get; init; }

    public double? StealShareMax { get; init; }

    public double? CpuPressureShare { get; init; }

    public double? CpuPressureShareMax { get; init; }
}
