using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Tests.Synthetic;

/// <summary>
/// How invocations of a real machine scatter: logarithms of a figure are a level, what a block did to all models in it, and what the
/// invocation itself had of luck. Both move rate, latencies and CPU together; beside them each figure has something of its own.
/// </summary>
/// <remarks>
/// Fitted to results/reference-unpaced (two virtual CPUs, eight models and the A/A twin, six blocks) by <c>scripts/verify-statistics fit</c>: model and
/// block are taken out of the logarithms, and what is left has the deviations and correlations below, with the kurtosis of normal values.
/// </remarks>
internal sealed record MachineNoise
{
    /// <summary>At one connection, where an idle CPU is woken for each message.</summary>
    public LoadNoise Single { get; init; } = new() { Own = 0.16, Block = 0.12, Throughput = (1, 0.06), P50 = (0.45, 0.08), P99 = (2.4, 0.25), Cpu = (1, 0.06) };

    /// <summary>With many connections.</summary>
    public LoadNoise Busy { get; init; } = new() { Own = 0.16, Block = 0.08, Throughput = (1, 0.04), P50 = (1, 0.06), P99 = (1.1, 0.21), Cpu = (1, 0.03) };

    /// <summary>1 is the machine as measured; 0.25 has a quarter of its spread, but for drift.</summary>
    public double Scale { get; init; } = 1;

    public Noise Kind { get; init; }

    /// <summary>By how much at most a whole run is slower than another one, as a fraction.</summary>
    public double Drift { get; init; } = 0.3;

    /// <summary>Deviation by which each model moves from run to run for itself: what no pairing takes away.</summary>
    public double ModelDrift { get; init; }

    /// <summary>Of floors: each has its own luck, and half of what a block does to servers.</summary>
    public double Floor { get; init; } = 0.07;

    public static MachineNoise Measured { get; } = new();

    public LoadNoise At(LoadPoint point) => point.Connections == 1 ? Single : Busy;
}

/// <summary>Deviations of logarithms at one kind of load, and how much of what is common each figure takes, and what it has alone.</summary>
internal sealed record LoadNoise
{
    public required double Own { get; init; }

    public required double Block { get; init; }

    public required (double Share, double Alone) Throughput { get; init; }

    public required (double Share, double Alone) P50 { get; init; }

    public required (double Share, double Alone) P99 { get; init; }

    public required (double Share, double Alone) Cpu { get; init; }

    /// <summary>
    /// What each of two has alone where they share a window by turns, in the order of <see cref="Metric.Compared"/>: all else they have in common.
    /// The medians over the models of a run of plan <c>ci</c> (17 models, 64 connections, windows of 0.45 s, 11 blocks); from a third of it, for models that
    /// wait as the baseline does, to two and a half times as much (<c>aio</c>, <c>uring-oneshot</c>).
    /// </summary>
    public (double Throughput, double P50, double P99, double Cpu) Turns { get; init; } = (0.027, 0.046, 0.20, 0.014);

    public double TurnsOf(Metric metric) => metric.Name switch
    {
        "throughputPerSecond" => Turns.Throughput,
        "p50Ns" => Turns.P50,
        "p99Ns" => Turns.P99,
        _ => Turns.Cpu,
    };

    public (double Share, double Alone) Of(Metric metric) => metric.Name switch
    {
        "throughputPerSecond" => (-Throughput.Share, Throughput.Alone),
        "p50Ns" => P50,
        "p99Ns" => P99,
        _ => Cpu,
    };

    /// <summary>Standard deviation of one invocation's logarithm beside its block's.</summary>
    public double Deviation(Metric metric)
    {
        var (share, alone) = Of(metric);
        return Math.Sqrt(share * share * Own * Own + alone * alone);
    }
}
