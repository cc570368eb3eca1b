using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace IoBench.Linux;

/// <summary>
/// One thread's stamps, in a ring with one writer (that thread) and one reader: nobody waits for anybody, and nothing is
/// allocated after it was made. The memory is mapped and untouched pages cost nothing, so room for many threads may be had.
/// </summary>
/// <remarks>
/// The writer owns <c>written</c>, the reader owns <c>read</c>; each publishes its own with a release store. A full ring drops
/// what comes, so what is taken has no holes but at its end.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Its thread may stamp until the process ends; the memory goes with the process.")]
internal sealed unsafe class StampLog
{
    /// <summary>What <see cref="Enter"/> gives while the book is closed: stamping is possible, but nothing was read.</summary>
    private const long Closed = -1;

    private readonly StampBook book;
    private readonly Mapping memory;
    private readonly int room;
    private readonly Dictionary<ulong, (RingOperation Operation, int Fd)> submitted = new(256);
    private long written, read, dropped;
    private int managedThread = -1, thread;

    // Since when in the upper bits, which call (plus one) in the lowest eight: one word, so that a reader never sees half of each.
    private long pending;

    internal StampLog(StampBook book, int room)
    {
        this.book = book;
        this.room = room;
        memory = new Mapping((nuint)room * (nuint)sizeof(Stamp));
    }

    /// <returns>CLOCK_MONOTONIC, or <see cref="Closed"/>; never 0, which says that there is no log.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal long Enter(Call call)
    {
        var now = book.Open ? Clock.NowNs() : Closed;
        Volatile.Write(ref pending, (now == Closed ? Stamp.Unknown : now) << 8 | (long)call + 1);
        return now;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Leave(Call call, int fd, long enteredNs, long result, StampDetail detail)
    {
        Volatile.Write(ref pending, 0);
        if (book.Open) Add(new Stamp(enteredNs == Closed ? Stamp.Unknown : enteredNs, Clock.NowNs(), result, Thread(), fd, (int)call, StampKind.Call, detail));
    }

    internal void Submitted(RingOperation operation, int fd, ulong userData, long atNs, StampDetail detail)
    {
        // Also while the book is closed: a multishot operation is submitted once and completes for ever after.
        submitted[userData] = (operation, fd);
        if (book.Open) Add(new Stamp(atNs, atNs, 0, Thread(), fd, (int)operation, StampKind.Submission, detail));
    }

    internal void Completed(ulong userData, long result)
    {
        if (!book.Open || !submitted.TryGetValue(userData, out var of)) return;
        var now = Clock.NowNs();
        Add(new Stamp(now, now, result, Thread(), of.Fd, (int)of.Operation, StampKind.Completion, StampDetail.None));
    }

    /// <returns>How many found no room since the last time.</returns>
    internal long MoveTo(List<Stamp> stamps)
    {
        var end = Volatile.Read(ref written);
        for (var at = read; at < end; at++) stamps.Add(((Stamp*)memory.Address)[at % room]);
        Volatile.Write(ref read, end);
        return Interlocked.Exchange(ref dropped, 0);
    }

    /// <summary>Gives the memory back; nobody may stamp any more.</summary>
    internal void Release() => memory.Dispose();

    internal OpenCall? OpenCall()
    {
        var now = Volatile.Read(ref pending);
        var who = Volatile.Read(ref thread);
        return now == 0 || who == 0 ? null : new OpenCall(who, ((Call)((now & 0xFF) - 1)).ToString(), now >> 8);
    }

    private void Add(Stamp stamp)
    {
        if (written - Volatile.Read(ref read) >= room)
        {
            Interlocked.Increment(ref dropped);
            return;
        }
        ((Stamp*)memory.Address)[written % room] = stamp;
        Volatile.Write(ref written, written + 1);
    }

    /// <summary>Asked of the kernel only when another thread than the last one stamps: a log is made before its thread is, and handlers of a pool share one.</summary>
    private int Thread()
    {
        var managed = System.Environment.CurrentManagedThreadId;
        if (managed != managedThread)
        {
            managedThread = managed;
            Volatile.Write(ref thread, Machine.ThreadId);
        }
        return thread;
    }
}
