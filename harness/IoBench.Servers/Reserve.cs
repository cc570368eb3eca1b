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

    internal void Shed(int listener, Tally tally)
    {
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
        }
    }

    internal void Release() => kept?.Dispose();
}
