namespace IoBench.Cli.Machine;

/// <summary>
/// Files under /proc, /sys and /etc. What cannot be read is null: an old kernel, a container and a missing right look alike.
/// </summary>
/// <param name="root">Another root lets tests stand captured files under it.</param>
internal sealed class MachineFiles(string root = "/")
{
    public string? Text(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path.TrimStart('/'))).TrimEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Names of the files in a folder, sorted; empty where there is no such folder.</summary>
    public IReadOnlyList<string> Names(string folder)
    {
        try
        {
            var paths = Directory.EnumerateFiles(Path.Combine(root, folder.TrimStart('/')));
            return [.. paths.Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
