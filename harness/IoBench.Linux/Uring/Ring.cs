using System.Runtime.CompilerServices;

namespace IoBench.Linux;

/// <summary>
/// An io_uring: operations go in through the submission queue, completions come out of the completion queue, both in memory
/// shared with the kernel. One thread makes it and is the only one to touch it (SINGLE_ISSUER).
/// </summary>
/// <remarks>
/// Who writes what: we write the submission tail and the completion head; the kernel writes the submission head and the
/// completion tail. A tail is published with a release store and read with an acquire load, so entries are seen whole.
/// See io_uring(7), io_uring_setup(2), io_uring_enter(2).
/// </remarks>
public sealed unsafe partial class Ring : IDisposable
{
    internal const nint SqRingOffset = 0, SqesOffset = 0x10000000;
    internal const uint FeatureSingleMap = 1, FeatureNoDrop = 2;
    internal const uint GetEvents = 1;

    // DEFER_TASKRUN lets completions be worked off in our own io_uring_enter instead of at any return to user space: 8.0 -> 5.0 us
    // of CPU per echo. It needs 6.1, NO_SQARRAY 6.6, COOP_TASKRUN 5.19: each kernel gets the best that it knows, and says which.
    private static readonly RingFlags[] Ladder =
    [
        RingFlags.SingleIssuer | RingFlags.DeferTaskRun | RingFlags.SubmitAll | RingFlags.NoSubmissionArray,
        RingFlags.SingleIssuer | RingFlags.DeferTaskRun | RingFlags.SubmitAll,
        RingFlags.CooperativeTaskRun | RingFlags.SubmitAll,
        RingFlags.None,
    ];

    // A thread of the kernel that submits runs the put-off work too: none of the flags that defer it is allowed beside it.
    private static readonly RingFlags[] ThreadLadder =
    [
        RingFlags.SubmissionThread | RingFlags.SubmitAll | RingFlags.NoSubmissionArray,
        RingFlags.SubmissionThread | RingFlags.SubmitAll,
        RingFlags.SubmissionThread,
    ];

    private readonly Kernel kernel;
    private readonly int fd;
    private readonly Mapping queues, entries;
    private readonly Sqe* sqes;
    private readonly Completion* cqes;
    private readonly uint* sqHead, sqTail, sqFlags, cqHead, cqTail;
    private readonly uint sqMask, sqEntries, cqMask;
    private readonly bool hasThread;
    private readonly Timespec[] timeout = GC.AllocateArray<Timespec>(1, pinned: true);
    private uint prepared, submitted;

    private Ring(Kernel kernel, int fd, in UringParams setup)
    {
        this.kernel = kernel;
        this.fd = fd;
        Flags = setup.Flags & ~RingFlags.CompletionQueueSize;
        // Asked once: HasFlag boxes both sides until its caller is compiled a second time.
        hasThread = Flags.HasFlag(RingFlags.SubmissionThread);
        var sqBytes = setup.Sq.Array + (Flags.HasFlag(RingFlags.NoSubmissionArray) ? 0 : setup.SqEntries * sizeof(uint));
        var cqBytes = setup.Cq.Cqes + setup.CqEntries * (uint)sizeof(Completion);
        queues = new Mapping(fd, SqRingOffset, Math.Max(sqBytes, cqBytes));
        entries = new Mapping(fd, SqesOffset, setup.SqEntries * (uint)sizeof(Sqe));
        sqes = (Sqe*)entries.Address;
        var start = queues.Address;
        sqHead = (uint*)(start + setup.Sq.Head);
        sqTail = (uint*)(start + setup.Sq.Tail);
        sqFlags = (uint*)(start + setup.Sq.Flags);
        sqMask = *(uint*)(start + setup.Sq.RingMask);
        sqEntries = setup.SqEntries;
        cqHead = (uint*)(start + setup.Cq.Head);
        cqTail = (uint*)(start + setup.Cq.Tail);
        cqMask = *(uint*)(start + setup.Cq.RingMask);
        cqes = (Completion*)(start + setup.Cq.Cqes);
        if (Flags.HasFlag(RingFlags.NoSubmissionArray)) return;
        // Entry i always stands in slot i: the indirection is filled once and never touched again.
        var array = (uint*)(start + setup.Sq.Array);
        for (uint i = 0; i < setup.SqEntries; i++) array[i] = i;
    }

    /// <summary>How the ring is run: the first rung of the ladder that this kernel took.</summary>
    public RingFlags Flags { get; }

    /// <param name="submissions">Length of the submission queue, a power of two.</param>
    /// <param name="completions">Length of the completion queue, a power of two; what does not fit is kept by the kernel (NODROP).</param>
    /// <param name="thread">A thread of the kernel that submits in our place; without one, submitting is a system call.</param>
    /// <exception cref="SystemCallException">ENOSYS: no io_uring here. EPERM: forbidden by sysctl io_uring_disabled or seccomp, or the thread needs a privilege (before 5.11).</exception>
    public static Ring Create(Kernel kernel, int submissions, int completions, SubmissionThread? thread = null)
    {
        var ladder = thread is null ? Ladder : ThreadLadder;
        foreach (var rung in ladder)
        {
            var flags = thread?.Cpu is null ? rung : rung | RingFlags.SubmissionThreadCpu;
            var setup = new UringParams { Flags = flags | RingFlags.CompletionQueueSize, CqEntries = (uint)completions };
            setup.SqThreadCpu = (uint)(thread?.Cpu ?? 0);
            setup.SqThreadIdle = (uint)(thread?.IdleMs ?? 0);
            var entered = kernel.Enter(Call.io_uring_setup);
            var fd = kernel.Leave(Call.io_uring_setup, -1, entered, Libc.syscall(SystemCallNumber.IoUringSetup, submissions, (nint)(&setup), 0, 0, 0, 0));
            if (fd.Errno == Errno.EINVAL && rung != ladder[^1]) continue;
            fd.OrThrow("io_uring_setup");
            if ((setup.Features & (FeatureSingleMap | FeatureNoDrop)) == (FeatureSingleMap | FeatureNoDrop)) return new Ring(kernel, fd.Value, setup);
            _ = Libc.close(fd.Value);
            break;
        }
        throw new SystemCallException("io_uring_setup", Errno.EINVAL, "kernel older than 5.5");
    }

    /// <summary>
    /// Submits what was prepared and waits for nothing. Work that the kernel has put off (DEFER_TASKRUN) is run, so what is done is
    /// posted; new kernels run a limited number of pieces in one call (20 on 6.18), so "nothing ready" is sure only when a call brought nothing.
    /// </summary>
    /// <returns>Entries that the kernel took.</returns>
    public IoResult Submit() => Enter(0);

    /// <summary>Submits what was prepared and sleeps until at least one completion is there, in one system call.</summary>
    public IoResult SubmitAndWait() => Enter(1);

    /// <summary>Completions that can be taken now.</summary>
    public int Ready => (int)(Volatile.Read(ref *cqTail) - *cqHead);

    /// <summary>The oldest completion not yet taken; valid until <see cref="Take"/>.</summary>
    public ref readonly Completion Peek()
    {
        if (kernel.Stamps is not null) StampCompletion();
        return ref cqes[*cqHead & cqMask];
    }

    /// <summary>Gives the slot of the oldest completion back to the kernel.</summary>
    public void Take() => Volatile.Write(ref *cqHead, *cqHead + 1);

    public void Dispose()
    {
        entries.Dispose();
        queues.Dispose();
        kernel.Close(fd);
    }

    internal int Fd => fd;

    private IoResult Enter(uint waitFor)
    {
        if (kernel.Stamps is not null) StampSubmissions();
        if (hasThread) return EnterBesideThread(waitFor);
        Volatile.Write(ref *sqTail, prepared);
        IoResult result;
        do
        {
            var entered = kernel.Enter(Call.io_uring_enter);
            result = kernel.Leave(Call.io_uring_enter, fd, entered, Libc.syscall(
                SystemCallNumber.IoUringEnter, fd, (nint)(prepared - submitted), (nint)waitFor, (nint)GetEvents, 0, 0));
        }
        while (result.Errno == Errno.EINTR);
        // Also on an error the kernel tells by its head how far it read.
        submitted = Volatile.Read(ref *sqHead);
        return result;
    }

    /// <summary>The next free entry, cleared. When the queue is full, what is in it is submitted first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Sqe Prepare(RingOperation operation)
    {
        if (prepared - submitted == sqEntries) MakeRoom();
        ref var sqe = ref sqes[prepared++ & sqMask];
        sqe = default;
        kernel.Count(operation);
        return ref sqe;
    }

    private void MakeRoom()
    {
        if (hasThread) AwaitThread();
        else Enter(0).OrThrow("io_uring_enter");
    }
}
