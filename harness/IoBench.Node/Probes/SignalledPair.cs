using IoBench.Linux;

namespace IoBench.Node.Probes;

/// <summary>The signal that a descriptor sends when it becomes ready, and taking it; the thread must have it blocked.</summary>
internal sealed class SignalledPair
{
    internal const int Ready = SignalSet.FirstRealtime;

    private readonly SignalSet signals = new(Ready);
    private readonly Kernel kernel;

    internal SignalledPair(Kernel kernel, int fd)
    {
        this.kernel = kernel;
        kernel.SignalWhenReady(fd, Ready, Machine.ThreadId).OrThrow("fcntl", fd);
    }

    internal void TakeIfThere() => kernel.SignalPoll(signals, out _);

    internal void Await() => kernel.SignalWait(signals, out _).OrThrow("sigtimedwait");
}
