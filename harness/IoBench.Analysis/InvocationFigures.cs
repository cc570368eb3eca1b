using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>What one valid invocation says, per message where that makes it comparable. Null where it was not measured.</summary>
public sealed record InvocationFigures
{
    public required int Block { get; init; }

    public required int Order { get; init; }

    public double? ThroughputPerSecond { get; init; }

    public double? P50Ns { get; init; }

    public double? P90Ns { get; init; }

    public double? P99Ns { get; init; }

    public double? P999Ns { get; init; }

    public double? ServerCpuUsPerMessage { get; init; }

    public double? ServerCpuUserUsPerMessage { get; init; }

    public double? ServerCpuSystemUsPerMessage { get; init; }

    /// <summary>CPU time of the server over its CPUs x the part of the window in which it was asked.</summary>
    public double? ServerCpuShare { get; init; }

    public double? SyscallsPerMessage { get; init; }

    /// <summary>By the name of the man page. What stands as <c>ring:operation</c> is no system call and not in the total.</summary>
    public IReadOnlyDictionary<string, double> CallsPerMessage { get; init; } = new Dictionary<string, double>();

    public double? ContextSwitchesPerMessage { get; init; }

    public double? AllocatedBytesPerMessage { get; init; }

    public double? ClientCpuUsPerMessage { get; init; }

    public double? ClientCpuShare { get; init; }

    /// <summary>The model that was asked by turns in the same window, and its figures; null where there was none.</summary>
    public string? PacedBy { get; init; }

    public InvocationFigures? Pace { get; init; }

    public static InvocationFigures Of(Invocation invocation)
    {
        var figures = new InvocationFigures { Block = invocation.Block, Order = invocation.Order };
        if (invocation.Load is { } load)
            figures = figures.With(load);
        if (invocation.Server is { } server)
            figures = figures.With(server, invocation.Cell.PayloadBytes, invocation.Load is { } asked ? asked.AskingSeconds / asked.WindowSeconds : 1);
        return invocation.Pace is { } pace
            ? figures with { PacedBy = pace.Model, Pace = Of(invocation with { Load = pace.Load, Server = pace.Server, Pace = null }) with { CallsPerMessage = new Dictionary<string, double>() } }
            : figures;
    }

    /// <summary>True for a name that is a system call, false for an operation that a ring did without one.</summary>
    public static bool IsSyscall(string name) => !name.Contains(':', StringComparison.Ordinal);

    private InvocationFigures With(LoadReport load) => this with
    {
        ThroughputPerSecond = load.ThroughputPerSecond,
        P50Ns = load.LatencyNs.P50,
        P90Ns = load.LatencyNs.P90,
        P99Ns = load.LatencyNs.P99,
        P999Ns = load.LatencyNs.P999,
        ClientCpuUsPerMessage = load.Received > 0 ? load.CpuUsPerMessage.User + load.CpuUsPerMessage.System : null,
        ClientCpuShare = load.CpuShare,
    };

    /// <param name="askedShare">Of the window, in which the load asked; in the rest the server had nothing to do.</param>
    private InvocationFigures With(ServerInvocation server, int payloadBytes, double askedShare)
    {
        var (start, stop) = (server.Start, server.Stop);
        var user = stop.CpuUs.User - start.CpuUs.User;
        var system = stop.CpuUs.System - start.CpuUs.System;
        var cpuWindowUs = (stop.AtNs - start.AtNs) / 1e3 * askedShare * server.Ready.Options.Cpus.Count;
        var figures = this with { ServerCpuShare = cpuWindowUs > 0 ? (user + system) / cpuWindowUs : null };

        // Messages by bytes: a server that reads two messages at once counts them as one, its bytes do not lie.
        var messages = (stop.Bytes - start.Bytes) / (double)payloadBytes;
        if (!(messages > 0))
            return figures;
        var calls = stop.Syscalls.ToDictionary(c => c.Key, c => (c.Value - start.Syscalls.GetValueOrDefault(c.Key)) / messages);
        return figures with
        {
            ServerCpuUserUsPerMessage = user / messages,
            ServerCpuSystemUsPerMessage = system / messages,
            ServerCpuUsPerMessage = (user + system) / messages,
            CallsPerMessage = calls,
            SyscallsPerMessage = calls.Where(c => IsSyscall(c.Key)).Sum(c => c.Value),
            ContextSwitchesPerMessage = (Switches(stop) - Switches(start)) / messages,
            AllocatedBytesPerMessage = (stop.AllocatedBytes - start.AllocatedBytes) / messages,
        };
    }

    private static double Switches(ServerSnapshot snapshot) => snapshot.ContextSwitches.Voluntary + snapshot.ContextSwitches.Involuntary;
}
