namespace IoBench.Linux;

/// <summary>CLOCK_MONOTONIC, in nanoseconds: one clock for every process of a machine; and how far CLOCK_REALTIME is from it.</summary>
public static unsafe class Clock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static long NowNs() => ReadNs(Libc.CLOCK_MONOTONIC);

    /// <summary>CPU time that the calling thread has used (CLOCK_THREAD_CPUTIME_ID): it stands still while another has the CPU. Costs a system call.</summary>
    public static long ThreadCpuNs() => ReadNs(Libc.CLOCK_THREAD_CPUTIME_ID);

    /// <summary>
    /// CLOCK_REALTIME minus CLOCK_MONOTONIC: brings a stamp of the kernel (<see cref="Timestamps"/>) to the clock of <see cref="NowNs"/>.
    /// Of many readings between two of the monotonic clock the one in the tightest pair counts, taken to lie in its middle.
    /// </summary>
    /// <param name="uncertaintyNs">Half the width of that pair: the offset is at most so far off.</param>
    /// <remarks>It holds until the next step of CLOCK_REALTIME (clock_settime(2), NTP), so it is worth asking again after a measurement.</remarks>
    public static long RealtimeOffsetNs(out long uncertaintyNs)
    {
        const int Tries = 1000;
        long offsetNs = 0, widthNs = long.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var before = NowNs();
            var realtime = ReadNs(Libc.CLOCK_REALTIME);
            var after = NowNs();
            if (after - before >= widthNs) continue;
            widthNs = after - before;
            offsetNs = realtime - (before + widthNs / 2);
        }
        uncertaintyNs = (widthNs + 1) / 2;
        return offsetNs;
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

    private static long ReadNs(int clock)
    {
        Timespec now;
        _ = Libc.clock_gettime(clock, &now);
        return now.Ns;
    }
}
