using System.Globalization;
using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli;

/// <summary>Where a report over several runs goes.</summary>
internal static class ReportFolder
{
    /// <summary>A new folder under results/ when nobody says; what was said may hold an earlier report of the kind, which is drawn anew, and nothing else.</summary>
    /// <param name="kind">What it is a report of, in one word: names the folder.</param>
    /// <param name="record">The file by which an earlier one is known.</param>
    /// <param name="asked">What the command line says; null where it says nothing.</param>
    /// <param name="now">Names the folder when nobody else does.</param>
    /// <exception cref="BadInputException">The folder holds something else, or is no folder.</exception>
    public static string Of(string kind, string record, string? asked, DateTimeOffset now)
    {
        if (asked is null)
            return Free(Path.Combine(Checkout.Results, string.Create(CultureInfo.InvariantCulture, $"{kind}-{now:yyyy-MM-dd-HHmm}")));
        if (File.Exists(asked))
            throw new BadInputException("this is a file", asked, "name a folder with --out");
        if (Directory.Exists(asked) && Directory.EnumerateFileSystemEntries(asked).Any() && !IsReport(asked, record))
            throw new BadInputException($"the folder holds something else than {(kind.EndsWith('s') ? "" : "a ")}{kind}", asked, "name a new one with --out");
        return asked;
    }

    private static bool IsReport(string folder, string record) => File.Exists(Path.Combine(folder, record)) && !RunReader.IsRun(folder);

    private static string Free(string folder)
    {
        var free = folder;
        for (var again = 2; Directory.Exists(free); again++)
            free = string.Create(CultureInfo.InvariantCulture, $"{folder}-{again}");
        return free;
    }
}
