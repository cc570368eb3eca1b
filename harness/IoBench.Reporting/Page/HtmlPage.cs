using System.Globalization;
using System.Net;
using System.Text;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The page as one file: style, script, font and charts are inside, nothing is fetched, and it reads well without the script.</summary>
internal static class HtmlPage
{
    public static string Render(ReportPage page)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Escape(page.Title)}</title>
            <style>
            {FontFaces()}{Resource.Text("report.css")}{ChartColours.Css()}</style>
            </head>
            <body>
            <main>
            <header>
            <h1>{Escape(page.Title)}</h1>
            <p class="place">{Escape(page.Place)}<br>{Escape(page.When)} · <a href="#raw">raw data</a></p>
            </header>
            <section class="answer" aria-label="Answer">
            {Lines(page.Answer, "p")}</section>

            """);
        Section(html, page.Sections[0], picture: true);
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"models\">\n<h2>{Escape(page.ModelsHead)}</h2>\n");
        Table(html, page.Models, "sortable");
        html.Append(Lines(page.Skipped, "li", "<ul class=\"skipped\" aria-label=\"Skipped\">", "</ul>")).Append("</section>\n");
        foreach (var section in page.Sections.Skip(1))
            Section(html, section);
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"trust\">\n<h2>{Escape(page.TrustHead)}</h2>\n").Append(Lines(page.Trust, "li", "<ul>", "</ul>"));
        Details(html, page.BlocksHead, () => Table(html, page.Blocks, ""));
        Details(html, page.EnvironmentHead, () =>
        {
            html.Append("<dl>\n");
            foreach (var (key, value) in page.Environment)
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Escape(key)}</dt><dd>{Escape(value)}</dd>\n");
            html.Append("</dl>\n");
        });
        html.Append("</section>\n<section id=\"method\">\n<h2>How was it measured?</h2>\n").Append(Lines(page.Method, "li", "<ol>", "</ol>"));
        html.Append(CultureInfo.InvariantCulture, $"""
            </section>
            <section id="raw">
            <h2>{Escape(page.CommandHead)}</h2>
            <pre><code>{Escape(page.Command)}</code></pre>
            <p>Raw files: {string.Join(", ", page.RawFiles.Select(static f => $"<a href=\"{Escape(f)}\">{Escape(f)}</a>"))}. Charts as PNG and SVG: <a href="charts/">charts/</a>.</p>
            </section>
            </main>
            <script>
            {Resource.Text("report.js")}</script>
            </body>
            </html>

            """);
        return html.ToString();
    }

    private static void Section(StringBuilder html, Section section, bool picture = false)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"{section.Id}\">\n<h2>{Escape(section.Question)}</h2>\n");
        if (picture)
            Figure(html, section);
        html.Append(Lines(section.Reading, "p"));
        if (!picture)
            Figure(html, section);
        if (section.Findings is { Rows.Count: > 0 } findings)
            Table(html, findings, "sortable");
        if (section.Data is { Rows.Count: > 0 } data)
            Details(html, "The figures behind it", () => Table(html, data, "sortable"));
        html.Append("</section>\n");
    }

    private static void Figure(StringBuilder html, Section section)
    {
        if (section.Chart is { } chart)
            html.Append(CultureInfo.InvariantCulture, $"<figure class=\"chart\">\n{chart.Svg()}\n</figure>\n");
    }

    private static void Details(StringBuilder html, string summary, Action content)
    {
        html.Append(CultureInfo.InvariantCulture, $"<details>\n<summary>{Escape(summary)}</summary>\n");
        content();
        html.Append("</details>\n");
    }

    private static void Table(StringBuilder html, Table table, string kind)
    {
        if (table.Rows.Count == 0)
            return;
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\"><table class=\"{kind}\">\n<thead><tr>");
        foreach (var column in table.Columns)
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{(column.Numeric ? " class=\"n\"" : "")}>{Escape(column.Head)}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append(row.Muted ? "<tr class=\"muted\">" : "<tr>");
            for (var i = 0; i < row.Cells.Count; i++)
                Cell(html, row.Cells[i], table.Columns[i]);
            html.Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }

    private static void Cell(StringBuilder html, TableCell cell, Column column)
    {
        var sort = cell.Sort is { } key ? string.Create(CultureInfo.InvariantCulture, $" data-sort=\"{key:R}\"") : "";
        var text = cell.Model is { } model
            ? $"<b style=\"--l:{ModelStyle.Of(model).Colour};--d:{ModelStyle.Of(model).OnDark}\">{Escape(cell.Text)}</b>"
            : Escape(cell.Text);
        html.Append(CultureInfo.InvariantCulture, $"<td{(column.Numeric ? " class=\"n\"" : "")}{sort}>{text}</td>");
    }

    private static string Lines(IReadOnlyList<FormattableString> lines, string tag, string open = "", string close = "") => lines.Count == 0
        ? ""
        : open + string.Concat(lines.Select(l => $"<{tag}>{Prose.Html(l)}</{tag}>\n")) + close;

    private static string FontFaces() => string.Concat(new[] { ("IBMPlexSans-Regular.woff", 400), ("IBMPlexSans-SemiBold.woff", 600) }.Select(static f =>
        $"@font-face{{font-family:\"{Typeface.Name}\";font-weight:{f.Item2};font-display:swap;src:url(data:font/woff;base64,{Convert.ToBase64String(Resource.Bytes(f.Item1))}) format(\"woff\")}}\n"));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
