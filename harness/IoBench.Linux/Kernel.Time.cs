namespace IoBench.Linux;

public sealed unsafe partial class Kernel
{
    /// <summary>
    /// clock_nanosleep(2), CLOCK_MONOTONIC: the calling thread gives its CPU away and sleeps for <paramref name="ns"/>, never shorter. Whom a
    /// signal wakes sleeps on for the rest, which is another call. How much longer it may be is <see cref="TimerSlack"/>'s affair.
    /// </summary>
    public void Sleep(long ns)
    {
        var rest = new Timespec { Seconds = ns / 1_000_000_000, Nanoseconds = ns % 1_000_000_000 };
        int error;
        do
        {
            var entered = Enter(Call.clock_nanosleep);
            // It returns the error instead of setting errno.
            error = Libc.clock_nanosleep(Libc.CLOCK_MONOTONIC, 0, &rest, &rest);
            _ = Leave(Call.clock_nanosleep, NoFd, entered, error);
        }
        while (error == (int)Errno.EINTR);
    }
}
