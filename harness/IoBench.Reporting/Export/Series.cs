using IoBench.Analysis;

namespace IoBench.Reporting.Export;

/// <summary>A figure that is followed from run to run by tools that keep a series for each name. Names and units are fixed: another name is another series.</summary>
internal sealed record Series(string Name, string Title, string Unit, bool BiggerIsBetter, Func<CellSummary, Estimate?> Of)
{
    // In an open loop the rate is what was asked, and says nothing of a model.
    public static Series Throughput { get; } = new("throughput", "messages a second", "msg/s", true, static c => c.Cell.IsOpen ? null : c.ThroughputPerSecond);

    public static Series P50 { get; } = new("p50", "median latency", "ns", false, static c => c.P50Ns);

    public static Series P99 { get; } = new("p99", "99th percentile of latency", "ns", false, static c => c.P99Ns);

    public static Series P999 { get; } = new("p99.9", "99.9th percentile of latency", "ns", false, static c => c.P999Ns);

    public static Series ServerCpu { get; } = new("server-cpu", "server CPU per message", "µs/msg", false, static c => c.ServerCpuUsPerMessage);

    public static Series Syscalls { get; } = new("syscalls", "system calls of the server per message", "calls/msg", false, static c => c.SyscallsPerMessage);

    public static Series ContextSwitches { get; } = new("context-switches", "context switches of the server per message", "switches/msg", false, static c => c.ContextSwitchesPerMessage);

    public static Series Allocated { get; } = new("allocated", "bytes that the server allocates per message", "B/msg", false, static c => c.AllocatedBytesPerMessage);

    public static IReadOnlyList<Series> All { get; } = [Throughput, P50, P99, P999, ServerCpu, Syscalls, ContextSwitches, Allocated];

    /// <summary>Cells with a valid invocation. The A/A twin is no model of its own, and a series of it would raise alarms about noise.</summary>
    public static IEnumerable<CellSummary> Cells(RunSummary summary) => summary.Cells.Where(static c => c.Valid > 0 && !c.Cell.IsAa);
}
