using System.Text.Json;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Page;

namespace IoBench.Reporting;

/// <summary>Draws a comparison of runs.</summary>
public static class ComparisonReport
{
    public const string FileName = "comparison.json";

    /// <summary>The whole record, for programs.</summary>
    public static string Json(ComparedRuns runs) => JsonSerializer.Serialize(runs, SummaryJson.Default.ComparedRuns);

    /// <summary>Writes <c>charts/</c>, <see cref="FileName"/>, <c>report.md</c> and <c>report.html</c> into the folder, each file whole or not at all.</summary>
    public static void Write(ComparedRuns runs, string folder)
    {
        var drawings = Gallery.Of(runs);
        ReportFiles.Write(folder, FileName, Json(runs), drawings, ComparisonPage.Of(runs, folder, drawings));
    }
}
