namespace IoBench.Results.Store;

/// <summary>The runs that a command line names: folders of runs, and folders that hold such.</summary>
public static class RunFolders
{
    /// <summary>How deep below a named folder runs are looked for.</summary>
    private const int Deepest = 4;

    /// <summary>Full paths, each once, in the order named and by name below each.</summary>
    /// <exception cref="BadInputException">A path is no folder, or there is no run in it.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> paths) => [.. paths.SelectMany(Below).Distinct(StringComparer.Ordinal)];

    private static List<string> Below(string path)
    {
        if (!Directory.Exists(path))
            throw new BadInputException("no such results folder", path, "name one that 'iobench run' made, or one that holds such");

        var found = new List<string>();
        Look(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), 0, found);
        return found.Count > 0
            ? found
            : throw new BadInputException("no run is in this folder", path, "name one that 'iobench run' made, or one that holds such");
    }

    private static void Look(string folder, int depth, List<string> found)
    {
        if (RunReader.IsRun(folder))
        {
            found.Add(folder);
            return;
        }

        if (depth == Deepest)
            return;
        foreach (var below in Folders(folder))
            Look(below, depth + 1, found);
    }

    private static IEnumerable<string> Folders(string folder)
    {
        try
        {
            // A link may lead back up.
            return [.. new DirectoryInfo(folder).EnumerateDirectories().Where(static d => d.LinkTarget is null).Select(static d => d.FullName).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("the folder cannot be read", folder, e.Message);
        }
    }
}
