using System.Diagnostics.CodeAnalysis;
using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>
/// A descriptor kept back for the day when none is left: it is given up, the connection that waits is accepted and closed, and
/// it is taken again. Without it a level-triggered listener would report the same connection for ever.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its owner releases it with the connections; it has no using of its own.")]
internal sealed class Reserve
{
    private readonly Lock use = new();
    private WakeEvent? kept = new();

    /// <remarks>accept4(2) says EMFILE before it looks whether anyone waits: asking it again and again would go on for ever, and a blocking listener would hold us here.</remarks>
    /// <param name="wait">Sleeps when no connection waits, until one does; that one is not refused, for there may be a descriptor by now.</param>
    /// <returns>True to try again; false when no connection waits, or the listener was shut down.</returns>
    internal bool Shed(int listener, Tally tally, bool wait)
    {
        if (!Waits(listener, tally, timeoutMs: 0)) return wait && Waits(listener, tally, timeoutMs: Kernel.Forever);
        lock (use)
        {
            kept?.Dispose();
            kept = null;
            var accepted = tally.Kernel.Accept(listener, nonBlocking: true);
            if (accepted.Ok)
            {
                tally.CountShed();
                tally.Kernel.Close(accepted.Value);
            }
            try
            {
                kept = new WakeEvent();
            }
            catch (SystemCallException)
            {
                // Another thread was faster; the next shed tries again.
            }
            return accepted.Ok;
        }
    }

    private static bool Waits(int listener, Tally tally, int timeoutMs)
    {
        var arrival = new PollFd { Fd = listener, Events = Readiness.In };
        while (tally.Kernel.Poll(ref arrival, timeoutMs).Errno == Errno.EINTR) { }
        return arrival.Returned == Readiness.In;
    }

    internal void Release() => kept?.Dispose();
}
