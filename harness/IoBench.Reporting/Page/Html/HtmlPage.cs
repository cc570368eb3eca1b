using System.Globalization;
using System.Text;

namespace IoBench.Reporting.Page;

/// <summary>The page of a report. It reads well without the script, which adds what can be pressed: sorting, saving, other colours, and the explorer.</summary>
internal static class HtmlPage
{
    /// <param name="page">What it says.</param>
    /// <param name="frame">What stands around it; null makes one file of it.</param>
    public static string Render(ReportPage page, PageFrame? frame = null)
    {
        frame ??= PageFrame.Alone;
        var html = new StringBuilder(frame.Open(page.Title));
        html.Append(CultureInfo.InvariantCulture, $"""
            <a class="skip" href="#answer">{PageWords.Skip}</a>
            <header>
            <h1>{Escape(page.Title)}</h1>
            <p class="place">{Escape(page.Place)}<br>{Escape(page.When)} · <a href="#raw">raw data</a></p>
            </header>
            {Contents(page)}<main>
            <section id="answer" class="answer" aria-label="{PageWords.Answer}">
            {HtmlText.Lines(page.Answer, "p")}</section>

            """);
        Section(html, page.Sections[0], picture: true);
        Models(html, page);
        if (page.Explorer is not null)
            html.Append(CultureInfo.InvariantCulture, $"<section id=\"explore\" class=\"scripted\">\n<h2>{Escape(PageWords.ExploreHead)}</h2>\n</section>\n");
        foreach (var section in page.Sections.Skip(1))
            Section(html, section);
        Trust(html, page);
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"method\">\n<h2>{PageWords.MethodHead}</h2>\n{How(page, "method")}").Append(HtmlText.Lines(page.Method, "li", "<ol>", "</ol>")).Append("</section>\n");
        html.Append(CultureInfo.InvariantCulture, $"""
            <section id="raw">
            <h2>{Escape(page.CommandHead)}</h2>
            <pre class="scroll" tabindex="0" role="group" aria-label="{Escape(page.CommandHead)}"><code>{Escape(page.Command)}</code></pre>
            <p>Raw files: {string.Join(", ", page.RawFiles.Select(static f => $"<a href=\"{Escape(f)}\">{Escape(f)}</a>"))}. Charts as PNG and SVG: <a href="{Escape(page.ChartsPage)}">charts/</a>.</p>
            </section>
            </main>

            """);
        return html.Append(frame.Close(page.Explorer)).ToString();
    }

    private static void Models(StringBuilder html, ReportPage page)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"models\">\n<h2>{Escape(page.ModelsHead)}</h2>\n{How(page, "models")}");
        if (page.Models.Rows.Any(static r => r.Cells.Any(static c => c.Runs is not null)))
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"hint\">{Escape(PageWords.OpenRow)}</p>\n");
        HtmlTable.Write(html, page.Models, page.ModelsHead);
        html.Append(HtmlText.Lines(page.Skipped, "li", $"<ul class=\"skipped\" aria-label=\"{PageWords.Skipped}\">", "</ul>")).Append("</section>\n");
    }

    private static void Trust(StringBuilder html, ReportPage page)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"trust\">\n<h2>{Escape(page.TrustHead)}</h2>\n{How(page, "trust")}").Append(HtmlText.Lines(page.Trust, "li", "<ul>", "</ul>"));
        HtmlText.Details(html, page.BlocksHead, () => HtmlTable.Write(html, page.Blocks, page.BlocksHead, sortable: false));
        HtmlText.Details(html, page.EnvironmentHead, () =>
        {
            html.Append("<dl>\n");
            foreach (var (key, value) in page.Environment)
                html.Append(CultureInfo.InvariantCulture, $"<dt>{Escape(key)}</dt><dd>{Escape(value)}</dd>\n");
            html.Append("</dl>\n");
        });
        html.Append("</section>\n");
    }

    internal static void Section(StringBuilder html, Section section, bool picture = false)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"{section.Id}\">\n<h2>{Escape(section.Question)}</h2>\n{How(section.Explained)}");
        if (picture)
            Figure(html, section);
        html.Append(CultureInfo.InvariantCulture, $"<div id=\"{section.Id}-reading\">\n").Append(HtmlText.Lines(section.Reading, "p")).Append("</div>\n");
        if (!picture)
            Figure(html, section);
        if (section.Findings is { Rows.Count: > 0 } findings)
            HtmlTable.Write(html, findings, PageWords.Findings(section.Question));
        if (section.Data is { Rows.Count: > 0 } data)
            HtmlText.Details(html, PageWords.Figures, () => HtmlTable.Write(html, data, PageWords.Data(section.Question)));
        html.Append("</section>\n");
    }

    private static void Figure(StringBuilder html, Section section)
    {
        if (section.Chart is { } chart)
            html.Append(CultureInfo.InvariantCulture, $"<figure data-name=\"{chart.Name}\">\n<div class=\"scroll chart\" tabindex=\"0\" role=\"group\" aria-label=\"{Escape(PageWords.Chart(section.Question))}\">\n{InlineSvg.Of(chart.Svg(), section.Id + "-reading")}</div>\n</figure>\n");
    }

    // Folded, so that the answer is the first thing to be read; where there is room beside it, style shows it there.
    private static string Contents(ReportPage page)
    {
        IEnumerable<(string Id, string Head)> heads =
        [
            (page.Sections[0].Id, page.Sections[0].Question), ("models", page.ModelsHead), .. page.Explorer is null ? [] : (ReadOnlySpan<(string, string)>)[("explore", PageWords.ExploreHead)],
            .. page.Sections.Skip(1).Select(static s => (s.Id, s.Question)), ("trust", page.TrustHead), ("method", PageWords.MethodHead), ("raw", page.CommandHead),
        ];
        return $"<nav class=\"contents\" aria-label=\"{PageWords.Contents}\"><details>\n<summary>{PageWords.Contents}</summary>\n<ol>\n{string.Concat(heads.Select(static h => $"<li{(h.Id == "explore" ? " class=\"scripted\"" : "")}><a href=\"#{h.Id}\">{Escape(h.Head)}</a></li>\n"))}</ol>\n</details></nav>\n";
    }

    private static string How(ReportPage page, string part) => How(page.Explained.GetValueOrDefault(part));

    /// <summary>From a heading to the page that explains what stands below it.</summary>
    private static string How(string? explained) => explained is null ? "" : $"<p class=\"how\"><a href=\"{Escape(explained)}\">{PageWords.How}</a></p>\n";

    private static string Escape(string text) => HtmlText.Escape(text);
}
