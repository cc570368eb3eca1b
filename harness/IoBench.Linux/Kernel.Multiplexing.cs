using System.Runtime.CompilerServices;

namespace IoBench.Linux;

public sealed unsafe partial class Kernel
{
    /// <summary>A wait without a limit of time.</summary>
    public const int Forever = -1;

    internal const int EPOLL_CTL_ADD = 1;
    internal const int EPOLL_CTL_DEL = 2;
    internal const int EPOLL_CTL_MOD = 3;

    /// <summary>select(2). The sets are overwritten with what is ready, so with nothing when only <paramref name="timeoutMs"/> has passed.</summary>
    /// <param name="writable">Null when nobody waits for room: the kernel then looks through one bitmap less.</param>
    /// <returns>Ready descriptors in both sets together.</returns>
    public IoResult Select(int nfds, DescriptorSet readable, DescriptorSet? writable, int timeoutMs = Forever)
    {
        var left = new Timeval { Seconds = timeoutMs / 1000, Microseconds = timeoutMs % 1000 * 1000 };
        readable.Reserve(nfds);
        writable?.Reserve(nfds);
        fixed (ulong* read = readable.Words, write = writable?.Words)
        {
            IoResult result;
            do
            {
                var entered = Enter(Call.select);
                // On an error Linux leaves the sets as they were, and the time that is left in `left`, so the call can be repeated as it stands.
                result = Leave(Call.select, NoFd, entered, Libc.select(nfds, read, write, null, timeoutMs == Forever ? null : &left));
            }
            while (result.Errno == Errno.EINTR);
            return result;
        }
    }

    /// <summary>poll(2). 0 descriptors only when <paramref name="timeoutMs"/> is not negative, and has passed or a signal came before.</summary>
    public IoResult Poll(Span<PollFd> fds, int timeoutMs = Forever)
    {
        fixed (PollFd* start = fds)
        {
            IoResult result;
            do
            {
                var entered = Enter(Call.poll);
                result = Leave(Call.poll, NoFd, entered, Libc.poll(start, (nuint)fds.Length, timeoutMs));
            }
            while (result.Errno == Errno.EINTR && timeoutMs == Forever);
            return Interrupted(result);
        }
    }

    /// <summary>poll(2) of one descriptor, waiting at most <paramref name="timeoutMs"/>.</summary>
    public IoResult Poll(ref PollFd fd, int timeoutMs)
    {
        fixed (PollFd* start = &fd)
        {
            var entered = Enter(Call.poll);
            return Leave(Call.poll, fd.Fd, entered, Libc.poll(start, 1, timeoutMs));
        }
    }

    public IoResult EpollCreate()
    {
        var entered = Enter(Call.epoll_create1);
        return Leave(Call.epoll_create1, NoFd, entered, Libc.epoll_create1(Libc.EPOLL_CLOEXEC));
    }

    public IoResult EpollAdd(int epoll, int fd, Readiness interest, EpollMode mode = EpollMode.LevelTriggered) =>
        EpollControl(epoll, EPOLL_CTL_ADD, fd, interest, mode);

    public IoResult EpollModify(int epoll, int fd, Readiness interest, EpollMode mode = EpollMode.LevelTriggered) =>
        EpollControl(epoll, EPOLL_CTL_MOD, fd, interest, mode);

    public IoResult EpollRemove(int epoll, int fd) => EpollControl(epoll, EPOLL_CTL_DEL, fd, Readiness.None, EpollMode.LevelTriggered);

    /// <summary>epoll_wait(2). 0 events only when <paramref name="timeoutMs"/> is not negative, and has passed or a signal came before.</summary>
    public IoResult EpollWait(int epoll, EpollEvents events, int timeoutMs = Forever)
    {
        fixed (byte* start = &events.Start)
        {
            IoResult result;
            do
            {
                var entered = Enter(Call.epoll_wait);
                result = Leave(Call.epoll_wait, epoll, entered, Libc.epoll_wait(epoll, start, events.Capacity, timeoutMs));
            }
            while (result.Errno == Errno.EINTR && timeoutMs == Forever);
            return Interrupted(result);
        }
    }

    /// <summary>A wait with a limit that a signal ended brought nothing: begun anew it would wait too long, and who sets a limit looks at the clock himself.</summary>
    private static IoResult Interrupted(IoResult result) => result.Errno == Errno.EINTR ? new IoResult(0) : result;

    private IoResult EpollControl(int epoll, int operation, int fd, Readiness interest, EpollMode mode)
    {
        var change = stackalloc byte[16];
        Unsafe.WriteUnaligned(change, (uint)(ushort)interest | (uint)mode);
        Unsafe.WriteUnaligned(change + EpollEvents.DataOffset, (long)fd);
        var entered = Enter(Call.epoll_ctl);
        return Leave(Call.epoll_ctl, fd, entered, Libc.epoll_ctl(epoll, operation, fd, change), operation switch
        {
            EPOLL_CTL_ADD => StampDetail.Add,
            EPOLL_CTL_DEL => StampDetail.Remove,
            _ => StampDetail.Modify,
        });
    }
}
