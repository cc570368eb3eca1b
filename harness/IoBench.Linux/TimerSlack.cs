namespace IoBench.Linux;

/// <summary>
/// How much later than asked the kernel may wake the calling thread, so that several timers can share one interrupt (prctl(2),
/// PR_SET_TIMERSLACK): 50 us unless told otherwise, which would make a sleep of 20 us one of 70.
/// </summary>
public static class TimerSlack
{
    [ThreadStatic]
    private static bool least;

    /// <summary>Of the calling thread, in nanoseconds.</summary>
    public static int Ns => Libc.prctl(Libc.PR_GET_TIMERSLACK, 0);

    /// <summary>Makes it 1 ns for the calling thread, the least there is (0 would mean the default). One system call for each thread, however often it asks.</summary>
    public static void Least()
    {
        if (least) return;
        // It cannot fail for the own thread; a kernel without it (before 2.6.28) wakes as precisely as it can anyway.
        _ = Libc.prctl(Libc.PR_SET_TIMERSLACK, 1);
        least = true;
    }
}
