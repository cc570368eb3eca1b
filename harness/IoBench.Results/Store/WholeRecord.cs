namespace IoBench.Results.Store;

/// <summary>Required fields may still be null in JSON, which no record of ours is: what would fail far from the file is named here.</summary>
internal static class WholeRecord
{
    /// <summary>The first field that is null and must not be; null where there is none.</summary>
    public static string? Lacks(Invocation i) => i switch
    {
        { Cell: null or { Label: null } or { Model: null } or { Sweep: null } } => "cell",
        { Verdict: null or { Reasons: null } } => "verdict",
        { Load: { } load } when Lacks(load) is { } field => $"load.{field}",
        { Server: { } server } when Lacks(server) is { } field => $"server.{field}",
        _ => null,
    };

    public static string? Lacks(FloorInvocation f) => f switch
    {
        { Verdict: null or { Reasons: null } } => "verdict",
        { Floor: { CpuUsPerMessage: null } } => "floor.cpuUsPerMessage",
        _ => null,
    };

    private static string? Lacks(LoadReport load) => load switch
    {
        { LatencyNs: null } => "latencyNs",
        { CpuUsPerMessage: null } => "cpuUsPerMessage",
        { Verdict: null or { Reasons: null } } => "verdict",
        _ => null,
    };

    private static string? Lacks(ServerInvocation server) => server switch
    {
        { Ready: null or { Options: null or { Cpus: null } } } => "ready",
        { Start: var start } when Lacks(start) => "start",
        { Stop: var stop } when Lacks(stop) => "stop",
        _ => null,
    };

    private static bool Lacks(ServerSnapshot? snapshot) => snapshot is null or { CpuUs: null } or { Syscalls: null } or { ContextSwitches: null } or { Events: null };
}
