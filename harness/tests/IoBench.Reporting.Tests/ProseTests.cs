using IoBench.Reporting.Text;

namespace IoBench.Tests.Reporting;

public sealed class ProseTests
{
    private static readonly FormattableString Sentence = $"{Prose.Names(["a<b", "c*d"])} beat {new Name("e")} by {"1 & 2"}: {(FormattableString)$"really {new Name("so")}"}, {3}.";

    [Fact]
    public void Html_escapes_what_came_from_records() =>
        Assert.Equal("<em>a&lt;b</em> and <em>c*d</em> beat <em>e</em> by 1 &amp; 2: really <em>so</em>, 3.", Prose.Html(Sentence));

    [Fact]
    public void Markdown_escapes_its_own_signs() =>
        Assert.Equal("*a&lt;b* and *c\\*d* beat *e* by 1 &amp; 2: really *so*, 3.", Prose.Markdown(Sentence));

    [Fact]
    public void Plain_is_plain() => Assert.Equal("a<b and c*d beat e by 1 & 2: really so, 3.", Prose.Plain(Sentence));
}
