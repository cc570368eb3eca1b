using System.Globalization;
using IoBench.Analysis.Anatomy;

namespace IoBench.Cli.Stamping;

/// <summary>Threads of a process as /proc/PID/task lists them: also those of the C library, the runtime and the kernel's rings.</summary>
internal static class ThreadTicksReader
{
    /// <returns>Empty where /proc tells nothing; a thread that ends while it is read is left out.</returns>
    public static IReadOnlyList<ThreadTicks> Read(int pid)
    {
        var ticks = new List<ThreadTicks>();
        try
        {
            foreach (var task in Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task")))
            {
                if (Read(task) is { } thread)
                    ticks.Add(thread);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        return ticks;
    }

    private static ThreadTicks? Read(string task)
    {
        const string Switches = "voluntary_ctxt_switches:";
        try
        {
            var name = File.ReadAllText(Path.Combine(task, "comm")).TrimEnd();
            // Time on a CPU in ns, first of three.
            var cpuNs = long.Parse(File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture);
            var line = File.ReadLines(Path.Combine(task, "status")).First(l => l.StartsWith(Switches, StringComparison.Ordinal));
            return new ThreadTicks(
                int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), name, cpuNs, long.Parse(line[Switches.Length..], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
