using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IoBench.Reporting.Site;

/// <summary>A document of the checkout as parts of a page. Its links lead to other pages of the site; what has no page there is left as text, and so is markup.</summary>
internal sealed class Chapter
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).DisableHtml().Build();

    private readonly List<Block> _blocks;

    /// <param name="document">Its path in the checkout.</param>
    /// <param name="page">The page on which it will stand.</param>
    public Chapter(string document, string page)
        : this([.. Parsed(document, page)])
    {
    }

    private Chapter(List<Block> blocks) => _blocks = blocks;

    /// <summary>The first heading, as text.</summary>
    public string Title => string.Concat(First.Inline!.Descendants().Select(static i => i switch { LiteralInline text => text.Content.ToString(), CodeInline code => code.Content, _ => "" }));

    /// <summary>The first heading, as HTML without its tags.</summary>
    public string Heading => Html(static (renderer, heading) => renderer.WriteLeafInline(heading), [First]);

    /// <summary>What stands between the first heading and the first of the second level.</summary>
    public string Lead => Html(static (renderer, block) => renderer.Render(block), _blocks.SkipWhile(b => b != First).Skip(1).TakeWhile(static b => b is not HeadingBlock { Level: 2 }));

    /// <summary>The rest.</summary>
    public string Body => Html(static (renderer, block) => renderer.Render(block), _blocks.SkipWhile(static b => b is not HeadingBlock { Level: 2 }));

    /// <summary>All of it.</summary>
    public string Whole => Html(static (renderer, block) => renderer.Render(block), _blocks);

    /// <summary>One part, from a heading of the second level to the next.</summary>
    public Chapter Part(string heading) => new(
        [.. _blocks.SkipWhile(b => b is not HeadingBlock { Level: 2 } h || new Chapter([h]).Title != heading).TakeWhile((b, i) => i == 0 || b is not HeadingBlock { Level: <= 2 })]);

    /// <summary>The same below a heading of the page's own.</summary>
    public Chapter OneLevelDown()
    {
        foreach (var heading in _blocks.OfType<HeadingBlock>())
            heading.Level++;
        return this;
    }

    /// <summary>The same with an address for each point of a list that begins with a bold word: <c>**Ratio.**</c> is <c>#ratio</c>.</summary>
    public Chapter WithAddresses()
    {
        foreach (var item in _blocks.OfType<ListBlock>().SelectMany(static list => list).OfType<ListItemBlock>())
            if (item is [ParagraphBlock { Inline.FirstChild: EmphasisInline { DelimiterCount: 2 } word }, ..])
                Markdig.Renderers.Html.HtmlAttributesExtensions.GetAttributes(item).Id = Address(string.Concat(word.Descendants<LiteralInline>().Select(static l => l.Content.ToString())));
        return this;
    }

    private HeadingBlock First => _blocks.OfType<HeadingBlock>().First();

    private static string Address(string words) =>
        string.Join('-', new string([.. words.ToLowerInvariant().Select(static c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static MarkdownDocument Parsed(string document, string page)
    {
        var parsed = Markdown.Parse(Resource.Text(document), Pipeline);
        foreach (var link in parsed.Descendants<LinkInline>().ToList())
            Readdress(link, document, page);
        return parsed;
    }

    private static void Readdress(LinkInline link, string document, string page)
    {
        var (path, anchor) = link.Url!.Split('#', 2) is [var before, var after] ? (before, "#" + after) : (link.Url, "");
        if (path.Length == 0 || path.Contains(':', StringComparison.Ordinal))
            return;
        var target = Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(document)!, path)));
        if (SiteMap.Page(target) is { } to)
        {
            link.Url = SiteMap.Way(page, to) + anchor;
            return;
        }

        while (link.FirstChild is { } child)
        {
            child.Remove();
            link.InsertBefore(child);
        }

        link.Remove();
    }

    private static string Html<T>(Action<HtmlRenderer, T> write, IEnumerable<T> blocks)
    {
        using var text = new StringWriter();
        var renderer = new HtmlRenderer(text);
        Pipeline.Setup(renderer);
        foreach (var block in blocks)
            write(renderer, block);
        text.Flush();
        return text.ToString();
    }
}
