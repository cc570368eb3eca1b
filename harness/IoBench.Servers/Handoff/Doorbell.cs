using IoBench.Linux;

namespace IoBench.Servers.Handoff;

/// <summary>
/// Wakes a thread that sleeps in epoll_wait for what others put into a queue: an eventfd, written to only when the thread has said
/// that it goes to sleep, and once for each time that it said so.
/// </summary>
/// <remarks>
/// Watch <see cref="Fd"/> edge-triggered: each ring is then told once, and the counter need never be read. It would take 2^64 rings to fill it.
/// </remarks>
internal sealed class Doorbell : IDisposable
{
    private readonly WakeEvent wake = new();
    private int asleep;

    internal int Fd => wake.Fd;

    /// <summary>Says that the caller is about to sleep. It must look once more at what it waits for: who put that before now does not ring.</summary>
    internal void Listen() => Interlocked.Exchange(ref asleep, 1);

    /// <summary>Says that the caller is awake, whatever woke it.</summary>
    internal void Awake() => Volatile.Write(ref asleep, 0);

    /// <summary>Wakes the sleeper, if it sleeps. What it shall find must have been put before, by an interlocked operation.</summary>
    internal void Ring(Kernel kernel)
    {
        if (Volatile.Read(ref asleep) == 1 && Interlocked.Exchange(ref asleep, 0) == 1) kernel.Notify(wake);
    }

    public void Dispose() => wake.Dispose();
}
