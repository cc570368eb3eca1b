using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>epoll(7): the kernel keeps the set. One-shot, a descriptor is silent after each notice until it is armed again.</summary>
internal sealed class ByEpoll : IReadiness
{
    private readonly Kernel kernel;
    private readonly EpollMode mode;
    private readonly int epoll;
    private readonly EpollEvents events = new(512);

    internal ByEpoll(Kernel kernel, EpollMode mode)
    {
        (this.kernel, this.mode) = (kernel, mode);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
    }

    public void Add(int fd) => kernel.EpollAdd(epoll, fd, Linux.Readiness.In, mode).OrThrow("epoll_ctl", fd);

    public void Remove(int fd) => kernel.EpollRemove(epoll, fd).OrThrow("epoll_ctl", fd);

    public int Wait(Span<int> ready)
    {
        var count = kernel.EpollWait(epoll, events).OrThrow("epoll_wait");
        for (var i = 0; i < count; i++) ready[i] = events.Fd(i);
        return count;
    }

    public void Again(int fd)
    {
        if (mode == EpollMode.OneShot) kernel.EpollModify(epoll, fd, Linux.Readiness.In, mode).OrThrow("epoll_ctl", fd);
    }

    public void Dispose() => kernel.Close(epoll);
}
