using System.Net;
using IoBench.Reporting.Charts;

namespace IoBench.Reporting.Page;

/// <summary>What stands around the content of a page: its head, where style, typeface and script come from, and the way to other pages.</summary>
internal abstract class PageFrame
{
    /// <summary>A page that is one file: all of it is inside.</summary>
    public static PageFrame Alone { get; } = new OneFile();

    /// <summary>Up to the content.</summary>
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
        {Navigation}<main>

        """;

    /// <summary>Behind the content.</summary>
    public string Close => $"""
        </main>
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
        $"@font-face{{font-family:\"{Typeface.Name}\";font-weight:{f.Weight};font-display:swap;src:url({address(f.File)}) format(\"woff\")}}\n")) + Resource.Text("report.css") + ChartColours.Css();

    private sealed class OneFile : PageFrame
    {
        protected override string Style => $"<style>\n{Rules(static file => $"data:font/woff;base64,{Convert.ToBase64String(Resource.Bytes(file))}")}</style>";

        protected override string Script => $"<script>\n{Resource.Text("report.js")}</script>";
    }
}
