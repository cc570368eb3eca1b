using IoBench.Reporting.Page;

namespace IoBench.Reporting;

/// <summary>The files of which every report is made.</summary>
internal static class ReportFiles
{
    /// <summary>Writes <c>charts/</c>, the record, <c>report.md</c> and <c>report.html</c> into the folder, each file whole or not at all.</summary>
    public static void Write(string folder, ReportParts parts)
    {
        WriteBelow(folder, parts);
        AtomicFile.Write(Path.Combine(folder, "report.md"), MarkdownPage.Render(parts.Page));
        AtomicFile.Write(Path.Combine(folder, "report.html"), HtmlPage.Render(parts.Page));
    }

    /// <summary>What the page stands on: <c>charts/</c> and the record.</summary>
    public static void WriteBelow(string folder, ReportParts parts)
    {
        foreach (var drawing in parts.Drawings)
        {
            AtomicFile.Write(Path.Combine(folder, "charts", drawing.Name + ".png"), drawing.Png());
            AtomicFile.Write(Path.Combine(folder, "charts", drawing.Name + ".svg"), drawing.Svg());
        }

        AtomicFile.Write(Path.Combine(folder, parts.RecordName), parts.Record + "\n");
    }
}
