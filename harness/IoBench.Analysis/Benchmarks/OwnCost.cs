namespace IoBench.Analysis.Benchmarks;

/// <summary>What the load generator adds to a message in user space, beside its system calls, in nanoseconds.</summary>
/// <param name="StampNs">One reading of the clock.</param>
/// <param name="ConversationNs">From asking to answered: every byte checked, the time recorded. A copy that only the benchmark needs is taken off.</param>
/// <param name="CountingNs">That send and recv are counted.</param>
public sealed record OwnCost(double StampNs, double ConversationNs, double CountingNs)
{
    public double SumNs => StampNs + ConversationNs + CountingNs;

    /// <summary>Null where a part was not measured.</summary>
    internal static OwnCost? Of(BenchmarkSummary summary)
    {
        double? stamp = Ns("Stamp"), conversation = Ns("Conversation") - (Ns("CheckOverhead") ?? 0), counting = 2 * Ns("Counting");
        return stamp is { } s && conversation is { } c && counting is { } n ? new OwnCost(s, c, n) : null;

        double? Ns(string part) => summary.Find("LoadParts", part)?.Ns.Centre;
    }
}
