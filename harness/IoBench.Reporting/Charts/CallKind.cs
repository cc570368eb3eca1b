using IoBench.Analysis;

namespace IoBench.Reporting.Charts;

/// <summary>What a system call is for, as far as an echo goes.</summary>
internal enum CallKind
{
    Receive,
    Send,
    Wait,
    Other,
}

internal static class CallKinds
{
    public static CallKind Of(string call) => call switch
    {
        "recv" or "recvfrom" or "recvmsg" or "read" or "readv" or "pread" or "pread64" or "aio_read" => CallKind.Receive,
        "send" or "sendto" or "sendmsg" or "write" or "writev" or "pwrite" or "pwrite64" or "aio_write" => CallKind.Send,
        _ when call.Contains("wait", StringComparison.Ordinal) || call.Contains("select", StringComparison.Ordinal)
            || call.Contains("poll", StringComparison.Ordinal) && !call.Contains("ctl", StringComparison.Ordinal)
            || call is "io_uring_enter" or "futex" or "aio_suspend" or "signalfd" => CallKind.Wait,
        _ => CallKind.Other,
    };

    public static string Name(CallKind kind) => kind switch
    {
        CallKind.Receive => "receive",
        CallKind.Send => "send",
        CallKind.Wait => "wait",
        _ => "other",
    };

    /// <summary>System calls per message of each kind; operations of a ring are not among them.</summary>
    public static IReadOnlyDictionary<CallKind, double> PerMessage(CellSummary cell) => cell.CallsPerMessage
        .Where(static c => InvocationFigures.IsSyscall(c.Key))
        .GroupBy(static c => Of(c.Key)).ToDictionary(static g => g.Key, static g => g.Sum(static c => c.Value.Centre));
}
