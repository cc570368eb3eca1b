using System.Runtime.InteropServices;

namespace IoBench.Linux;

/// <summary>What a stamp is about.</summary>
public enum StampKind : byte
{
    /// <summary>A call into the kernel or the C library.</summary>
    Call,

    /// <summary>An operation that stood in a ring's submission queue when the next call was made, or when the queue's tail was published.</summary>
    Submission,

    /// <summary>A completion when it was first looked at; it may have come without a call.</summary>
    Completion,
}

/// <summary>What a call was for, where its name does not tell.</summary>
public enum StampDetail : byte
{
    None,
    Wait,
    Wake,
    Add,
    Modify,
    Remove,

    /// <summary>A thread of the kernel takes the operation; no call of ours carries it.</summary>
    KernelThread,
}

/// <summary>One passage of the border: who, what, when, and what came of it.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Stamp(long EnterNs, long LeaveNs, long Result, int Thread, int Fd, int Code, StampKind Kind, StampDetail Detail)
{
    /// <summary><see cref="EnterNs"/> of a call that was under way when stamping began.</summary>
    public const long Unknown = 0;

    public string Name => Kind == StampKind.Call ? ((Call)Code).ToString() : $"uring:{(RingOperation)Code}";
}

/// <summary>A call that had not returned when the stamps were taken.</summary>
/// <param name="SinceNs"><see cref="Stamp.Unknown"/> when it began before stamping did.</param>
public readonly record struct OpenCall(int Thread, string Name, long SinceNs);
