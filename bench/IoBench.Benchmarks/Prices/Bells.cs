using IoBench.Linux;

namespace IoBench.Benchmarks.Prices;

/// <summary>One thread sleeps until another rings; a ring that comes first is kept.</summary>
internal interface IBell : IDisposable
{
    void Ring();

    void Await();
}

internal static class Bells
{
    public static IEnumerable<string> Names => ["futex", "eventfd", "pipe", "signal", "monitor", "semaphoreslim"];

    /// <param name="ringer">Door of the thread that rings.</param>
    /// <param name="sleeper">Door of the one that sleeps.</param>
    public static IBell Make(string name, Kernel ringer, Kernel sleeper) => name switch
    {
        "futex" => new FutexBell(ringer, sleeper),
        "eventfd" => new EventfdBell(ringer, sleeper),
        "pipe" => new PipeBell(ringer, sleeper),
        "signal" => new SignalBell(sleeper),
        "monitor" => new MonitorBell(),
        "semaphoreslim" => new SemaphoreBell(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no bell"),
    };
}

internal sealed class FutexBell(Kernel ringer, Kernel sleeper) : IBell
{
    private readonly int[] word = GC.AllocateArray<int>(1, pinned: true);

    public void Ring()
    {
        Volatile.Write(ref word[0], 1);
        ringer.FutexWake(ref word[0], 1);
    }

    public void Await()
    {
        while (Interlocked.Exchange(ref word[0], 0) == 0) sleeper.FutexWait(ref word[0], 0);
    }

    public void Dispose()
    {
    }
}

/// <summary>A blocking eventfd(2), as a descriptor of its own is made so by fcntl(2).</summary>
internal sealed class EventfdBell : IBell
{
    private readonly Kernel ringer, sleeper;
    private readonly WakeEvent wake = new();
    private readonly byte[] count = new byte[8];

    internal EventfdBell(Kernel ringer, Kernel sleeper)
    {
        (this.ringer, this.sleeper) = (ringer, sleeper);
        Socket.SetBlocking(wake.Fd, blocking: true);
    }

    public void Ring() => ringer.Notify(wake);

    public void Await() => sleeper.Read(wake.Fd, count);

    public void Dispose() => wake.Dispose();
}

internal sealed class PipeBell(Kernel ringer, Kernel sleeper) : IBell
{
    private readonly Pipe pipe = new();
    private readonly byte[] taken = new byte[1];

    public void Ring() => ringer.Write(pipe.WriteEnd, "x"u8);

    public void Await() => sleeper.Read(pipe.ReadEnd, taken);

    public void Dispose() => pipe.Dispose();
}

/// <summary>A realtime signal to the thread (tgkill(2)), taken by sigtimedwait(2). A sleeper must have slept once before anyone rings.</summary>
internal sealed class SignalBell(Kernel sleeper) : IBell
{
    private const int Signal = SignalSet.FirstRealtime + 4;

    private readonly SignalSet signals = new(Signal);
    private volatile int tid;

    public void Ring()
    {
        SpinWait.SpinUntil(() => tid != 0);
        Linux.Signal.ToThread(tid, Signal);
    }

    public void Await()
    {
        if (tid == 0)
        {
            signals.Block();
            tid = Machine.ThreadId;
        }
        sleeper.SignalWait(signals, out _);
    }

    public void Dispose()
    {
    }
}

/// <summary>A condition variable, as the runtime has it.</summary>
internal sealed class MonitorBell : IBell
{
    private readonly object gate = new();
    private bool rung;

    public void Ring()
    {
        lock (gate)
        {
            rung = true;
            Monitor.Pulse(gate);
        }
    }

    public void Await()
    {
        lock (gate)
        {
            while (!rung) Monitor.Wait(gate);
            rung = false;
        }
    }

    public void Dispose()
    {
    }
}

internal sealed class SemaphoreBell : IBell
{
    private readonly SemaphoreSlim semaphore = new(0);

    public void Ring() => semaphore.Release();

    public void Await() => semaphore.Wait();

    public void Dispose() => semaphore.Dispose();
}
