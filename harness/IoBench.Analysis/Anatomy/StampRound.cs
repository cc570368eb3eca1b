using IoBench.Results;

namespace IoBench.Analysis.Anatomy;

/// <summary>What both ends stamped while one round of echoes ran.</summary>
/// <param name="RoundTripsNs">Of all echoes of the round, in their order, by the client's own clock around them: they owe nothing to the stamps.</param>
public sealed record StampRound(StampReport Client, StampReport Server, IReadOnlyList<long> RoundTripsNs)
{
    /// <summary>Threads of the server just before the first echo; empty where /proc cannot be read.</summary>
    public IReadOnlyList<ThreadTicks> Before { get; init; } = [];

    /// <summary>The same just after the last.</summary>
    public IReadOnlyList<ThreadTicks> After { get; init; } = [];

    /// <summary>The server's calls by thread. One that was under way when stamping began is taken to have begun with the round.</summary>
    public IReadOnlyList<ThreadCalls> Threads()
    {
        var begin = Client.Calls.Concat(Server.Calls).Where(static c => c.EnterNs > 0).Select(static c => c.EnterNs).DefaultIfEmpty(0).Min();
        return ThreadCalls.Of([.. Server.Calls.Select(c => c.EnterNs > 0 ? c : c with { EnterNs = Math.Min(begin, c.LeaveNs) })]);
    }

    /// <summary>Echoes that both ends have whole: a server that stamped more than it had room for has only the first ones.</summary>
    public IReadOnlyList<EchoWindow> Echoes(int payloadBytes)
    {
        var untilNs = Server.Dropped > 0 ? Server.Calls.Select(static c => c.LeaveNs).DefaultIfEmpty(0).Max() : long.MaxValue;
        return [.. EchoWindow.Cut(Client.Calls, payloadBytes).Where(e => e.EndNs <= untilNs)];
    }
}
