using System.Diagnostics;
using IoBench.Cli.Machine;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>When something was measured, how long that took, and what disturbed it meanwhile.</summary>
internal sealed class Occasion(MachineFiles files)
{
    private readonly DateTimeOffset _startedAt = DateTimeOffset.Now;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly DisturbanceMeter _meter = new(files);
    private Disturbance? _disturbance;

    /// <summary>What <paramref name="measurement"/> came to.</summary>
    /// <param name="failure">Why it came to no more; null where nothing failed.</param>
    public Invocation Of(Measurement measurement, CellTurn turn, string? failure = null) => new()
    {
        Block = turn.Block,
        Order = turn.Order,
        Repeats = turn.Repeats,
        Cell = turn.Cell,
        StartedAt = _startedAt,
        ElapsedSeconds = _clock.Elapsed.TotalSeconds,
        Load = measurement.Load,
        Server = measurement.Server,
        Disturbance = _disturbance ??= _meter.Read(),
        Verdict = measurement.Verdict.And(failure is null ? Verdict.Good : Verdict.Because(failure)),
    };
}
