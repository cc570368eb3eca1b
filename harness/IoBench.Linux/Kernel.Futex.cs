namespace IoBench.Linux;

public sealed unsafe partial class Kernel
{
    private const int FUTEX_WAIT_PRIVATE = 0 | 128;
    private const int FUTEX_WAKE_PRIVATE = 1 | 128;

    /// <summary>futex(2), FUTEX_WAIT: sleeps while <paramref name="word"/> holds <paramref name="expected"/>. The word must not move (pinned).</summary>
    public IoResult FutexWait(ref int word, int expected)
    {
        fixed (int* address = &word)
        {
            Count(Call.futex);
            return IoResult.Of(Libc.syscall(SystemCallNumber.Futex, (nint)address, FUTEX_WAIT_PRIVATE, expected, 0, 0, 0));
        }
    }

    /// <summary>futex(2), FUTEX_WAKE: wakes at most <paramref name="count"/> sleepers.</summary>
    public IoResult FutexWake(ref int word, int count)
    {
        fixed (int* address = &word)
        {
            Count(Call.futex);
            return IoResult.Of(Libc.syscall(SystemCallNumber.Futex, (nint)address, FUTEX_WAKE_PRIVATE, count, 0, 0, 0));
        }
    }
}
