using System.Text.Json.Serialization;
using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>The floor of one load over all blocks: the least that this kernel charges for a message, send and recv with nobody waiting.</summary>
public sealed record FloorSummary
{
    public required int Connections { get; init; }

    public required int PayloadBytes { get; init; }

    public required int Valid { get; init; }

    public required IReadOnlyList<InvalidInvocation> Invalid { get; init; }

    /// <summary>Null without a valid measurement.</summary>
    public Estimate? CpuUsPerMessage { get; init; }

    public Estimate? CpuUserUsPerMessage { get; init; }

    public Estimate? CpuSystemUsPerMessage { get; init; }

    /// <summary>By the wall clock, as the next one.</summary>
    public Estimate? SendNs { get; init; }

    public Estimate? RecvNs { get; init; }

    /// <summary>The valid ones in run order: the evidence behind every estimate above.</summary>
    public required IReadOnlyList<FloorFigure> Measurements { get; init; }

    [JsonIgnore]
    public FloorPoint Point => new(Connections, PayloadBytes);

    public static FloorSummary Of(FloorPoint point, IEnumerable<FloorInvocation> floors)
    {
        var all = floors.OrderBy(static f => f.Order).ToList();
        // One that was valid without a report would be another version's; it has nothing to say here.
        var valid = all.Where(static f => f is { Verdict.Valid: true, Floor: not null }).ToList();
        return new FloorSummary
        {
            Connections = point.Connections,
            PayloadBytes = point.PayloadBytes,
            Valid = valid.Count,
            Invalid = [.. all.Except(valid).Select(static f => new InvalidInvocation(f.Block, f.Order, f.Verdict.Reasons))],
            CpuUsPerMessage = Centre(Scale.Log, Cpu),
            // Parts of a sum stay on a linear scale, as those of a cell.
            CpuUserUsPerMessage = Centre(Scale.Linear, static r => r.CpuUsPerMessage.User),
            CpuSystemUsPerMessage = Centre(Scale.Linear, static r => r.CpuUsPerMessage.System),
            SendNs = Centre(Scale.Log, static r => r.SendNs),
            RecvNs = Centre(Scale.Log, static r => r.RecvNs),
            Measurements = [.. valid.Select(static f => new FloorFigure(f.Block, f.Order, Cpu(f.Floor!)))],
        };

        Estimate? Centre(Scale scale, Func<FloorReport, double> value) => HodgesLehmann.Estimate([.. valid.Select(f => value(f.Floor!))], scale);
    }

    private static double Cpu(FloorReport report) => report.CpuUsPerMessage.User + report.CpuUsPerMessage.System;
}

/// <summary>One valid measurement of a floor.</summary>
public readonly record struct FloorFigure(int Block, int Order, double CpuUsPerMessage);
