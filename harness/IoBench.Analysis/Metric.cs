using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>A figure on which models are compared, with the margin inside which a difference does not matter.</summary>
public sealed record Metric
{
    /// <summary>As in <c>summary.json</c>, unit included.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required bool HigherIsBetter { get; init; }

    /// <summary>The least difference worth a verdict, as a fraction; the noise floor of the run may widen it.</summary>
    public required double Margin { get; init; }

    public required Func<InvocationFigures, double?> Value { get; init; }

    public required Func<CellSummary, Estimate?> Of { get; init; }

    public static Metric Throughput { get; } = new()
    {
        Name = "throughputPerSecond", Title = "throughput", HigherIsBetter = true, Margin = 0.05,
        Value = static f => f.ThroughputPerSecond, Of = static c => c.ThroughputPerSecond,
    };

    public static Metric P50 { get; } = new()
    {
        Name = "p50Ns", Title = "median latency", HigherIsBetter = false, Margin = 0.05,
        Value = static f => f.P50Ns, Of = static c => c.P50Ns,
    };

    public static Metric P99 { get; } = new()
    {
        Name = "p99Ns", Title = "p99 latency", HigherIsBetter = false, Margin = 0.10,
        Value = static f => f.P99Ns, Of = static c => c.P99Ns,
    };

    public static Metric ServerCpu { get; } = new()
    {
        Name = "serverCpuUsPerMessage", Title = "server CPU per message", HigherIsBetter = false, Margin = 0.05,
        Value = static f => f.ServerCpuUsPerMessage, Of = static c => c.ServerCpuUsPerMessage,
    };

    /// <summary>Those with a verdict, declared in advance.</summary>
    public static IReadOnlyList<Metric> Compared { get; } = [Throughput, P50, P99, ServerCpu];

    /// <summary>In an open loop the rate is what was asked, and says nothing of a model.</summary>
    public static IReadOnlyList<Metric> ComparedAt(LoadPoint point) => point.IsOpen ? [.. Compared.Where(static m => m != Throughput)] : Compared;
}
