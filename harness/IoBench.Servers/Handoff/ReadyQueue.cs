using System.Runtime.CompilerServices;
using IoBench.Linux;

namespace IoBench.Servers.Handoff;

/// <summary>
/// Hands descriptors from the one thread that waits to the threads that work: a ring of slots, and a counting semaphore on a
/// futex. A sleeper is woken only when there is one and there is work for it; nobody spins, because on one CPU that only keeps the other side from running.
/// </summary>
/// <remarks>
/// One thread puts, any number take. <c>available</c> is raised after the slots are written and lowered before one is read, so
/// who has taken a ticket finds its slot full. See futex(2); D. Schmidt et al., POSA2, Half-Sync/Half-Async.
/// </remarks>
internal sealed class ReadyQueue
{
    private const int Empty = -1;
    private const int Line = 16; // ints of a cache line: the three words have one each
    private const int Available = Line, Sleepers = 2 * Line, Head = 3 * Line;

    private readonly int[] slots;
    private readonly int[] words = GC.AllocateArray<int>(4 * Line, pinned: true);
    private int tail, staged;

    /// <param name="capacity">A power of two, and more than can ever wait at once.</param>
    internal ReadyQueue(int capacity)
    {
        slots = new int[capacity];
        Array.Fill(slots, Empty);
    }

    /// <summary>Stages a descriptor; the takers see it after <see cref="Publish"/>.</summary>
    internal void Put(int fd)
    {
        ref var slot = ref slots[tail & slots.Length - 1];
        // Full only when a taker was stopped for a whole round between its ticket and its slot.
        while (Volatile.Read(ref slot) != Empty) Thread.Yield();
        slot = fd;
        tail++;
        staged++;
    }

    /// <summary>Shows what was staged, and wakes as many sleepers as it can employ: one system call, or none.</summary>
    internal void Publish(Kernel kernel)
    {
        if (staged == 0) return;
        Interlocked.Add(ref words[Available], staged);
        var sleepers = Volatile.Read(ref words[Sleepers]);
        if (sleepers > 0) kernel.FutexWake(ref words[Available], Math.Min(staged, sleepers));
        staged = 0;
    }

    /// <summary>Takes the oldest descriptor; sleeps while there is none.</summary>
    internal int Take(Kernel kernel)
    {
        while (true)
        {
            if (TryTicket())
            {
                ref var slot = ref slots[Interlocked.Increment(ref words[Head]) - 1 & slots.Length - 1];
                var fd = slot;
                Volatile.Write(ref slot, Empty);
                return fd;
            }
            // Counted as asleep before the last look: who puts after that look sees a sleeper.
            Interlocked.Increment(ref words[Sleepers]);
            kernel.FutexWait(ref words[Available], 0);
            Interlocked.Decrement(ref words[Sleepers]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTicket()
    {
        int available;
        while ((available = Volatile.Read(ref words[Available])) > 0)
        {
            if (Interlocked.CompareExchange(ref words[Available], available - 1, available) == available) return true;
        }
        return false;
    }
}
