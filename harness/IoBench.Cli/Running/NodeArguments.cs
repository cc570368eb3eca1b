using System.Globalization;
using System.Net;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>The command lines of the two children of an invocation.</summary>
internal static class NodeArguments
{
    public static IReadOnlyList<string> Serve(Cell cell, Placement placement, IPAddress bind) =>
    [
        "serve",
        "--model", cell.Model,
        "--bind", bind.ToString(),
        "--port", "0",
        "--cpus", CpuList.Format(placement.ServerCpus),
        .. cell.Threads > 0 ? ["--threads", Text(cell.Threads)] : (string[])[],
    ];

    /// <summary>The target follows on standard input (<see cref="Target"/>), so that both children start at the same time.</summary>
    public static IReadOnlyList<string> Load(Cell cell, Plan plan, Placement placement) =>
    [
        "load",
        "--target", "-",
        "--connections", Text(cell.Connections),
        "--idle", Text(cell.Idle),
        "--payload", Text(cell.PayloadBytes),
        "--depth", Text(cell.Depth),
        "--warmup", Text(plan.WarmupSeconds),
        "--duration", Text(plan.WindowSeconds),
        "--cpus", CpuList.Format(placement.ClientCpus),
        "--json",
    ];

    public static string Target(ServerReady ready) =>
        // An IPv6 address stands in brackets before a port.
        ready.Address.Contains(':', StringComparison.Ordinal) ? $"[{ready.Address}]:{Text(ready.Port)}" : $"{ready.Address}:{Text(ready.Port)}";

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
