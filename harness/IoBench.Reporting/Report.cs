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
        var drawings = Gallery.Of(summary);
        foreach (var drawing in drawings)
        {
            AtomicFile.Write(Path.Combine(folder, "charts", drawing.Name + ".png"), drawing.Png());
            AtomicFile.Write(Path.Combine(folder, "charts", drawing.Name + ".svg"), drawing.Svg());
        }

        AtomicFile.Write(Path.Combine(folder, "summary.json"), JsonSerializer.Serialize(summary, SummaryJson.Default.RunSummary) + "\n");
        var page = ReportPage.Of(summary, drawings);
        AtomicFile.Write(Path.Combine(folder, "report.md"), MarkdownPage.Render(page));
        AtomicFile.Write(Path.Combine(folder, "report.html"), HtmlPage.Render(page));
        return summary;
    }
}
