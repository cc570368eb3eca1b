using System.Globalization;
using System.Reflection;
using System.Text;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Page;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Site;

/// <summary>The pages that a site has beside reports.</summary>
/// <param name="chapters">As <see cref="SiteFrame"/> shows them.</param>
internal sealed class SitePages(IReadOnlyList<(string Words, string Page)> chapters)
{
    /// <summary>0.1.0, and as much of the commit as one reads: 0.1.0+9d35eba2a9f8.</summary>
    private static string Version => typeof(SitePages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') switch
    {
        [var version, { Length: > 12 } commit] => $"{version}+{commit[..12]}",
        [var version, ..] => version,
        _ => "",
    };

    public PageFrame Frame(string page) => new SiteFrame(page, chapters);

    /// <summary>What a run found, and where everything else is.</summary>
    /// <param name="report">Of the run.</param>
    /// <param name="ways">Each chapter with a sentence on what it has.</param>
    /// <param name="undescribed">Models of the run without a page.</param>
    public string Front(ReportPage report, IReadOnlyList<(string Words, string Page, string Tells)> ways, IReadOnlyList<string> undescribed)
    {
        var links = new SiteLinks(SiteMap.Front);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <header>
            <h1>What does each network I/O model cost and give?</h1>
            <p>TCP echo servers that differ only in how a thread learns that it can go on, each driven with the same load and measured:
            throughput, latency, server CPU and system calls a message, with intervals and a verdict against a baseline.</p>
            <p class="place">{HtmlText.Escape(report.Place)}<br>{HtmlText.Escape(report.When)}</p>
            </header>
            <section class="answer" aria-label="Answer">
            {HtmlText.Lines(links.In(report.Answer), "p")}</section>

            """);
        HtmlPage.Section(html, links.In(report.Sections[0]), picture: true);
        html.Append(CultureInfo.InvariantCulture, $"""
            <section id="models">
            <h2>{HtmlText.Escape(report.ModelsHead)}</h2>
            <p>A name leads to the page that tells how the model works, shows its loop, and says when to choose it.</p>

            """);
        HtmlTable.Write(html, links.In(report.Models), report.ModelsHead);
        html.Append(HtmlText.Lines(links.In(report.Skipped), "li", "<ul class=\"skipped\" aria-label=\"Skipped\">", "</ul>"));
        if (undescribed.Count > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Prose.Html($"No page tells of {Prose.Names(undescribed)}: this IoBench does not know them.")}</p>\n");
        html.Append("</section>\n<section id=\"ways\">\n<h2>Where to go from here</h2>\n<ul class=\"ways\">\n");
        foreach (var (words, page, tells) in ways)
            html.Append(CultureInfo.InvariantCulture, $"<li><b><a href=\"{page}\">{HtmlText.Escape(words)}</a></b>: {HtmlText.Escape(tells)}</li>\n");
        return Whole(SiteMap.Front, "IoBench: what network I/O models cost and give", html.Append("</ul>\n</section>\n").ToString());
    }

    /// <summary>The list of all models, by kind.</summary>
    public string Models()
    {
        var chapter = new Chapter(SiteMap.ModelsDocument, SiteMap.Models);
        return Whole(SiteMap.Models, chapter.Title, $"{Heading(chapter, "")}<div class=\"text\">\n{chapter.Body}</div>\n");
    }

    /// <summary>One model: its document, with what the run says of it before the details.</summary>
    public string Model(string model, IEnumerable<Section> figures)
    {
        var page = SiteMap.Model(model)!;
        var chapter = new Chapter(SiteMap.ModelDocument(model), page);
        var links = new SiteLinks(page);
        var code = ModelCode.Of(model) is { } file ? $"<p>Its code: <a href=\"{SiteMap.Way(page, SiteMap.Page(file)!)}\">{Path.GetFileName(file)}</a></p>\n" : "";
        var html = new StringBuilder(Heading(chapter, code));
        foreach (var section in figures)
            HtmlPage.Section(html, links.In(section));
        return Whole(page, chapter.Title, html.Append(CultureInfo.InvariantCulture, $"<div class=\"text\">\n{chapter.Body}</div>\n{Turn(model)}").ToString());
    }

    /// <summary>How it was measured, how to read it, and what verdicts are worth.</summary>
    public string Methods(ReportPage report)
    {
        var links = new SiteLinks(SiteMap.Methods);
        return Whole(SiteMap.Methods, "Methods", $"""
            <header>
            <h1>Methods</h1>
            <p>How to read a figure, how this run was made, and what simulations and repeated runs say of its verdicts.</p>
            </header>
            <div class="text">
            {new Chapter("README.md", SiteMap.Methods).Part("How to read a result").WithAddresses().Whole}<h2 id="this-run">How this run was made</h2>
            {HtmlText.Lines(links.In(report.Method), "li", "<ol>", "</ol>")}{new Chapter("docs/statistics.md", SiteMap.Methods).OneLevelDown().Whole}</div>

            """);
    }

    /// <summary>A file of the models' code, as it was when this program was built.</summary>
    public string Code(string document)
    {
        var page = SiteMap.Page(document)!;
        IReadOnlyList<Name> models = [.. ModelCode.Models(document).Select(model => new Name(model) { Href = SiteMap.Way(page, SiteMap.Model(model)!) })];
        IReadOnlyList<Name> below = [.. ModelCode.Below(document).Select(file => new Name(Path.GetFileName(file)) { Href = SiteMap.Way(page, SiteMap.Page(file)!) })];
        return Whole(page, Path.GetFileName(document), $"""
            <header>
            <h1>{HtmlText.Escape(Path.GetFileName(document))}</h1>
            <p class="place">{HtmlText.Escape(document)} of IoBench {HtmlText.Escape(Version)}</p>
            {(models.Count == 0 ? "" : $"<p>{Prose.Html($"The code of {models}.")}</p>\n")}{(below.Count == 0 ? "" : $"<p>{Prose.Html($"It is built on {below}.")}</p>\n")}</header>
            <pre class="code"><code>{HtmlText.Escape(Resource.Text(document))}</code></pre>

            """);
    }

    /// <summary>All charts of a report: a host shows no folder by itself.</summary>
    /// <param name="page">Its path; the charts lie beside it.</param>
    /// <param name="drawings">As they were written.</param>
    public string Charts(string page, IReadOnlyList<Drawing> drawings) => Whole(page, "Charts", $"""
        <header>
        <h1>Charts</h1>
        <p>Each stands alone, with its place, its load and its source.</p>
        </header>
        <ul>
        {string.Concat(drawings.Select(static d => $"<li>{HtmlText.Escape(d.Title)}: <a href=\"{d.Name}.png\">PNG</a>, <a href=\"{d.Name}.svg\">SVG</a></li>\n"))}</ul>

        """);

    private string Whole(string page, string title, string content) => $"{Frame(page).Open(title)}<main>\n{content}</main>\n{Frame(page).Close()}";

    private static string Heading(Chapter chapter, string more) => $"<header>\n<h1>{chapter.Heading}</h1>\n<div class=\"lead\">\n{chapter.Lead}{more}</div>\n</header>\n";

    /// <summary>To the page before and the page behind.</summary>
    private static string Turn(string model)
    {
        var at = SiteMap.Described.ToList().IndexOf(model);
        var (before, behind) = (SiteMap.Described.ElementAtOrDefault(at - 1), SiteMap.Described.ElementAtOrDefault(at + 1));
        return $"<p class=\"turn\">{Link(before, $"← {before}")}{Link(behind, $"{behind} →")}</p>\n";

        static string Link(string? to, string words) => to is null ? "<span></span>" : $"<a href=\"{to}.html\">{words}</a>";
    }
}
