using System.Runtime.CompilerServices;

namespace IoBench.Linux;

// Only where stamps are wanted: what a call carries, and what came, with a call or without one.
public sealed unsafe partial class Ring
{
    private uint stampedSubmissions, stampedCompletions;

    /// <summary>What was prepared since the last time, just before its tail is published: until then the entries are ours to read.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StampSubmissions()
    {
        var atNs = Clock.NowNs();
        for (; stampedSubmissions != prepared; stampedSubmissions++)
        {
            ref readonly var sqe = ref sqes[stampedSubmissions & sqMask];
            kernel.Stamps!.Submitted(OperationOf(sqe.Opcode), sqe.Fd, sqe.UserData, atNs, hasThread ? StampDetail.KernelThread : StampDetail.None);
        }
    }

    /// <summary>Each once, however often it is looked at.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StampCompletion()
    {
        if (stampedCompletions == *cqHead + 1) return;
        stampedCompletions = *cqHead + 1;
        ref readonly var cqe = ref cqes[*cqHead & cqMask];
        kernel.Stamps!.Completed(cqe.UserData, cqe.Result.Raw);
    }

    private static RingOperation OperationOf(byte opcode) => opcode switch
    {
        OpAccept => RingOperation.accept,
        OpRecv => RingOperation.recv,
        OpSend => RingOperation.send,
        OpPollAdd => RingOperation.poll_add,
        _ => RingOperation.async_cancel,
    };
}
