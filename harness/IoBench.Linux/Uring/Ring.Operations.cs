namespace IoBench.Linux;

// Each method fills one submission entry; nothing reaches the kernel before SubmitAndWait.
public sealed unsafe partial class Ring
{
    private const byte OpPollAdd = 6, OpAccept = 13, OpAsyncCancel = 14, OpSend = 26, OpRecv = 27;
    private const ushort AcceptMultishot = 1, RecvMultishot = 2;
    private const byte BufferSelect = 1 << 5;

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

    /// <summary>Sends a part of a buffer, all of it unless the connection breaks (MSG_WAITALL). The buffer stays ours until the completion.</summary>
    public void Send(int socket, BufferRing buffers, int bufferId, int offset, int length, ulong userData)
    {
        ref var sqe = ref Prepare(RingOperation.send);
        sqe.Opcode = OpSend;
        sqe.Fd = socket;
        sqe.Address = (ulong)(buffers.AddressOf(bufferId) + offset);
        sqe.Length = (uint)length;
        sqe.OperationFlags = Libc.MSG_NOSIGNAL | Libc.MSG_WAITALL;
        sqe.UserData = userData;
    }

    /// <summary>Completes once when the descriptor becomes readable (IORING_OP_POLL_ADD).</summary>
    public void PollReadable(int descriptor, ulong userData)
    {
        ref var sqe = ref Prepare(RingOperation.poll_add);
        sqe.Opcode = OpPollAdd;
        sqe.Fd = descriptor;
        sqe.OperationFlags = (uint)Readiness.In;
        sqe.UserData = userData;
    }

    /// <summary>Ends the operation that was given <paramref name="target"/>: it completes with ECANCELED, this one with how that went (IORING_OP_ASYNC_CANCEL).</summary>
    public void Cancel(ulong target, ulong userData)
    {
        ref var sqe = ref Prepare(RingOperation.async_cancel);
        sqe.Opcode = OpAsyncCancel;
        sqe.Fd = -1;
        sqe.Address = target;
        sqe.UserData = userData;
    }
}
