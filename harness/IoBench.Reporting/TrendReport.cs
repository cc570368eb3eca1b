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
        foreach (var drawing in drawings)
        {
            AtomicFile.Write(Path.Combine(folder, "charts", drawing.Name + ".png"), drawing.Png());
            AtomicFile.Write(Path.Combine(folder, "charts", drawing.Name + ".svg"), drawing.Svg());
        }

        AtomicFile.Write(Path.Combine(folder, FileName), Json(summary) + "\n");
        var page = TrendPage.Of(summary, drawings);
        AtomicFile.Write(Path.Combine(folder, "report.md"), MarkdownPage.Render(page));
        AtomicFile.Write(Path.Combine(folder, "report.html"), HtmlPage.Render(page));
    }
}
