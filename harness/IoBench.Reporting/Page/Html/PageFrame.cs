using System.Net;
using IoBench.Reporting.Charts;

namespace IoBench.Reporting.Page;

/// <summary>What stands around the content of a page: its head, where style, typeface and script come from, and the way to other pages.</summary>
internal abstract class PageFrame
{
    /// <summary>A page that is one file: all of it is inside.</summary>
    public static PageFrame Alone { get; } = new OneFile();

    // In this order they are one script.
    private static readonly string[] Scripts = ["page.js", "save.js", "tables.js", "charts.js", "view.js", "scales.js", "plot.js", "explorer.js"];

    /// <summary>Up to the content, which has its own header and main part.</summary>
    /// <param name="title">As text.</param>
    public string Open(string title) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        {Style}
        </head>
        <body>
        {Navigation}
        """;

    /// <summary>Behind the content.</summary>
    /// <param name="explorer">What the explorer draws; null on a page without one.</param>
    public string Close(ExplorerData? explorer = null) => $"""
        <script type="application/json" id="page-data">{new PageData(new ScriptWords(), explorer).Write()}</script>
        {Script}
        </body>
        </html>

        """;

    protected abstract string Style { get; }

    protected abstract string Script { get; }

    protected virtual string Navigation => "";

    /// <summary>The rules that all pages have, with both weights of the typeface.</summary>
    /// <param name="address">Where a file of the typeface is found.</param>
    protected static string Rules(Func<string, string> address) => string.Concat(Typeface.Files.Select(f =>
        $"@font-face{{font-family:\"{Typeface.Name}\";font-weight:{f.Weight};font-display:swap;src:url({address(f.File)}) format(\"woff\")}}\n")) + Resource.Text("report.css") + ModelMarks.Css() + ChartColours.Css();

    /// <summary>What can be pressed on a page; its names are its own in a module, and otherwise nobody else's.</summary>
    protected static string Program => string.Concat(Scripts.Select(Resource.Text));

    private sealed class OneFile : PageFrame
    {
        protected override string Style => $"<style>\n{Rules(static file => $"data:font/woff;base64,{Convert.ToBase64String(Resource.Bytes(file))}")}</style>";

        protected override string Script => $"<script type=\"module\">\n{Program}</script>";
    }
}
