using System.Text;
using System.Xml.Linq;
using Microsoft.Playwright;
using SkiaSharp;

namespace IoBench.Page.Tests;

/// <summary>Charts and tables of the page: sorted, saved, copied.</summary>
public sealed class ToolsTests(Browser browser)
{
    [Fact]
    public async Task A_chart_is_saved_as_svg_and_as_png_of_twice_its_size()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        var (name, svg) = await open.Saved(Tool(open, "ratio", "Save SVG"));
        var root = XDocument.Parse(Encoding.UTF8.GetString(svg)).Root!;
        Assert.Equal(("ratio.svg", "1000"), (name, (string?)root.Attribute("width")));
        Assert.Contains("IBM Plex Sans", (string?)root.Attribute("font-family"), StringComparison.Ordinal);

        var (_, png) = await open.Saved(Tool(open, "ratio", "Save PNG"));
        using var saved = SKBitmap.Decode(png);
        using var drawn = SKBitmap.Decode(Path.Combine(Path.GetDirectoryName(browser.Reports[Reports.Small])!, "charts", "ratio.png"));
        Assert.Equal((drawn.Width, drawn.Height), (saved.Width, saved.Height));
        // The page's slimmer SVG shows what the chart's own file shows; edges may be smoothed otherwise, which a tile evens out.
        var (a, b) = (Tiles(drawn), Tiles(saved));
        Assert.InRange(a.Zip(b).Count(static t => Math.Abs(t.First - t.Second) > 30), 0, a.Count / 200);
    }

    [Fact]
    public async Task A_chart_is_copied_and_the_page_says_so()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        await Tool(open, "cost", "Copy SVG").ClickAsync();
        await Assertions.Expect(open.Page.Locator("figure[data-name=cost] [role=status]")).ToHaveTextAsync("Copied.");
        Assert.StartsWith("<svg", await open.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_sorted_by_the_keyboard_with_its_strips()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        await open.Page.Locator("#models th button").First.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        var names = await open.Page.Locator("#models td:first-child b").AllTextContentsAsync();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal("ascending", await open.Page.Locator("#models th").First.GetAttributeAsync("aria-sort"));

        var row = open.Page.Locator("#models tbody tr", new() { HasText = "poll" }).Filter(new() { Has = open.Page.GetByText("poll", new() { Exact = true }) });
        await row.Locator("summary").PressAsync("Enter");
        Assert.Equal(6, await row.Locator("circle").CountAsync());
        Assert.Contains("block 2", await row.Locator("circle[fill='#FFFFFF'] title").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tables_csv_has_its_rows_and_plain_numbers()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        var (name, bytes) = await open.Saved(open.Page.Locator("#models .tools button"));
        var rows = Encoding.UTF8.GetString(bytes).Trim().Split("\r\n");
        Assert.Equal(("models.csv", await open.Page.Locator("#models tr").CountAsync()), (name, rows.Length));
        Assert.StartsWith("model,msg/s,", rows[0], StringComparison.Ordinal);
        Assert.Matches(@"^uring,\d{6}(\.\d)?,", rows[1]);
    }

    // The mean brightness of squares of ten pixels.
    private static List<double> Tiles(SKBitmap bitmap) =>
    [
        .. from y in Enumerable.Range(0, bitmap.Height / 10)
           from x in Enumerable.Range(0, bitmap.Width / 10)
           select Enumerable.Range(0, 100).Average(i => (double)bitmap.GetPixel(10 * x + i % 10, 10 * y + i / 10).Green),
    ];

    private static ILocator Tool(OpenPage open, string chart, string name) => open.Page.Locator($"figure[data-name={chart}] .tools button", new() { HasText = name });
}
