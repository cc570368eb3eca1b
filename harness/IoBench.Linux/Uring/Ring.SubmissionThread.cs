namespace IoBench.Linux;

/// <summary>
/// A thread of the kernel that watches a ring's submission queue and works it off (io_uring_setup(2), IORING_SETUP_SQPOLL). It belongs
/// to this process (<c>iou-sqp-PID</c> in its task list), and its time is charged to it by getrusage(2).
/// </summary>
/// <param name="IdleMs">Milliseconds that it spins without work before it sleeps.</param>
/// <param name="Cpu">Where it runs; null lets it run on every CPU, also where this process may not.</param>
public sealed record SubmissionThread(int IdleMs, int? Cpu = null);

// With a thread of the kernel: a system call only to wake it, or to sleep ourselves.
public sealed unsafe partial class Ring
{
    internal const uint NeedWakeup = 1, EnterWakeup = 2, EnterAwaitRoom = 4;

    private IoResult EnterBesideThread(uint waitFor)
    {
        Volatile.Write(ref *sqTail, prepared);
        IoResult result;
        do
        {
            var flags = WakeFlag();
            // Completions that are there need no call; what did not fit into their queue is handed over by the call that waits.
            var wait = Ready == 0 ? waitFor : 0;
            if (wait > 0) flags |= GetEvents;
            result = flags == 0 ? new IoResult(0) : EnterThread(wait, flags);
        }
        while (result.Errno == Errno.EINTR);
        submitted = Volatile.Read(ref *sqHead);
        return result;
    }

    /// <summary>Sleeps until the thread has taken something from the full queue.</summary>
    private void AwaitThread()
    {
        if (kernel.Stamps is not null) StampSubmissions();
        Volatile.Write(ref *sqTail, prepared);
        while ((submitted = Volatile.Read(ref *sqHead)) + sqEntries == prepared)
        {
            var result = EnterThread(0, WakeFlag() | EnterAwaitRoom);
            if (result.Errno != Errno.EINTR) result.OrThrow("io_uring_enter");
        }
    }

    /// <summary>
    /// The thread raises its flag, then looks at the tail a last time, then sleeps; we write the tail, then look at the flag. Without a
    /// full barrier between the two our look may come first, and then each thinks that the other knows.
    /// </summary>
    private uint WakeFlag()
    {
        Interlocked.MemoryBarrier();
        return (Volatile.Read(ref *sqFlags) & NeedWakeup) != 0 ? EnterWakeup : 0;
    }

    private IoResult EnterThread(uint waitFor, uint flags)
    {
        var entered = kernel.Enter(Call.io_uring_enter);
        return kernel.Leave(Call.io_uring_enter, fd, entered, Libc.syscall(SystemCallNumber.IoUringEnter, fd, (nint)(prepared - submitted), (nint)waitFor, (nint)flags, 0, 0));
    }
}
