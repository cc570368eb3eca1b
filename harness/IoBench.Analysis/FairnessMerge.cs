using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>
/// How evenly the connections of all hosts were served. Jain's index of a part gives back the sum of squares behind it, since the sum
/// itself is what the part received; so that of all is exact.
/// </summary>
internal static class FairnessMerge
{
    /// <summary>Null where a part does not tell, or was not served at all, and where connections come and go.</summary>
    public static Fairness? Of(IReadOnlyList<LoadReport> parts)
    {
        if (parts.Any(static part => part.Churn > 0 || part.Received == 0 || (part.Fairness is null && part.Connections != 1)))
            return null;

        var connections = parts.Sum(static part => part.Connections);
        return connections < 2 ? null : new Fairness
        {
            Slowest = parts.Min(static part => part.Fairness?.Slowest ?? part.Received),
            Fastest = parts.Max(static part => part.Fairness?.Fastest ?? part.Received),
            Jain = Math.Pow(parts.Sum(static part => (double)part.Received), 2) / (connections * parts.Sum(Squares)),
        };
    }

    private static double Squares(LoadReport part) => Math.Pow(part.Received, 2) / (part.Connections * (part.Fairness?.Jain ?? 1));
}
