using System.Globalization;
using System.Net;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>The command lines of the children: two of an invocation, one of a floor.</summary>
internal static class NodeArguments
{
    private const double MostFloorSeconds = 0.1;

    public static IReadOnlyList<string> Serve(Cell cell, Placement placement, IPAddress bind) =>
    [
        "serve",
        "--model", cell.Model,
        "--bind", bind.ToString(),
        "--port", "0",
        "--cpus", CpuList.Format(placement.ServerCpus),
        .. cell.Threads > 0 ? ["--threads", Text(cell.Threads)] : (string[])[],
        .. cell.Processes > 1 ? ["--processes", Text(cell.Processes)] : (string[])[],
        .. cell.Work is { } work ? ["--work", work] : (string[])[],
    ];

    /// <summary>The target follows on standard input (<see cref="Target"/>), so that both children start at the same time.</summary>
    /// <param name="seed">Of the arrivals; a closed loop has none.</param>
    public static IReadOnlyList<string> Load(Cell cell, Plan plan, Placement placement, ulong seed) =>
    [
        "load",
        "--target", "-",
        "--connections", Text(cell.Connections),
        "--idle", Text(cell.Idle),
        "--payload", Text(cell.PayloadBytes),
        "--depth", Text(cell.Depth),
        "--warmup", Text(plan.WarmupSeconds),
        "--warmup-limit", Text(WarmupLimitSeconds(plan)),
        "--duration", Text(plan.WindowSeconds),
        "--cpus", CpuList.Format(placement.ClientCpus),
        .. cell.Engine == Cell.EpollEngine ? [] : (string[])["--engine", cell.Engine],
        .. cell.Churn > 0 ? ["--churn", Text(cell.Churn)] : (string[])[],
        .. cell.RatePerSecond is { } rate ? ["--rate", Text(rate), "--arrival", "poisson", "--seed", Text(seed)] : (string[])[],
        "--json",
    ];

    /// <summary>For a load that shares its window: it waits, connected, to be told when that opens.</summary>
    public static IReadOnlyList<string> ByTurns(string? turns) => turns is null ? [] : ["--turn", turns, "--hold"];

    public static IReadOnlyList<string> Floor(FloorPoint point, Plan plan, Placement placement) =>
    [
        "floor",
        "--connections", Text(point.Connections),
        "--payload", Text(point.PayloadBytes),
        "--duration", Text(FloorSeconds(plan)),
        "--cpus", CpuList.Format(placement.ClientCpus),
        "--json",
    ];

    /// <summary>How long a floor is measured: it is steadier than a cell, as nobody waits for anybody, and shall take little of a run.</summary>
    public static double FloorSeconds(Plan plan) => Math.Min(plan.WindowSeconds, MostFloorSeconds);

    /// <summary>How long a warm-up may be prolonged, in all, until rates are steady.</summary>
    public static double WarmupLimitSeconds(Plan plan) => 3 * plan.WarmupSeconds;

    public static string Target(ServerReady ready) =>
        // An IPv6 address stands in brackets before a port.
        ready.Address.Contains(':', StringComparison.Ordinal) ? $"[{ready.Address}]:{Text(ready.Port)}" : $"{ready.Address}:{Text(ready.Port)}";

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
