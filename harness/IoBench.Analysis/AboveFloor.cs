namespace IoBench.Analysis;

/// <summary>
/// What one end of a cell costs above the floor of its load, paired by block. The floor is the kernel's and the machine's; what stands
/// above it is the model's, or the client's, and travels better from machine to machine than the sum.
/// </summary>
public sealed record AboveFloor
{
    /// <summary>CPU per message minus the floor. Below zero where one call takes or gives several messages.</summary>
    public required Estimate AddedUsPerMessage { get; init; }

    /// <summary>CPU per message over the floor.</summary>
    public required Estimate TimesFloor { get; init; }

    /// <summary>Null where no block has both.</summary>
    internal static AboveFloor? Of(IEnumerable<InvocationFigures> figures, FloorSummary? floor, Func<InvocationFigures, double?> cpuUsPerMessage)
    {
        var floors = (floor?.Measurements ?? []).Where(static m => m.CpuUsPerMessage > 0)
            .GroupBy(static m => m.Block).ToDictionary(static g => g.Key, static g => g.Average(static m => m.CpuUsPerMessage));
        // A block runs a cell once; should a resumed run have done it twice, both count, as one mean.
        var pairs = figures.Where(f => cpuUsPerMessage(f) is not null && floors.ContainsKey(f.Block))
            .GroupBy(static f => f.Block).OrderBy(static g => g.Key)
            .Select(g => (Cpu: g.Average(f => cpuUsPerMessage(f)!.Value), Floor: floors[g.Key])).ToList();
        return pairs.Count == 0 ? null : new AboveFloor
        {
            AddedUsPerMessage = HodgesLehmann.Estimate([.. pairs.Select(static p => p.Cpu - p.Floor)], Scale.Linear)!,
            TimesFloor = HodgesLehmann.Estimate([.. pairs.Select(static p => p.Cpu / p.Floor)], Scale.Log)!,
        };
    }
}
