namespace IoBench.Page.Tests;

/// <summary>A page can be sent to somebody, and is there at once.</summary>
public sealed class WeightTests(Browser browser)
{
    private const long MostBytes = 3_000_000;
    private const double MostSeconds = 1;

    [Theory]
    [InlineData(Reports.Small)]
    [InlineData(Reports.Large)]
    [InlineData(Reports.Reference)]
    public void Is_under_three_megabytes(string report) => Assert.InRange(new FileInfo(browser.Reports[report]).Length, 100_000, MostBytes);

    // Counted in the time that the page's thread computes: by the clock, a machine that has other things to do makes any page slow.
    [Theory]
    [InlineData(Reports.Large)]
    [InlineData(Reports.Reference)]
    public async Task Is_ready_after_less_than_a_second_of_work(string report)
    {
        await using var open = await browser.EmptyAsync();
        var session = await open.Page.Context.NewCDPSessionAsync(open.Page);
        await session.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
        await open.Page.GotoAsync("file://" + browser.Reports[report]);
        var metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(static m => m.GetProperty("name").GetString()!, static m => m.GetProperty("value").GetDouble());
        Assert.InRange(metrics["TaskDuration"], 0.01, MostSeconds);
        Assert.True(metrics["ScriptDuration"] > 0);
    }
}
