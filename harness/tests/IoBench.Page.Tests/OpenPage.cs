using System.Text.Json;
using Microsoft.Playwright;

namespace IoBench.Page.Tests;

/// <summary>A page that is open, and what it did that it should not.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public OpenPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Add(Complaints, message.Type is "error" or "warning" ? message.Text : null);
        page.PageError += (_, error) => Add(Complaints, error);
        page.Request += (_, request) => Add(Requests, request.Url.StartsWith("data:", StringComparison.Ordinal) || request.Url.StartsWith("blob:", StringComparison.Ordinal) ? null : request.Url);
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    /// <summary>All but what the page carries itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Texts that lie on each other, are cut off or widen the page, a line for each; nothing where all is well.</summary>
    /// <param name="scope">A selector: the part that is looked at.</param>
    public async Task<string> Untidy(string scope = "body") =>
        string.Join('\n', await Page.EvaluateAsync<string[]>(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scripts", "layout.js")), scope));

    /// <summary>What the page gives to its own script.</summary>
    public async Task<JsonElement> Data() => JsonDocument.Parse(await Page.EvaluateAsync<string>("() => document.getElementById('page-data').textContent")).RootElement;

    /// <summary>Presses a button and takes the file that comes of it.</summary>
    public async Task<(string Name, byte[] Bytes)> Saved(ILocator button)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    public Task UnfoldAll() => Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static void Add(List<string> list, string? what)
    {
        if (what is null)
            return;
        lock (list)
            list.Add(what);
    }
}
