using Microsoft.Playwright;

namespace IoBench.Page.Tests;

/// <summary>Every page on a telephone, a small and a large screen, with and without scripts, on light and dark ground.</summary>
public sealed class LayoutTests(Browser browser)
{
    public static TheoryData<string, int, bool> Readers =>
        [.. from report in new[] { Reports.Small, Reports.Reference } from width in new[] { 360, 1024, 1600 } from scripts in new[] { true, false } select (report, width, scripts)];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task No_text_is_cut_off_or_lies_on_another_and_nothing_is_fetched(string report, int width, bool scripts)
    {
        await using var open = await browser.OpenAsync(browser.Reports[report], width, scripts: scripts);
        Assert.Equal("", await open.Untidy());
        await open.UnfoldAll();
        Assert.Equal("", await open.Untidy());

        Assert.Empty(open.Complaints);
        Assert.Single(open.Requests, "file://" + browser.Reports[report]);
    }

    [Fact]
    public async Task Twenty_models_on_every_axis_have_their_room_too()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Large], 1024);
        Assert.Equal("", await open.Untidy());
    }

    [Fact]
    public async Task Without_scripts_all_but_the_controls_is_there()
    {
        await using var with = await browser.OpenAsync(browser.Reports[Reports.Small]);
        await using var without = await browser.OpenAsync(browser.Reports[Reports.Small], scripts: false);
        foreach (var kind in new[] { "section:not(#explore) > h2", "figure svg", "table", "td", ".runs circle", "#answer p", "#trust li", "nav a" })
            Assert.Equal(await with.Page.Locator(kind).CountAsync(), await without.Page.Locator(kind).CountAsync());
        Assert.Equal(0, await without.Page.Locator("button, select, input").CountAsync());
        Assert.False(await without.Page.Locator("#explore").IsVisibleAsync());
    }

    [Fact]
    public async Task Dark_ground_turns_charts_with_it_and_paper_stays_white()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small], dark: true);
        Assert.Equal(("rgb(20, 23, 27)", "rgb(20, 23, 27)"), await Grounds(open));
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal("rgb(255, 255, 255)", (await Grounds(open)).Chart);
        await open.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await open.Page.Locator(".theme select").SelectOptionAsync("light");
        Assert.Equal(("rgb(255, 255, 255)", "rgb(255, 255, 255)"), await Grounds(open));
    }

    [Fact]
    public async Task Prints_to_a_few_pages_of_paper()
    {
        await using var open = await browser.OpenAsync(browser.Reports[Reports.Small]);
        var pdf = await open.Page.PdfAsync(new() { Format = "A4" });
        Assert.InRange(pdf.Length, 30_000, 5_000_000);
        await open.Page.SetViewportSizeAsync(700, 1000);
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.DoesNotContain("overlap", await open.Untidy(), StringComparison.Ordinal);
    }

    private static async Task<(string Page, string Chart)> Grounds(OpenPage open) => (
        await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).backgroundColor"),
        await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('figure svg rect')).fill"));
}
