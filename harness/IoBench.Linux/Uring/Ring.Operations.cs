using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoBench.Linux;

// Each method fills one submission entry; nothing reaches the kernel before Submit or SubmitAndWait.
public sealed unsafe partial class Ring
{
    internal const byte OpPollAdd = 6, OpTimeout = 11, OpAccept = 13, OpAsyncCancel = 14, OpSend = 26, OpRecv = 27;
    internal const ushort AcceptMultishot = 1, RecvMultishot = 2;
    internal const uint TimeoutAbsolute = 1;
    internal const byte BufferSelect = 1 << 5, SkipSuccess = 1 << 6;

    /// <summary>Accepts until it fails: one completion for each connection, blocking descriptors (io_uring_enter(2), IORING_ACCEPT_MULTISHOT).</summary>
    public void AcceptEach(int listener, ulong userData)
    {
        ref var sqe = ref Prepare(RingOperation.accept);
        sqe.Opcode = OpAccept;
        sqe.IoPriority = AcceptMultishot;
        sqe.Fd = listener;
        sqe.OperationFlags = Libc.SOCK_CLOEXEC;
        sqe.UserData = userData;
    }

    /// <summary>Receives until the end, an error or a lack of buffers: one completion and one buffer of the group for each arrival (IORING_RECV_MULTISHOT).</summary>
    public void RecvEach(int socket, BufferRing buffers, ulong userData)
    {
        ref var sqe = ref Prepare(RingOperation.recv);
        sqe.Opcode = OpRecv;
        sqe.IoPriority = RecvMultishot;
        sqe.Flags = BufferSelect;
        sqe.Fd = socket;
        sqe.BufferGroup = buffers.Group;
        sqe.UserData = userData;
    }

    /// <summary>Receives once, into memory of our own.</summary>
    /// <param name="pinned">As for <see cref="SendPinned"/>: the ring keeps the address alone, and writes to it until the operation is done.</param>
    public void RecvPinned(int socket, Span<byte> pinned, ulong userData)
    {
        ref var sqe = ref Prepare(RingOperation.recv);
        sqe.Opcode = OpRecv;
        sqe.Fd = socket;
        sqe.Address = (ulong)Unsafe.AsPointer(ref MemoryMarshal.GetReference(pinned));
        sqe.Length = (uint)pinned.Length;
        sqe.UserData = userData;
    }

    /// <summary>Sends a part of a buffer, all of it unless the connection breaks (MSG_WAITALL). The buffer stays ours until the completion.</summary>
    public void Send(int socket, BufferRing buffers, int bufferId, int offset, int length, ulong userData) =>
        Send(socket, buffers.AddressOf(bufferId) + offset, length, userData, flags: 0);

    /// <summary>Sends bytes of our own, all of them unless the connection breaks (MSG_WAITALL).</summary>
    /// <param name="pinned">
    /// Memory that neither moves nor is freed nor changed until the operation is done: of a pinned array or a mapping. The ring keeps
    /// the address alone, and nothing else keeps the array alive.
    /// </param>
    /// <param name="quietOnSuccess">
    /// No completion unless it fails or sends less than all (IOSQE_CQE_SKIP_SUCCESS, kernels from 5.17): then only the peer's answer
    /// to the last byte tells that the memory is ours again. One send at a time in a connection: two may overtake each other.
    /// </param>
    public void SendPinned(int socket, ReadOnlySpan<byte> pinned, ulong userData, bool quietOnSuccess) =>
        Send(socket, (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(pinned)), pinned.Length, userData, quietOnSuccess ? SkipSuccess : (byte)0);

    /// <summary>Completes once when the descriptor becomes readable (IORING_OP_POLL_ADD).</summary>
    public void PollReadable(int descriptor, ulong userData) => Poll(descriptor, Readiness.In, userData);

    /// <summary>Completes once when the descriptor can take bytes, or has an error: how a non-blocking connect ends (IORING_OP_POLL_ADD).</summary>
    public void PollWritable(int descriptor, ulong userData) => Poll(descriptor, Readiness.Out, userData);

    /// <summary>Ends the operation that was given <paramref name="target"/>: it completes with ECANCELED, this one with how that went (IORING_OP_ASYNC_CANCEL).</summary>
    public void Cancel(ulong target, ulong userData)
    {
        ref var sqe = ref Prepare(RingOperation.async_cancel);
        sqe.Opcode = OpAsyncCancel;
        sqe.Fd = -1;
        sqe.Address = target;
        sqe.UserData = userData;
    }

    /// <summary>Completes, with ETIME, when CLOCK_MONOTONIC shows <paramref name="atNs"/> (IORING_OP_TIMEOUT). One at a time: the ring keeps its time in one place.</summary>
    public void TimeoutAt(long atNs, ulong userData)
    {
        // Read when the entry is taken, by a thread of the kernel perhaps some time from now: the place may neither move nor be written to before.
        timeout[0] = new Timespec { Seconds = atNs / 1_000_000_000, Nanoseconds = atNs % 1_000_000_000 };
        ref var sqe = ref Prepare(RingOperation.timeout);
        sqe.Opcode = OpTimeout;
        sqe.Fd = -1;
        sqe.Address = (ulong)Unsafe.AsPointer(ref timeout[0]);
        sqe.Length = 1;
        sqe.OperationFlags = TimeoutAbsolute;
        sqe.UserData = userData;
    }

    private void Send(int socket, byte* start, int length, ulong userData, byte flags)
    {
        ref var sqe = ref Prepare(RingOperation.send);
        sqe.Opcode = OpSend;
        sqe.Flags = flags;
        sqe.Fd = socket;
        sqe.Address = (ulong)start;
        sqe.Length = (uint)length;
        sqe.OperationFlags = Libc.MSG_NOSIGNAL | Libc.MSG_WAITALL;
        sqe.UserData = userData;
    }

    private void Poll(int descriptor, Readiness events, ulong userData)
    {
        ref var sqe = ref Prepare(RingOperation.poll_add);
        sqe.Opcode = OpPollAdd;
        sqe.Fd = descriptor;
        sqe.OperationFlags = (uint)events;
        sqe.UserData = userData;
    }
}
