using IoBench.Page.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace IoBench.Page.Tests;

/// <summary>One browser for all tests, and the pages that they open in it. Skips a test, with the reason, where there is no browser.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _missing = "no Chromium is installed here (Debian: apt-get install chromium)";

    internal Reports Reports { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        _playwright = await Playwright.CreateAsync();
        try
        {
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Chromium.Arguments, Timeout = 120_000 });
            _missing = null;
        }
        catch (PlaywrightException e)
        {
            _missing = $"{Chromium.Path} does not start: {e.Message.Split('\n')[0]}";
        }
    }

    /// <summary>Opens a file in a window of its own.</summary>
    /// <param name="file">A path, with a fragment if need be.</param>
    /// <param name="width">Of the window in pixels.</param>
    /// <param name="dark">What the system is said to prefer.</param>
    /// <param name="scripts">False for a reader who has none.</param>
    internal async Task<OpenPage> OpenAsync(string file, int width = 1024, bool dark = false, bool scripts = true)
    {
        var page = await EmptyAsync(width, dark, scripts);
        await page.Page.GotoAsync("file://" + file);
        return page;
    }

    /// <summary>A window in which nothing is open yet.</summary>
    internal async Task<OpenPage> EmptyAsync(int width = 1024, bool dark = false, bool scripts = true)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, JavaScriptEnabled = scripts,
            AcceptDownloads = true, Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(30_000);
        return new OpenPage(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        Reports.Dispose();
    }
}
