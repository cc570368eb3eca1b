namespace IoBench.Analysis.Trends;

/// <summary>In which order runs stand, and what names them on an axis.</summary>
public enum TrendAxis
{
    /// <summary>By their start.</summary>
    Time,

    /// <summary>By kernel version, those of one kernel by their start.</summary>
    Kernel,

    /// <summary>By commit in the order in which commits were first run, those of one commit by their start.</summary>
    Commit,
}

internal static class TrendOrder
{
    public static IReadOnlyList<ReducedRun> Sort(IEnumerable<ReducedRun> runs, TrendAxis axis)
    {
        // Two runs of one second stand by their names, so that the order is the same on every disk.
        var byTime = runs.OrderBy(static r => r.Run.StartedAt).ThenBy(static r => r.Run.Name, StringComparer.Ordinal).ToList();
        return axis switch
        {
            TrendAxis.Kernel => [.. byTime.OrderBy(static r => KernelVersion.Of(r.Run.Kernel), KernelVersion.Order)],
            TrendAxis.Commit => [.. byTime.OrderBy(r => r.Run.Commit is { } commit ? byTime.First(other => other.Run.Commit == commit).Run.StartedAt : r.Run.StartedAt)],
            _ => byTime,
        };
    }
}
