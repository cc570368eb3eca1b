namespace IoBench.Page.Tests;

/// <summary>A Chromium that is installed here. None is ever downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

    /// <summary>Null where there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(static folder => Names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Root may not have Chromium's sandbox, and pages of our own need none; the rest keeps it from talking to anybody.</summary>
    public static string[] Arguments =>
    [
        .. Environment.UserName == "root" ? ["--no-sandbox"] : (string[])[],
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];
}
