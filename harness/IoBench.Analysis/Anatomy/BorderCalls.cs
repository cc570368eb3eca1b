using IoBench.Results;

namespace IoBench.Analysis.Anatomy;

/// <summary>What a call at the border means for the way of a message.</summary>
internal static class BorderCalls
{
    public static bool IsCall(StampedCall c) => c.Kind is null;

    /// <summary>Sleeps until a descriptor, a signal or a completion is there.</summary>
    public static bool AwaitsInput(StampedCall c) =>
        IsCall(c) && c.Call is "epoll_wait" or "poll" or "select" or "sigtimedwait" or "io_uring_enter";

    public static bool AwaitsThread(StampedCall c) => c is { Call: "futex", Detail: StampedCall.Wait };

    public static bool WakesThread(StampedCall c) => c.Detail == StampedCall.Wake;

    /// <summary>May end another thread's wait for input: a doorbell, or a descriptor that is armed and ready at once.</summary>
    public static bool MayRelease(StampedCall c) =>
        c is { Call: "write", Detail: StampedCall.Wake } || (c.Call == "epoll_ctl" && c.Detail is StampedCall.Add or StampedCall.Modify);

    /// <summary>Gives bytes of an answer away, itself or by order.</summary>
    public static bool Answers(StampedCall c) =>
        c is { Call: "send", Kind: null, Result: > 0 } or { Call: "aio_write", Kind: null, Result: >= 0 } or { Call: "uring:send", Kind: StampedCall.Submitted };

    public static bool Receives(StampedCall c) => c is { Call: "recv" or "recvmsg", Kind: null, Result: > 0 };

    public static bool Refused(StampedCall c) => IsCall(c) && c.Result == -EAGAIN;

    public static PartKind KindOf(StampedCall c) => c switch
    {
        // It moved nothing: a try that came too early.
        _ when Refused(c) => PartKind.Other,
        { Call: "recv" or "recvmsg" or "send" or "aio_read" or "aio_write" } => PartKind.Copying,
        _ when WakesThread(c) => PartKind.HandOver,
        _ when AwaitsInput(c) || AwaitsThread(c) => PartKind.Waiting,
        _ => PartKind.Other,
    };

    public static string NameOf(StampedCall c) => c.Call == "futex" ? $"futex ({c.Detail})" : Refused(c) ? $"{c.Call} (EAGAIN)" : c.Call;

    private const int EAGAIN = 11;
}
