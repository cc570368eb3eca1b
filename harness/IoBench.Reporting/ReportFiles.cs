using IoBench.Reporting.Charts;
using IoBench.Reporting.Page;

namespace IoBench.Reporting;

/// <summary>The files of which every report is made.</summary>
internal static class ReportFiles
{
    /// <summary>Writes <c>charts/</c>, the record, <c>report.md</c> and <c>report.html</c> into the folder, each file whole or not at all.</summary>
    public static void Write(string folder, string recordName, string record, IReadOnlyList<Drawing> drawings, ReportPage page)
    {
        foreach (var drawing in drawings)
        {
            AtomicFile.Write(Path.Combine(folder, "charts", drawing.Name + ".png"), drawing.Png());
            AtomicFile.Write(Path.Combine(folder, "charts", drawing.Name + ".svg"), drawing.Svg());
        }

        AtomicFile.Write(Path.Combine(folder, recordName), record + "\n");
        AtomicFile.Write(Path.Combine(folder, "report.md"), MarkdownPage.Render(page));
        AtomicFile.Write(Path.Combine(folder, "report.html"), HtmlPage.Render(page));
    }
}
