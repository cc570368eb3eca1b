using System.Globalization;
using System.Text.Json;
using IoBench.Linux;
using IoBench.Results;

namespace IoBench.Node;

/// <summary><c>stamps</c>, <c>stamp on</c> and <c>stamp off</c> on standard input: the same for a server and for a client of echoes.</summary>
internal static class StampCommands
{
    internal static bool Knows(string command) => command is "stamps" or "stamp on" or "stamp off";

    /// <returns>The line to print.</returns>
    internal static string Answer(string command, StampBook book)
    {
        if (command == "stamps") return JsonSerializer.Serialize(Taken(book), LineJson.Default.StampReport);
        book.Open = command == "stamp on";
        return JsonSerializer.Serialize(new StampingState { On = book.Open }, LineJson.Default.StampingState);
    }

    private static StampReport Taken(StampBook book)
    {
        var stamps = book.Take();
        var waiting = book.OpenCalls();
        return new StampReport
        {
            Dropped = book.Dropped,
            Threads = stamps.Select(s => s.Thread).Concat(waiting.Select(w => w.Thread)).Distinct()
                .ToDictionary(t => t.ToString(CultureInfo.InvariantCulture), NameOf),
            Calls = [.. stamps.Select(Describe)],
            Waiting = [.. waiting.Select(w => new WaitingCall(w.Name, w.Thread, w.SinceNs))],
        };
    }

    private static StampedCall Describe(Stamp stamp) => new()
    {
        Call = stamp.Name,
        Kind = stamp.Kind switch { StampKind.Submission => StampedCall.Submitted, StampKind.Completion => StampedCall.Completed, _ => null },
        Detail = stamp.Detail switch
        {
            StampDetail.Wait => StampedCall.Wait,
            StampDetail.Wake => StampedCall.Wake,
            StampDetail.Add => StampedCall.Add,
            StampDetail.Modify => StampedCall.Modify,
            StampDetail.Remove => StampedCall.Remove,
            StampDetail.KernelThread => StampedCall.KernelThread,
            _ => null,
        },
        Thread = stamp.Thread,
        Fd = stamp.Fd < 0 ? null : stamp.Fd,
        EnterNs = stamp.EnterNs,
        LeaveNs = stamp.LeaveNs,
        Result = stamp.Result,
    };

    /// <summary>As the kernel lists it (15 letters); a thread that has ended has none.</summary>
    private static string NameOf(int thread)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{thread}/comm")).TrimEnd();
        }
        catch (IOException)
        {
            return "ended";
        }
    }
}
