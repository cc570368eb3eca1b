using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Playwright;
using SkiaSharp;

namespace IoBench.Page.Tests;

/// <summary>A reader who chooses what to see, shares it, and takes it along.</summary>
public sealed class ExplorerTests(Browser browser)
{
    [Fact]
    public async Task Draws_the_metric_that_is_chosen_against_any_axis_of_the_run()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        Assert.Equal("Throughput against busy connections; 64 bytes", await Title(open));
        foreach (var (metric, title) in new[] { ("p50Ns", "Median latency"), ("p99Ns", "p99 latency"), ("serverCpuUsPerMessage", "Server CPU per message"), ("syscallsPerMessage", "System calls per message") })
        {
            await Choose(open, 0, metric);
            Assert.StartsWith(title, await Title(open), StringComparison.Ordinal);
        }

        Assert.Equal(["connections", "idle", "payloadBytes", "shareOfOwn"], await Select(open, 1).Locator("option").EvaluateAllAsync<string[]>("all => all.map(o => o.value)"));
        await Choose(open, 1, "idle");
        Assert.Equal("System calls per message against idle connections; 16 connections, 64 bytes", await Title(open));
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Every_choice_of_every_model_finds_its_room()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Large]);
        await open.Page.Locator(".models button").First.ClickAsync();
        foreach (var axis in (await open.Data()).GetProperty("explorer").GetProperty("axes").EnumerateArray().Select(static a => a.GetProperty("id").GetString()!))
        {
            await Choose(open, 1, axis);
            foreach (var (form, y, x) in new[] { ("value", "log", "log"), ("ratio", "linear", "log"), ("ratio", "log", "linear") })
            {
                await Choose(open, 0, "p99Ns");
                await Choose(open, 3, form);
                await Choose(open, 4, y);
                await Choose(open, 5, x);
                Assert.Equal("", await open.Untidy("#explore"));
                Assert.Equal(20, await open.Page.Locator(".stage .line .model").CountAsync());
            }
        }

        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_model_is_hidden_by_the_keyboard()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        var lines = open.Page.Locator(".stage .line .model");
        var before = await lines.CountAsync();
        await open.Page.GetByRole(AriaRole.Checkbox, new() { Name = "aio" }).FocusAsync();
        await open.Page.Keyboard.PressAsync("Space");
        Assert.Equal(before - 1, await lines.CountAsync());
        Assert.DoesNotContain("aio", await open.Page.Locator(".stage .mark text").AllTextContentsAsync());
        Assert.True(await open.Page.GetByRole(AriaRole.Checkbox, new() { Name = "aio" }).EvaluateAsync<bool>("e => e === document.activeElement"));
    }

    [Fact]
    public async Task Ratios_are_offered_where_the_run_has_them()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        await Choose(open, 3, "ratio");
        Assert.Contains("as a ratio to epoll", await open.Page.Locator(".stage svg").TextContentAsync(), StringComparison.Ordinal);
        await Choose(open, 0, "syscallsPerMessage");
        Assert.Equal("value", await Select(open, 3).InputValueAsync());
        Assert.NotNull(await Select(open, 3).Locator("option[value=ratio]").GetAttributeAsync("disabled"));
    }

    [Fact]
    public async Task A_link_brings_the_view_back()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        await Choose(open, 0, "serverCpuUsPerMessage");
        await Choose(open, 1, "payloadBytes");
        await Choose(open, 3, "ratio");
        await Choose(open, 4, "linear");
        await open.Page.GetByRole(AriaRole.Checkbox, new() { Name = "select" }).UncheckAsync();
        var (title, words, marks) = (await Title(open), await open.Page.Locator(".stage svg").TextContentAsync(), await open.Page.Locator(".stage .mark path").CountAsync());

        await open.Page.ReloadAsync();
        Assert.Equal((title, words, marks), (await Title(open), await open.Page.Locator(".stage svg").TextContentAsync(), await open.Page.Locator(".stage .mark path").CountAsync()));

        await using var other = await browser.OpenAsync(browser.Reports[Reports.Small] + new Uri(open.Page.Url).Fragment);
        Assert.Equal((title, words), (await Title(other), await other.Page.Locator(".stage svg").TextContentAsync()));
        Assert.True(await other.Page.EvaluateAsync<bool>("() => { const top = document.getElementById('explore').getBoundingClientRect().top; return top > -50 && top < 100; }"));
        // A link to elsewhere in the page leaves the view as it is.
        await other.Page.EvaluateAsync("() => { location.hash = '#trust'; }");
        Assert.Equal(title, await Title(other));
    }

    [Theory]
    [InlineData("#explore&metric=nonsense&axis=&load=1&y=up&models=nobody")]
    [InlineData("#explore&metric=p99Ns&models=%3Cimg%20src=x%20onerror=alert(1)%3E")]
    public async Task A_link_that_names_what_is_not_there_still_opens(string fragment)
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small] + fragment);
        Assert.Contains("None of the chosen models", await open.Page.Locator(".stage svg").TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Values_with_their_intervals_come_by_key_and_by_pointer()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        await open.Page.Locator(".stage").FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowRight");
        var first = await open.Page.Locator(".tip").TextContentAsync();
        Assert.Matches(@"^blocking at 1 busy connections: [\d.]+\u202Fk \[[\d.]+\u202Fk, [\d.]+\u202Fk\] msg/s, n = 6$", first);
        await open.Page.Keyboard.PressAsync("ArrowRight");
        Assert.StartsWith("blocking at 16 busy", await open.Page.Locator(".tip").TextContentAsync(), StringComparison.Ordinal);
        await open.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("", await open.Page.Locator(".tip").TextContentAsync());

        await open.Page.Locator(".stage .mark path").First.HoverAsync(new() { Force = true });
        Assert.Matches("^[a-z-]+ at 1 busy connections: ", await open.Page.Locator(".tip").TextContentAsync());
    }

    [Fact]
    public async Task The_csv_of_a_view_is_what_the_summary_says()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        await Choose(open, 0, "p99Ns");
        var (name, bytes) = await open.Saved(Tool(open, "CSV"));
        Assert.Equal("iobench-quick-view.csv", name);
        var rows = Encoding.UTF8.GetString(bytes).Trim().Split("\r\n").Select(static r => r.Split(',')).ToList();
        Assert.Equal("model,metric,baseline,load,axis,at,value,low,high,n,clientBound", string.Join(',', rows[0]));
        using var summary = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(browser.Reports[Reports.Small])!, "summary.json"), TestContext.Current.CancellationToken));
        var expected = summary.RootElement.GetProperty("cells").EnumerateArray()
            .Where(static c => c.GetProperty("cell") is var cell && (cell.GetProperty("idle").GetInt32(), cell.GetProperty("payloadBytes").GetInt32()) == (0, 64) && !cell.TryGetProperty("loadShare", out _) && !cell.GetProperty("label").GetString()!.EndsWith("(A/A)", StringComparison.Ordinal))
            .ToDictionary(static c => (c.GetProperty("cell").GetProperty("model").GetString(), c.GetProperty("cell").GetProperty("connections").GetInt32()), static c => c.GetProperty("p99Ns"));
        Assert.Equal(expected.Count, rows.Count - 1);
        Assert.All(rows.Skip(1), row =>
        {
            var cell = expected[(row[0], int.Parse(row[5], CultureInfo.InvariantCulture))];
            Assert.Equal(cell.GetProperty("centre").GetDouble(), Number(row[6]), cell.GetProperty("centre").GetDouble() * 1e-5);
            Assert.Equal(cell.GetProperty("n").GetInt32(), int.Parse(row[9], CultureInfo.InvariantCulture));
            // Of the model that lost an invocation too few are left for one.
            if (row[0] == "poll")
                Assert.Equal(("", "", false), (row[7], row[8], cell.TryGetProperty("interval", out _)));
            else
                Assert.Equal((cell.GetProperty("interval").GetProperty("low").GetDouble().ToString("G6", CultureInfo.InvariantCulture), true), (Number(row[7]).ToString("G6", CultureInfo.InvariantCulture), Number(row[8]) > Number(row[7])));
        });
    }

    [Fact]
    public async Task A_view_is_saved_as_a_drawing_that_stands_alone()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small], 360, dark: true);
        var (name, svg) = await open.Saved(Tool(open, "SVG"));
        var root = XDocument.Parse(Encoding.UTF8.GetString(svg)).Root!;
        Assert.Equal(("iobench-quick-view.svg", "1000"), (name, (string?)root.Attribute("width")));
        Assert.Equal("#FFFFFF", (string?)root.Elements().First().Attribute("fill"));
        var texts = root.Descendants().Where(static e => e.Name.LocalName == "text").ToList();
        Assert.Contains(texts, static t => t.Value == "epoll");
        Assert.Contains(texts, static t => t.Value.Contains("Linux 6.18.4", StringComparison.Ordinal));
        Assert.All(texts, static t => Assert.True((double?)t.Attribute("textLength") > 0, t.Value));

        var (_, png) = await open.Saved(Tool(open, "PNG"));
        using var picture = SKBitmap.Decode(png);
        Assert.Equal((2000, SKColors.White), (picture.Width, picture.GetPixel(3, 3)));
        Assert.InRange(picture.Pixels.Count(static p => p.Red < 250), 20_000, 600_000);
    }

    private static ILocator Select(OpenPage open, int place) => open.Page.Locator(".controls select").Nth(place);

    private static async Task Choose(OpenPage open, int place, string value) => await Select(open, place).SelectOptionAsync(value);

    private static async Task<string?> Title(OpenPage open) => await open.Page.Locator(".stage svg").GetAttributeAsync("aria-label");

    private static ILocator Tool(OpenPage open, string form) => open.Page.Locator("#explore .tools button", new() { HasText = $"Save {form}" });

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
