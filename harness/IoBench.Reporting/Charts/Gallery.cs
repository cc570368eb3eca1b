using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Charts;

/// <summary>Every chart that a run has data for, in the order of the page.</summary>
internal static class Gallery
{
    private static readonly Dictionary<string, string> Ids = new()
    {
        [Metric.Throughput.Name] = "throughput", [Metric.P50.Name] = "p50", [Metric.P99.Name] = "p99", [Metric.ServerCpu.Name] = "cpu",
    };

    /// <summary>A metric in the name of a chart's file.</summary>
    public static string Id(Metric metric) => Ids[metric.Name];

    /// <summary>Every chart of a comparison of runs: kernels across models where there are several, then what changed, then the noise in it.</summary>
    public static IReadOnlyList<Drawing> Of(ComparedRuns runs) =>
    [
        .. new[] { HeatChart.Of(runs) }.OfType<Drawing>(), .. ChangeChart.Of(runs),
        .. new[] { NoiseChart.Of([.. runs.Runs.Select(static r => (r.Label, r.Noise))], $"n = {runs.Runs.Count} runs, {Words.List([.. runs.Runs.Select(static r => r.Blocks).Distinct().Order().Select(static b => $"{b}")])} blocks", ChangePlace.Foot(runs)) }.OfType<Drawing>(),
    ];

    public static IReadOnlyList<Drawing> Of(RunSummary summary)
    {
        if (summary.Manifest.Sides is not null)
            return [.. SideWords.Order(summary).Select(m => RatioChart.OfSides(summary, m)).OfType<Drawing>()];
        Drawing?[] drawings =
        [
            RatioChart.Of(summary), ThroughputChart.Of(summary), .. AxisChart.Of(summary), WorkChart.Of(summary), LoadChart.Of(summary), LatencyChart.Of(summary),
            CostChart.Of(summary), EngineChart.Of(summary), RepeatabilityChart.Of(summary), NoiseChart.Of(summary),
        ];
        return [.. drawings.OfType<Drawing>()];
    }
}
