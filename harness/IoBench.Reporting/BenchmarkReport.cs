using System.Text.Json;
using IoBench.Analysis.Benchmarks;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Page;
using IoBench.Results.Benchmarks;

namespace IoBench.Reporting;

/// <summary>Draws what the suite of single operations measured.</summary>
public static class BenchmarkReport
{
    /// <summary>Writes <c>charts/</c>, <c>summary.json</c>, <c>report.md</c> and <c>report.html</c> into the folder, each file whole or not at all.</summary>
    public static BenchmarkSummary Write(BenchmarkRun run, string folder)
    {
        var summary = BenchmarkSummary.Of(run);
        ReportFiles.Write(folder, Parts(summary));
        return summary;
    }

    internal static ReportParts Parts(BenchmarkSummary summary)
    {
        Drawing[] drawings = !summary.IsMeasured ? [] : [.. new[] { ReadinessChart.Of(summary), RoundTripChart.Of(summary) }.OfType<Drawing>()];
        return new("summary.json", JsonSerializer.Serialize(summary, SummaryJson.Default.BenchmarkSummary), drawings, BenchmarkPage.Of(summary, drawings));
    }
}
