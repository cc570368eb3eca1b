using System.Globalization;

namespace IoBench.Linux;

/// <summary>A set of CPUs and the list form that Linux uses for it, e.g. <c>0-3,8</c> (cpuset(7)).</summary>
public static unsafe class CpuSet
{
    private const int MaxCpus = 4096;
    private const int Words = MaxCpus / 64;

    /// <exception cref="FormatException">Not a list of CPU numbers and ranges.</exception>
    public static int[] Parse(string list)
    {
        var cpus = new SortedSet<int>();
        foreach (var part in list.Split(',', StringSplitOptions.TrimEntries))
        {
            var bounds = part.Split('-');
            if (bounds.Length > 2 || !TryNumber(bounds[0], out var first) || !TryNumber(bounds[^1], out var last) || last < first)
            {
                throw new FormatException($"'{list}' is not a CPU list such as 0 or 0-3,8");
            }
            for (var cpu = first; cpu <= last; cpu++) cpus.Add(cpu);
        }
        return [.. cpus];
    }

    /// <summary>CPUs that the calling thread may use.</summary>
    public static int[] Allowed()
    {
        var mask = stackalloc ulong[Words];
        IoResult.Of(Libc.sched_getaffinity(0, Words * sizeof(ulong), mask)).OrThrow("sched_getaffinity");
        return [.. Enumerable.Range(0, MaxCpus).Where(cpu => IsSet(new ReadOnlySpan<ulong>(mask, Words), cpu))];
    }

    /// <summary>Keeps the calling thread, and the threads that it will start, on these CPUs.</summary>
    /// <exception cref="SystemCallException">None of them may be used (EINVAL).</exception>
    public static void PinThread(params ReadOnlySpan<int> cpus) => Pin(0, cpus);

    /// <summary>Keeps every thread of this process on these CPUs, the runtime's own included.</summary>
    /// <exception cref="SystemCallException">None of them may be used (EINVAL).</exception>
    public static void PinProcess(params ReadOnlySpan<int> cpus)
    {
        Pin(0, cpus);
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            Pin(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), cpus, mayBeGone: true);
        }
    }

    private static void Pin(int tid, ReadOnlySpan<int> cpus, bool mayBeGone = false)
    {
        var mask = stackalloc ulong[Words];
        foreach (var cpu in cpus)
        {
            if (cpu >= MaxCpus) throw new SystemCallException("sched_setaffinity", Errno.EINVAL, $"CPU {cpu}");
            mask[cpu / 64] |= 1ul << cpu;
        }
        var result = IoResult.Of(Libc.sched_setaffinity(tid, Words * sizeof(ulong), mask));
        if (!mayBeGone) result.OrThrow("sched_setaffinity", $"CPUs {string.Join(',', cpus.ToArray())}");
    }

    private static bool IsSet(ReadOnlySpan<ulong> mask, int cpu) => (mask[cpu / 64] & 1ul << cpu) != 0;

    private static bool TryNumber(string text, out int cpu) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out cpu) && cpu < MaxCpus;
}
