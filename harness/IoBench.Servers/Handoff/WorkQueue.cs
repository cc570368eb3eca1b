using System.Numerics;
using IoBench.Linux;

namespace IoBench.Servers.Handoff;

/// <summary>
/// Hands work from threads to threads: a ring of slots, and a ticket for each that is filled. A batch is published at once, and
/// only then sleepers are woken, as many as there are and as it can employ.
/// </summary>
/// <remarks>
/// Any number of threads put, any number take. Tail and head give each of them a place in the endless row that goes round the ring; a slot's
/// turn says for whom of the row it is free or filled, so none who is a round ahead can take it for his. A thread waits for a slot only while
/// another stands between its place and its slot. See D. Schmidt et al., POSA2, Half-Sync/Half-Async (queueing layer); D. Vyukov, Bounded MPMC queue.
/// </remarks>
internal sealed class WorkQueue
{
    private const int Line = 8; // longs of a cache line: tail and head have one each

    private readonly Slot[] slots;
    private readonly int roundBits;
    private readonly long[] ends = new long[4 * Line];
    private readonly Tickets filled = new();

    /// <param name="capacity">As much as can ever wait at once; who puts more waits for those who take.</param>
    internal WorkQueue(int capacity)
    {
        slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        roundBits = BitOperations.Log2((uint)slots.Length);
    }

    internal bool IsEmpty => filled.None;

    private ref long Tail => ref ends[Line];

    private ref long Head => ref ends[2 * Line];

    /// <summary>Puts work; takers see it after <see cref="Publish"/>.</summary>
    internal void Put(Work work)
    {
        var place = Interlocked.Increment(ref Tail) - 1;
        var turn = FreeTurn(place);
        ref var slot = ref slots[place & slots.Length - 1];
        while (Volatile.Read(ref slot.Turn) != turn) Thread.Yield();
        slot.Work = work;
        Volatile.Write(ref slot.Turn, turn + 1);
    }

    /// <summary>Shows as much as the caller has put since it last did: at most one system call, none when nobody sleeps.</summary>
    internal void Publish(int put, Kernel kernel)
    {
        if (put > 0) filled.Give(put, kernel);
    }

    /// <summary>Takes the oldest work; sleeps while there is none.</summary>
    internal Work Take(Kernel kernel)
    {
        filled.Take(kernel);
        return Next();
    }

    /// <summary>Takes the oldest work if there is some: for a thread that sleeps elsewhere.</summary>
    internal bool TryTake(out Work work)
    {
        var taken = filled.TryTake();
        work = taken ? Next() : default;
        return taken;
    }

    private Work Next()
    {
        var place = Interlocked.Increment(ref Head) - 1;
        var turn = FreeTurn(place);
        ref var slot = ref slots[place & slots.Length - 1];
        while (Volatile.Read(ref slot.Turn) != turn + 1) Thread.Yield();
        var work = slot.Work;
        Volatile.Write(ref slot.Turn, turn + 2);
        return work;
    }

    /// <summary>Each round gives a slot two turns: free, then filled. Memory that is all zero is a ring that is free for its first round.</summary>
    private int FreeTurn(long place) => (int)(place >> roundBits << 1);

    private struct Slot
    {
        internal Work Work;
        internal int Turn;
    }
}
