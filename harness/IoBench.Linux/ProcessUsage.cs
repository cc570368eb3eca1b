using System.Globalization;

namespace IoBench.Linux;

/// <summary>What this process has used since its start, all threads together (getrusage(2), /proc/self/statm).</summary>
public readonly record struct ProcessUsage(
    double UserUs, double SystemUs, long VoluntarySwitches, long InvoluntarySwitches, long ResidentBytes)
{
    public static unsafe ProcessUsage Now()
    {
        ResourceUsage usage;
        _ = Libc.getrusage(Libc.RUSAGE_SELF, &usage);
        return new(Microseconds(usage.UserTime), Microseconds(usage.SystemTime),
            usage.VoluntarySwitches, usage.InvoluntarySwitches, Resident());
    }

    /// <summary>CPU time of the calling thread alone, in microseconds.</summary>
    public static unsafe (double UserUs, double SystemUs) OfThread()
    {
        // Where the kernel accounts by ticks, getrusage(2) tells what a running thread had used at the last one, milliseconds ago.
        // Reading the thread's own clock brings that up to date. Only the division into user and system stays one of ticks.
        Timespec now;
        _ = Libc.clock_gettime(Libc.CLOCK_THREAD_CPUTIME_ID, &now);
        ResourceUsage usage;
        _ = Libc.getrusage(Libc.RUSAGE_THREAD, &usage);
        return (Microseconds(usage.UserTime), Microseconds(usage.SystemTime));
    }

    private static double Microseconds(Timeval time) => time.Seconds * 1e6 + time.Microseconds;

    private static long Resident()
    {
        var fields = File.ReadAllText("/proc/self/statm").Split(' ');
        return long.Parse(fields[1], CultureInfo.InvariantCulture) * System.Environment.SystemPageSize;
    }
}
