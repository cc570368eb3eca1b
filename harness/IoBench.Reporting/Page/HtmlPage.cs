using System.Globalization;
using System.Net;
using System.Text;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The page as one file: style, script, font and charts are inside, nothing is fetched, and it reads well without the script.</summary>
internal static class HtmlPage
{
    /// <param name="page">What it says.</param>
    /// <param name="frame">What stands around it; null makes one file of it.</param>
    public static string Render(ReportPage page, PageFrame? frame = null)
    {
        frame ??= PageFrame.Alone;
        var html = new StringBuilder();
        html.Append(frame.Open(page.Title));
        html.Append(CultureInfo.InvariantCulture, $"""
            <header>
            <h1>{Escape(page.Title)}</h1>
            <p class="place">{Escape(page.Place)}<br>{Escape(page.When)} · <a href="#raw">raw data</a></p>
            </header>
            <section class="answer" aria-label="Answer">
            {Lines(page.Answer, "p")}</section>

            """);
        Section(html, page.Sections[0], picture: true);
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"models\">\n<h2>{Escape(page.ModelsHead)}</h2>\n{How(page.Explained.GetValueOrDefault("models"))}");
        Table(html, page.Models, "sortable");
        html.Append(Lines(page.Skipped, "li", "<ul class=\"skipped\" aria-label=\"Skipped\">", "</ul>")).Append("</section>\n");
        foreach (var section in page.Sections.Skip(1))
            Section(html, section);
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"trust\">\n<h2>{Escape(page.TrustHead)}</h2>\n{How(page.Explained.GetValueOrDefault("trust"))}").Append(Lines(page.Trust, "li", "<ul>", "</ul>"));
        Details(html, page.BlocksHead, () => Table(html, page.Blocks, ""));
        Details(html, page.EnvironmentHead, () =>
        {
            html.Append("<dl>\n");
            foreach (var (key, value) in page.Environment)
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Escape(key)}</dt><dd>{Escape(value)}</dd>\n");
            html.Append("</dl>\n");
        });
        html.Append(CultureInfo.InvariantCulture, $"</section>\n<section id=\"method\">\n<h2>How was it measured?</h2>\n{How(page.Explained.GetValueOrDefault("method"))}").Append(Lines(page.Method, "li", "<ol>", "</ol>"));
        html.Append(CultureInfo.InvariantCulture, $"""
            </section>
            <section id="raw">
            <h2>{Escape(page.CommandHead)}</h2>
            <pre><code>{Escape(page.Command)}</code></pre>
            <p>Raw files: {string.Join(", ", page.RawFiles.Select(static f => $"<a href=\"{Escape(f)}\">{Escape(f)}</a>"))}. Charts as PNG and SVG: <a href="{Escape(page.ChartsPage)}">charts/</a>.</p>
            </section>

            """);
        return html.Append(frame.Close).ToString();
    }

    internal static void Section(StringBuilder html, Section section, bool picture = false)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"{section.Id}\">\n<h2>{Escape(section.Question)}</h2>\n{How(section.Explained)}");
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

    internal static void Table(StringBuilder html, Table table, string kind)
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
        if (cell.Href is { } href)
            text = $"<a href=\"{Escape(href)}\">{text}</a>";
        html.Append(CultureInfo.InvariantCulture, $"<td{(column.Numeric ? " class=\"n\"" : "")}{sort}>{text}</td>");
    }

    /// <summary>From a heading to the page that explains what stands below it.</summary>
    private static string How(string? explained) => explained is null ? "" : $"<p class=\"how\"><a href=\"{Escape(explained)}\">how to read this</a></p>\n";

    internal static string Lines(IReadOnlyList<FormattableString> lines, string tag, string open = "", string close = "") => lines.Count == 0
        ? ""
        : open + string.Concat(lines.Select(l => $"<{tag}>{Prose.Html(l)}</{tag}>\n")) + close;

    internal static string Escape(string text) => WebUtility.HtmlEncode(text);
}
