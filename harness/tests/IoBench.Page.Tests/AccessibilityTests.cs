using Deque.AxeCore.Playwright;

namespace IoBench.Page.Tests;

/// <summary>What axe knows to look for, and what it does not: a page that is used by its keys.</summary>
public sealed class AccessibilityTests(Browser browser)
{
    [Theory]
    [InlineData(Reports.Small, 1024, false)]
    [InlineData(Reports.Small, 360, true)]
    [InlineData(Reports.Reference, 360, false)]
    [InlineData(Reports.Reference, 1600, true)]
    public async Task Axe_finds_nothing(string report, int width, bool dark)
    {
        await using var open = await browser.OpenAsync(browser.Reports[report], width, dark);
        await open.UnfoldAll();
        var result = await open.Page.RunAxe();
        Assert.Equal("", string.Join('\n', result.Violations.Select(static v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(4).Select(static n => n.Html))}")));
        Assert.NotEmpty(result.Passes);
    }

    [Fact]
    public async Task The_first_key_leads_past_the_head_and_whatever_has_the_focus_shows_it()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("#answer", await open.Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('href')"));
        Assert.True(await open.Page.Locator(".skip").EvaluateAsync<bool>("e => e.getBoundingClientRect().top >= 0"));
        for (var i = 0; i < 12; i++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            Assert.NotEqual("none", await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
        }
    }

    [Fact]
    public async Task Every_chart_is_named_and_read_to_who_does_not_see_it()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        var charts = await open.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('figure svg')].map(s => s.getAttribute('aria-label') + '|' + document.getElementById(s.getAttribute('aria-describedby'))?.textContent.trim())");
        Assert.NotEmpty(charts);
        Assert.All(charts, static c => Assert.Matches(@"^.{10,}\|[\s\S]{20,}$", c));
    }
}
