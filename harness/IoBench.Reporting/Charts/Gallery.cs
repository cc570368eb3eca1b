using IoBench.Analysis;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Charts;

/// <summary>Every chart that a run has data for, in the order of the page.</summary>
internal static class Gallery
{
    public static IReadOnlyList<Drawing> Of(RunSummary summary)
    {
        if (summary.Manifest.Sides is not null)
            return [.. SideWords.Order(summary).Select(m => RatioChart.OfSides(summary, m)).OfType<Drawing>()];
        Drawing?[] drawings =
        [
            RatioChart.Of(summary), ThroughputChart.Of(summary), .. AxisChart.Of(summary), WorkChart.Of(summary), LoadChart.Of(summary), LatencyChart.Of(summary),
            CostChart.Of(summary), EngineChart.Of(summary), RepeatabilityChart.Of(summary),
        ];
        return [.. drawings.OfType<Drawing>()];
    }
}
