using System.Text.Json;
using IoBench.Analysis;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Page;
using IoBench.Results;

namespace IoBench.Reporting;

/// <summary>Draws a run, whole or cut off, from its records alone.</summary>
public static class Report
{
    /// <summary>Writes <c>charts/</c>, <c>summary.json</c>, <c>report.md</c> and <c>report.html</c> into the folder, each file whole or not at all.</summary>
    public static RunSummary Write(Run run, string folder)
    {
        var summary = RunSummary.Of(run);
        ReportFiles.Write(folder, Parts(run, summary));
        return summary;
    }

    internal static ReportParts Parts(Run run, RunSummary summary)
    {
        var drawings = Gallery.Of(summary);
        var anatomy = run.Anatomy is null ? null : AnatomyChart.Of(run.Anatomy);
        var page = ReportPage.Of(summary, drawings);
        page = page with
        {
            Sections = [.. page.Sections, .. AnatomySections.Of(run, anatomy)],
            RawFiles = [.. page.RawFiles, .. run.Anatomy is null ? [] : (string[])[AnatomyReport.FileName], .. run.Waits is null ? [] : (string[])[WaitReport.FileName]],
        };
        return new("summary.json", JsonSerializer.Serialize(summary, SummaryJson.Default.RunSummary), anatomy is null ? drawings : [.. drawings, anatomy], page);
    }
}
