using System.Net;
using IoBench.Reporting.Page;

namespace IoBench.Reporting.Site;

/// <summary>
/// A page of a site: style sheet, typeface and script are files that all pages share, and every page leads to the chief ones. Addresses
/// are relative, so that it reads from disk and below any path of a host.
/// </summary>
/// <param name="page">Its path.</param>
/// <param name="chapters">The chief pages, with the words that lead to them.</param>
internal sealed class SiteFrame(string page, IReadOnlyList<(string Words, string Page)> chapters) : PageFrame
{
    private const string StyleFile = "style.css", ScriptFile = "report.js";

    protected override string Style => $"<link rel=\"stylesheet\" href=\"{SiteMap.Way(page, StyleFile)}\">";

    // No module: a browser that reads from disk takes none from another file.
    protected override string Script => $"<script defer src=\"{SiteMap.Way(page, ScriptFile)}\"></script>";

    protected override string Navigation =>
        $"<nav class=\"site\" aria-label=\"Pages\">\n{string.Concat(chapters.Select(Entry))}</nav>\n";

    private string Entry((string Words, string Page) to) => $"<a href=\"{SiteMap.Way(page, to.Page)}\"{Current(to.Page)}>{WebUtility.HtmlEncode(to.Words)}</a>\n";

    /// <summary>The chief page itself, or the one to whose folder this page belongs.</summary>
    private string Current(string chapter) => chapter == page ? " aria-current=\"page\""
        : chapter.LastIndexOf('/') is var end and > 0 && page.StartsWith(chapter[..(end + 1)], StringComparison.Ordinal) ? " aria-current=\"true\"" : "";

    /// <summary>Writes what the pages share.</summary>
    public static void WriteShared(string folder)
    {
        AtomicFile.Write(Path.Combine(folder, StyleFile), Rules(static file => file) + Resource.Text("site.css"));
        AtomicFile.Write(Path.Combine(folder, ScriptFile), Program);
        foreach (var (file, _) in Charts.Typeface.Files)
            AtomicFile.Write(Path.Combine(folder, file), Resource.Bytes(file));
    }
}
