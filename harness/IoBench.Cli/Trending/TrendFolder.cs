using System.Globalization;
using IoBench.Reporting;
using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli.Trending;

/// <summary>Where the report of a trend goes.</summary>
internal static class TrendFolder
{
    /// <summary>A new folder under results/ when nobody says; what was said may hold an earlier trend, which is drawn anew, and nothing else.</summary>
    /// <exception cref="BadInputException">The folder holds something else, or is no folder.</exception>
    public static string Of(string? asked, DateTimeOffset now)
    {
        if (asked is null)
            return Free(Path.Combine(Checkout.Results, now.ToString("'trend-'yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture)));
        if (File.Exists(asked))
            throw new BadInputException("this is a file", asked, "name a folder with --out");
        if (Directory.Exists(asked) && Directory.EnumerateFileSystemEntries(asked).Any() && !IsTrend(asked))
            throw new BadInputException("the folder holds something else than a trend", asked, "name a new one with --out");
        return asked;
    }

    private static bool IsTrend(string folder) => File.Exists(Path.Combine(folder, TrendReport.FileName)) && !RunReader.IsRun(folder);

    private static string Free(string folder)
    {
        var free = folder;
        for (var again = 2; Directory.Exists(free); again++)
            free = string.Create(CultureInfo.InvariantCulture, $"{folder}-{again}");
        return free;
    }
}
