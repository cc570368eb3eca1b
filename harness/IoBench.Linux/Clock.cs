namespace IoBench.Linux;

/// <summary>CLOCK_MONOTONIC, in nanoseconds: one clock for every process of a machine.</summary>
public static unsafe class Clock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static long NowNs()
    {
        Timespec now;
        _ = Libc.clock_gettime(Libc.CLOCK_MONOTONIC, &now);
        return now.Seconds * NanosecondsPerSecond + now.Nanoseconds;
    }

    /// <summary>Sleeps until the clock shows <paramref name="atNs"/>; at once when that is past (clock_nanosleep(2)).</summary>
    public static void SleepUntil(long atNs)
    {
        var until = new Timespec { Seconds = atNs / NanosecondsPerSecond, Nanoseconds = atNs % NanosecondsPerSecond };
        while (Libc.clock_nanosleep(Libc.CLOCK_MONOTONIC, Libc.TIMER_ABSTIME, &until, null) == (int)Errno.EINTR) { }
    }

    /// <summary>What one reading costs: the median of many short series, so that a preempted one does not count.</summary>
    public static double CostNs()
    {
        const int Series = 21, Reads = 200;
        Span<double> costs = stackalloc double[Series];
        for (var i = 0; i < Series; i++)
        {
            var start = NowNs();
            for (var read = 1; read < Reads; read++) _ = NowNs();
            costs[i] = (NowNs() - start) / (double)Reads;
        }
        costs.Sort();
        return costs[Series / 2];
    }

    /// <summary>The smallest step that the clock was seen to make.</summary>
    public static long ResolutionNs()
    {
        var smallest = long.MaxValue;
        for (var i = 0; i < 200; i++)
        {
            var start = NowNs();
            long now;
            while ((now = NowNs()) == start) { }
            smallest = Math.Min(smallest, now - start);
        }
        return smallest;
    }
}
