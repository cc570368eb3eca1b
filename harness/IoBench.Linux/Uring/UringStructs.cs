using System.Runtime.InteropServices;

namespace IoBench.Linux;

/// <summary>struct io_uring_params: asked at set-up, filled in by the kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UringParams
{
    internal uint SqEntries;
    internal uint CqEntries;
    internal RingFlags Flags;
    internal uint SqThreadCpu;
    internal uint SqThreadIdle;
    internal uint Features;
    internal uint WqFd;
    internal uint Reserved0;
    internal uint Reserved1;
    internal uint Reserved2;
    internal SqRingOffsets Sq;
    internal CqRingOffsets Cq;
}

/// <summary>struct io_sqring_offsets.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SqRingOffsets
{
    internal uint Head;
    internal uint Tail;
    internal uint RingMask;
    internal uint RingEntries;
    internal uint Flags;
    internal uint Dropped;
    internal uint Array;
    internal uint Reserved;
    internal ulong UserAddress;
}

/// <summary>struct io_cqring_offsets.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CqRingOffsets
{
    internal uint Head;
    internal uint Tail;
    internal uint RingMask;
    internal uint RingEntries;
    internal uint Overflow;
    internal uint Cqes;
    internal uint Flags;
    internal uint Reserved;
    internal ulong UserAddress;
}

/// <summary>struct io_uring_sqe, under the names of the fields that our operations use.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct Sqe
{
    [FieldOffset(0)] internal byte Opcode;
    [FieldOffset(1)] internal byte Flags;
    [FieldOffset(2)] internal ushort IoPriority;
    [FieldOffset(4)] internal int Fd;
    [FieldOffset(8)] internal ulong Offset;
    [FieldOffset(16)] internal ulong Address;
    [FieldOffset(24)] internal uint Length;
    [FieldOffset(28)] internal uint OperationFlags;
    [FieldOffset(32)] internal ulong UserData;
    [FieldOffset(40)] internal ushort BufferGroup;
}

/// <summary>struct io_uring_cqe: one completion.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly struct Completion
{
    internal const uint FlagBuffer = 1, FlagMore = 2;
    internal const int BufferShift = 16;

    [FieldOffset(0)] private readonly ulong userData;
    [FieldOffset(8)] private readonly int result;
    [FieldOffset(12)] private readonly uint flags;

    /// <summary>What the operation was given to be recognised by.</summary>
    public ulong UserData => userData;

    /// <summary>Bytes, a descriptor, the readiness of a poll, or the error; ENOBUFS ends a multishot receive that found no buffer.</summary>
    public IoResult Result => new(result);

    /// <summary>A multishot operation is still armed: more completions will come (IORING_CQE_F_MORE).</summary>
    public bool More => (flags & FlagMore) != 0;

    /// <summary>The kernel took a buffer of the group for this (IORING_CQE_F_BUFFER).</summary>
    public bool HasBuffer => (flags & FlagBuffer) != 0;

    /// <summary>Which buffer; meaningful only when <see cref="HasBuffer"/>.</summary>
    public int BufferId => (int)(flags >> BufferShift);
}

/// <summary>struct io_uring_buf: a slot of a buffer ring.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UringBuffer
{
    internal ulong Address;
    internal uint Length;
    internal ushort Id;

    /// <summary>In slot 0 this field is the ring's tail; ours to write.</summary>
    internal ushort Tail;
}

/// <summary>struct io_uring_buf_reg.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UringBufferRegistration
{
    internal ulong RingAddress;
    internal uint RingEntries;
    internal ushort Group;
    internal ushort Flags;
    internal ulong Reserved0;
    internal ulong Reserved1;
    internal ulong Reserved2;
}

/// <summary>IORING_SETUP_*: how a ring is run (io_uring_setup(2)).</summary>
[Flags]
public enum RingFlags : uint
{
    None = 0,
    SubmissionThread = 1u << 1,
    SubmissionThreadCpu = 1u << 2,
    CompletionQueueSize = 1u << 3,
    SubmitAll = 1u << 7,
    CooperativeTaskRun = 1u << 8,
    SingleIssuer = 1u << 12,
    DeferTaskRun = 1u << 13,
    NoSubmissionArray = 1u << 16,
}
