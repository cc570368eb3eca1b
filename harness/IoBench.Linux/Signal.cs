namespace IoBench.Linux;

/// <summary>Signals sent by hand: how a stop reaches a thread that waits for signals. The receiver must have them blocked.</summary>
public static class Signal
{
    /// <summary>To one thread of this process (tgkill(2)). A thread that is gone hears nothing, and nothing is thrown.</summary>
    public static void ToThread(int tid, int signal) => _ = Libc.tgkill(Libc.getpid(), tid, signal);

    /// <summary>To this process, for whichever thread waits first, with a value (sigqueue(3)).</summary>
    /// <exception cref="SystemCallException">EAGAIN: the queue of pending signals is full.</exception>
    public static void ToProcess(int signal, nint value) => IoResult.Of(Libc.sigqueue(Libc.getpid(), signal, value)).OrThrow("sigqueue");
}
