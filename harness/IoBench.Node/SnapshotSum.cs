using IoBench.Results;

namespace IoBench.Node;

/// <summary>The counters of several servers as those of one.</summary>
internal static class SnapshotSum
{
    /// <param name="parts">At least one; read at about the same time, and the sum bears the stamp of the last.</param>
    internal static ServerSnapshot Of(IReadOnlyList<ServerSnapshot> parts) => new()
    {
        Event = parts[0].Event,
        Model = parts[0].Model,
        AtNs = parts.Max(p => p.AtNs),
        Messages = parts.Sum(p => p.Messages),
        Bytes = parts.Sum(p => p.Bytes),
        Connections = new ConnectionCounts { Accepted = parts.Sum(p => p.Connections.Accepted), Open = parts.Sum(p => p.Connections.Open) },
        Syscalls = ByName(parts.SelectMany(p => p.Syscalls)),
        CpuUs = new CpuTime { User = parts.Sum(p => p.CpuUs.User), System = parts.Sum(p => p.CpuUs.System) },
        ContextSwitches = new ContextSwitches { Voluntary = parts.Sum(p => p.ContextSwitches.Voluntary), Involuntary = parts.Sum(p => p.ContextSwitches.Involuntary) },
        AllocatedBytes = parts.Sum(p => p.AllocatedBytes),
        ResidentBytes = parts.Sum(p => p.ResidentBytes),
        Events = ByName(parts.SelectMany(p => p.Events)),
        Socket = parts.Select(p => p.Socket).FirstOrDefault(s => s is not null),
    };

    private static Dictionary<string, long> ByName(IEnumerable<KeyValuePair<string, long>> counts) =>
        counts.GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
}
