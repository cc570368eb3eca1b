using IoBench.Linux;

namespace IoBench.Servers.Handoff;

/// <summary>One thread sleeps until somebody rings; who rings while it is awake is heard before it sleeps again, and rings run together (futex(2)).</summary>
internal sealed class Alarm
{
    private readonly int[] rung = GC.AllocateArray<int>(1, pinned: true);

    internal void Ring(Kernel kernel)
    {
        if (Interlocked.Exchange(ref rung[0], 1) == 0) kernel.FutexWake(ref rung[0], 1);
    }

    /// <summary>Returns after a ring, at once when there was one since the last return; without one when <paramref name="timeoutMs"/> has passed.</summary>
    internal void Wait(Kernel kernel, int timeoutMs = Kernel.Forever)
    {
        // The kernel looks at the word again before it sleeps, so a ring between our look and its is not lost.
        while (Interlocked.Exchange(ref rung[0], 0) == 0)
        {
            if (kernel.FutexWait(ref rung[0], 0, timeoutMs).Errno == Errno.ETIMEDOUT) return;
        }
    }
}
