using System.Globalization;

namespace IoBench.Cli.Tests;

/// <summary>Processes by their parent, as /proc tells.</summary>
internal static class Children
{
    public static IReadOnlyList<int> Of(int parent) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Stat(pid) is [_, var stat] && stat.Split(' ')[1] == parent.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Alive, or at least not yet buried.</summary>
    public static bool Lives(int pid) => Stat(pid) is [_, var stat] && stat[0] != 'Z';

    /// <summary>Waits until all are gone; false when some stay.</summary>
    public static async Task<bool> AreGoneAsync(IReadOnlyList<int> pids)
    {
        for (var tries = 0; tries < 100 && pids.Any(Lives); tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        return !pids.Any(Lives);
    }

    // Name and what follows it: state, parent ...
    private static string[] Stat(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(") ", 2);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
