namespace IoBench.Linux;

public sealed unsafe partial class Kernel
{
    /// <summary>
    /// sigwaitinfo(2): takes one pending signal of the set, which the calling thread must have blocked. The wait itself is the
    /// mechanism here, so EINTR (a signal outside the set had its handler run) is only retried, never hidden as an event.
    /// </summary>
    /// <returns>The signal's number; 0 only when <paramref name="timeoutMs"/> is not negative, and has passed or another signal came before.</returns>
    public IoResult SignalWait(SignalSet set, out SignalInfo info, int timeoutMs = Forever)
    {
        var limit = new Timespec { Seconds = timeoutMs / 1000, Nanoseconds = timeoutMs % 1000 * 1_000_000L };
        fixed (SignalMask* mask = &set.Mask)
        fixed (SignalInfo* taken = &info)
        {
            IoResult result;
            do
            {
                var entered = Enter(Call.sigtimedwait);
                result = Leave(Call.sigtimedwait, NoFd, entered, timeoutMs == Forever ? Libc.sigwaitinfo(mask, taken) : Libc.sigtimedwait(mask, taken, &limit));
            }
            while (result.Errno == Errno.EINTR && timeoutMs == Forever);
            return result.WouldBlock ? new IoResult(0) : Interrupted(result);
        }
    }

    /// <summary>sigtimedwait(2) with no time: a pending signal of the set, or EAGAIN.</summary>
    public IoResult SignalPoll(SignalSet set, out SignalInfo info)
    {
        Timespec now = default;
        fixed (SignalMask* mask = &set.Mask)
        fixed (SignalInfo* taken = &info)
        {
            var entered = Enter(Call.sigtimedwait);
            return Leave(Call.sigtimedwait, NoFd, entered, Libc.sigtimedwait(mask, taken, &now));
        }
    }

    /// <summary>Makes a descriptor send <paramref name="signal"/>, with itself in the signal, to one thread whenever it becomes ready; it also stops blocking.</summary>
    /// <param name="signal">0 for a plain SIGIO, which names nobody and does not queue: while one is pending, others are lost in it.</param>
    /// <remarks>
    /// The order matters: with F_SETSIG and the owner set before O_ASYNC no plain SIGIO can slip out. What arrived before the
    /// last call was not told, so the caller tries the descriptor once at once. See fcntl(2), "Managing signals".
    /// </remarks>
    public IoResult SignalWhenReady(int fd, int signal, int tid)
    {
        var owner = new FOwnerEx { Type = Libc.F_OWNER_TID, Pid = tid };
        var result = Fcntl(fd, Libc.F_SETSIG, signal);
        if (result.Ok) result = Fcntl(fd, Libc.F_SETOWN_EX, (nint)(&owner));
        if (result.Ok) result = Fcntl(fd, Libc.F_SETFL, Libc.O_ASYNC | Libc.O_NONBLOCK);
        return result;
    }

    private IoResult Fcntl(int fd, int command, nint argument)
    {
        var entered = Enter(Call.fcntl);
        return Leave(Call.fcntl, fd, entered, Libc.fcntl(fd, command, argument));
    }
}
