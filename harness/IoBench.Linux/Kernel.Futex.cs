namespace IoBench.Linux;

public sealed unsafe partial class Kernel
{
    /// <summary>Of a call that works on no descriptor.</summary>
    private const int NoFd = -1;

    internal const int FUTEX_WAIT_PRIVATE = 0 | 128;
    internal const int FUTEX_WAKE_PRIVATE = 1 | 128;

    /// <summary>futex(2), FUTEX_WAIT: sleeps while <paramref name="word"/> holds <paramref name="expected"/>. The word must not move (pinned).</summary>
    /// <returns>ETIMEDOUT when <paramref name="timeoutMs"/> is not negative and has passed.</returns>
    public IoResult FutexWait(ref int word, int expected, int timeoutMs = Forever)
    {
        var limit = new Timespec { Seconds = timeoutMs / 1000, Nanoseconds = timeoutMs % 1000 * 1_000_000L };
        fixed (int* address = &word)
        {
            var entered = Enter(Call.futex);
            return Leave(
                Call.futex, NoFd, entered,
                Libc.syscall(SystemCallNumber.Futex, (nint)address, FUTEX_WAIT_PRIVATE, expected, timeoutMs == Forever ? 0 : (nint)(&limit), 0, 0), StampDetail.Wait);
        }
    }

    /// <summary>futex(2), FUTEX_WAKE: wakes at most <paramref name="count"/> sleepers.</summary>
    public IoResult FutexWake(ref int word, int count)
    {
        fixed (int* address = &word)
        {
            var entered = Enter(Call.futex);
            return Leave(Call.futex, NoFd, entered, Libc.syscall(SystemCallNumber.Futex, (nint)address, FUTEX_WAKE_PRIVATE, count, 0, 0, 0), StampDetail.Wake);
        }
    }
}
