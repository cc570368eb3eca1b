using System.Globalization;
using IoBench.Results;

namespace IoBench.Reporting;

/// <summary>A folder is there whole or not at all: filled beside its place, then renamed.</summary>
public static class WholeFolder
{
    /// <exception cref="BadInputException">The place is taken by a file, or by a folder that holds something.</exception>
    public static void MustBeFree(string path)
    {
        if (File.Exists(path))
            throw new BadInputException("this is a file", path, "name a folder with --out");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new BadInputException("the folder is not empty", path, "name a new one with --out, nothing is overwritten");
    }

    /// <param name="path">New, or an empty folder.</param>
    /// <param name="fill">Is given the folder to fill.</param>
    /// <exception cref="BadInputException">As <see cref="MustBeFree"/>.</exception>
    public static void Write(string path, Action<string> fill)
    {
        MustBeFree(path);
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        // Beside it, since a folder is renamed within one file system only.
        var unfinished = string.Create(CultureInfo.InvariantCulture, $"{place}.unfinished-{System.Environment.ProcessId}");
        Directory.CreateDirectory(unfinished);
        try
        {
            fill(unfinished);
            if (Directory.Exists(place))
                Directory.Delete(place);
            Directory.Move(unfinished, place);
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }
}
