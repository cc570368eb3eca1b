using IoBench.Results;

namespace IoBench.Analysis.Anatomy;

/// <summary>One echo as its client made it: the calls from its first send to the receive that completed it.</summary>
public sealed record EchoWindow(IReadOnlyList<StampedCall> Calls)
{
    public long StartNs => Calls[0].EnterNs;

    public long EndNs => Calls[^1].LeaveNs;

    /// <summary>When the last byte was in the kernel's hands, for all that the client knows.</summary>
    public long SentNs => Calls.Last(static c => c.Call == "send").LeaveNs;

    /// <summary>Cuts a client's stamps into echoes. What begins or ends outside the stamps is left out.</summary>
    /// <param name="client">Calls of one thread that sends a message, waits, and receives it whole before the next.</param>
    public static IReadOnlyList<EchoWindow> Cut(IReadOnlyList<StampedCall> client, int payloadBytes)
    {
        var echoes = new List<EchoWindow>();
        List<StampedCall>? calls = null;
        long received = 0;
        foreach (var call in client.OrderBy(static c => c.EnterNs))
        {
            if (call.Call == "send" && calls is null)
                (calls, received) = ([], 0);
            if (calls is null || call.EnterNs == 0)
                continue;
            calls.Add(call);
            if (call is { Call: "recv", Result: > 0 })
                received += call.Result;
            if (received < payloadBytes)
                continue;
            echoes.Add(new EchoWindow(calls));
            calls = null;
        }

        return echoes;
    }
}
