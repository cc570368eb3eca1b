using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>A realtime signal for each arrival (fcntl(2), F_SETSIG), taken one by one with sigtimedwait(2) by the thread that made this.</summary>
internal sealed class BySignal : IReadiness
{
    private readonly Kernel kernel;
    private readonly SignalSet signals = new(SignalSet.FirstRealtime + 4, SignalSet.SIGIO);
    private readonly int tid = Machine.ThreadId;

    internal BySignal(Kernel kernel)
    {
        this.kernel = kernel;
        signals.Block();
    }

    public void Add(int fd) => kernel.SignalWhenReady(fd, SignalSet.FirstRealtime + 4, tid).OrThrow("fcntl", fd);

    // Without O_ASYNC nobody is told.
    public void Remove(int fd) => Socket.SetBlocking(fd, blocking: false);

    public int Wait(Span<int> ready)
    {
        kernel.SignalWait(signals, out var info).OrThrow("sigtimedwait");
        ready[0] = info.Fd;
        return 1;
    }

    public void Again(int fd)
    {
    }

    public void Dispose()
    {
        while (kernel.SignalPoll(signals, out _).Ok) { }
    }
}
