using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>A coordinate of the load along which models are compared while the rest of the load stays as it is.</summary>
public sealed record Axis
{
    /// <summary>As in plans: <c>connections</c>, <c>idle</c>, <c>payloadBytes</c>, <c>depth</c>, <c>threads</c>, <c>processes</c>.</summary>
    public required string Name { get; init; }

    public required Func<LoadPoint, int> Of { get; init; }

    /// <summary>The load without this coordinate: what all points of one curve share.</summary>
    public required Func<LoadPoint, LoadPoint> Without { get; init; }

    /// <summary>
    /// Where a point lies on the axis: the logarithm of its value. Idle connections begin at none, which has no logarithm; what a server
    /// waits for is all of its connections, so for them it is the logarithm of busy and idle ones together.
    /// </summary>
    public double Position(LoadPoint point) => Math.Log(Of(point) + Offset(point));

    /// <summary>The value at a position, for a load of this shape.</summary>
    public double Value(double position, LoadPoint shape) => Math.Exp(position) - Offset(shape);

    // Of threads 0 means that the model chooses, which is no place on an axis.
    internal bool Has(LoadPoint point) => Of(point) + Offset(point) > 0;

    private int Offset(LoadPoint point) => this == Idle ? point.Connections : 0;

    public static Axis Connections { get; } = new() { Name = "connections", Of = static p => p.Connections, Without = static p => p with { Connections = 0 } };

    public static Axis Idle { get; } = new() { Name = "idle", Of = static p => p.Idle, Without = static p => p with { Idle = 0 } };

    public static Axis Payload { get; } = new() { Name = "payloadBytes", Of = static p => p.PayloadBytes, Without = static p => p with { PayloadBytes = 0 } };

    public static Axis Depth { get; } = new() { Name = "depth", Of = static p => p.Depth, Without = static p => p with { Depth = 0 } };

    public static Axis Threads { get; } = new() { Name = "threads", Of = static p => p.Threads, Without = static p => p with { Threads = 0 } };

    public static Axis Processes { get; } = new() { Name = "processes", Of = static p => p.Processes, Without = static p => p with { Processes = 1 } };

    public static IReadOnlyList<Axis> All { get; } = [Connections, Idle, Payload, Depth, Threads, Processes];
}
