using System.Text.Json;
using IoBench.Analysis.Trends;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Page;

namespace IoBench.Reporting;

/// <summary>Draws a trend.</summary>
public static class TrendReport
{
    public const string FileName = "trend.json";

    /// <summary>The whole record, for programs.</summary>
    public static string Json(TrendSummary summary) => JsonSerializer.Serialize(summary, SummaryJson.Default.TrendSummary);

    /// <summary>Writes <c>charts/</c>, <see cref="FileName"/>, <c>report.md</c> and <c>report.html</c> into the folder, each file whole or not at all.</summary>
    public static void Write(TrendSummary summary, string folder)
    {
        var drawings = TrendChart.Of(summary);
        ReportFiles.Write(folder, new(FileName, Json(summary), drawings, TrendPage.Of(summary, drawings)));
    }
}
