using System.Runtime.CompilerServices;
using IoBench.Linux;

namespace IoBench.Servers.Handoff;

/// <summary>
/// A counting semaphore that calls the kernel only for those who sleep (a benaphore): the count is lowered and raised in user
/// space, and below zero it tells how many sleep. Who gives therefore knows whether there is anyone to wake, and each sleeper is woken once.
/// </summary>
/// <remarks>
/// Whom the count tells to sleep waits for a permit. One who comes meanwhile may take that permit before the sleeper has a CPU: work does
/// not wait for a particular thread, and the sleeper, still counted, sleeps on. See futex(2); U. Drepper, Futexes Are Tricky.
/// Nobody looks again and again before he sleeps. On one CPU that only keeps the giver from running. On two, both busy, a hundred looks saved
/// up to a third of the futex calls, but no gain in rate or CPU time could be shown (12 pairs; leader/followers took 8 to 13 % more CPU), and
/// a thousand looks took half as much CPU again.
/// </remarks>
/// <param name="first">Tickets that are there from the start.</param>
internal sealed class Tickets(int first = 0)
{
    private const int Line = 16; // ints of a cache line: each word has one of its own
    private const int Count = Line, Permits = 2 * Line;

    private readonly int[] words = Words(first);

    internal bool None => Volatile.Read(ref words[Count]) <= 0;

    /// <summary>Gives tickets, and wakes as many sleepers as can have one: one system call, or none.</summary>
    internal void Give(int tickets, Kernel kernel)
    {
        var before = Interlocked.Add(ref words[Count], tickets) - tickets;
        if (before >= 0) return;
        var permits = Math.Min(tickets, -before);
        Interlocked.Add(ref words[Permits], permits);
        kernel.FutexWake(ref words[Permits], permits);
    }

    /// <summary>Takes a ticket; sleeps while there is none.</summary>
    internal void Take(Kernel kernel)
    {
        if (Interlocked.Decrement(ref words[Count]) >= 0) return;
        while (!TryLower(ref words[Permits])) kernel.FutexWait(ref words[Permits], 0);
    }

    /// <summary>Takes a ticket if one is there.</summary>
    internal bool TryTake() => TryLower(ref words[Count]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryLower(ref int word)
    {
        int value;
        while ((value = Volatile.Read(ref word)) > 0)
        {
            if (Interlocked.CompareExchange(ref word, value - 1, value) == value) return true;
        }
        return false;
    }

    private static int[] Words(int first)
    {
        var words = GC.AllocateArray<int>(3 * Line, pinned: true);
        words[Count] = first;
        return words;
    }
}
