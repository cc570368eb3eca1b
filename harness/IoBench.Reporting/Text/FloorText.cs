using IoBench.Analysis;

namespace IoBench.Reporting.Text;

/// <summary>The floor of a load, and what stands above it, in words; a run without floors says so.</summary>
internal static class FloorText
{
    /// <summary>The floor at the point that heads the report; null where none was measured, or none is valid.</summary>
    public static FloorSummary? Headline(RunSummary summary) => summary.FloorAt(summary.Headline) is { CpuUsPerMessage: not null } floor ? floor : null;

    /// <summary>4.80 + 0.31</summary>
    public static string Sum(FloorSummary? floor, AboveFloor? above) => Figures.Sum(floor?.CpuUsPerMessage?.Centre, above?.AddedUsPerMessage.Centre);

    /// <summary>+0.31, with no more decimals than the floor has.</summary>
    public static string Added(FloorSummary? floor, AboveFloor? above) => Figures.Added(floor?.CpuUsPerMessage?.Centre, above?.AddedUsPerMessage.Centre);

    /// <summary>[0.12, 0.44], of what is added.</summary>
    public static string Bounds(FloorSummary? floor, AboveFloor? above) => (floor?.CpuUsPerMessage?.Centre, above?.AddedUsPerMessage.Interval) is ({ } centre, { } i)
        ? $"[{Figures.AsPrecise(centre, i.Low)}, {Figures.AsPrecise(centre, i.High)}]"
        : Figures.None;

    /// <summary>floor 4.80 µs: send + recv of 64 B with nobody waiting</summary>
    public static string Line(FloorSummary floor) =>
        $"floor {Figures.Number(floor.CpuUsPerMessage!.Centre)} µs: send + recv of {Figures.Count(floor.PayloadBytes)} B with nobody waiting";

    /// <summary>Why there is no floor to show; null where there is one.</summary>
    public static string? Absence(RunSummary summary) => Headline(summary) is not null ? null
        : summary.Floors.Count == 0 ? "This run has no floor: it was made before floors were measured, or ended before the first one"
        : $"The floor of this load is not known: {summary.FloorAt(summary.Headline)?.Invalid.SelectMany(static i => i.Reasons).FirstOrDefault()?.TrimEnd('.') ?? "it was not measured before the run ended"}";

    /// <summary>What the section on cost says of it.</summary>
    public static IReadOnlyList<FormattableString> Reading(RunSummary summary)
    {
        if (Headline(summary) is not { } floor)
            return [$"{Absence(summary)}; so what the models add to it cannot be told."];
        List<FormattableString> reading =
        [
            $"The floor is {Figures.Number(floor.CpuUsPerMessage!.Centre)} µs: one send and one recv of {Figures.Count(floor.PayloadBytes)} bytes on {Words.Connections(floor.Connections)}, in one thread with nobody waiting, are the least that this kernel charges for an echo.",
        ];
        var cells = Findings.Ranked(summary, Metric.ServerCpu).Where(static c => c.ServerAboveFloor is not null).OrderBy(static c => c.ServerAboveFloor!.AddedUsPerMessage.Centre).ToList();
        if (cells.Count > 0)
            reading.Add($"{Server(floor, cells)}{Client(floor, cells)}. What stands above the floor is the figure to take from machine to machine.");
        if (summary.Floors.Where(f => f.Point != floor.Point && f.CpuUsPerMessage is not null).ToList() is { Count: > 0 } others)
            reading.Add($"Floors of the other loads: {string.Join("; ", others.Select(Short))}.");
        return reading;
    }

    private static string Short(FloorSummary floor) =>
        $"{Words.Connections(floor.Connections)}, {Figures.Count(floor.PayloadBytes)} bytes: {Figures.Number(floor.CpuUsPerMessage!.Centre)} µs";

    private static FormattableString Server(FloorSummary floor, List<CellSummary> cells)
    {
        FormattableString least = $"Above it {new Name(cells[0].Cell.Label)} adds {One(floor, cells[0].ServerAboveFloor!)}";
        return cells.Count == 1 ? least : $"{least}, {new Name(cells[^1].Cell.Label)} {One(floor, cells[^1].ServerAboveFloor!)}";
    }

    private static FormattableString One(FloorSummary floor, AboveFloor above) =>
        $"{Figures.AsPrecise(floor.CpuUsPerMessage!.Centre, above.AddedUsPerMessage.Centre)} µs{(above.AddedUsPerMessage.Interval is null ? "" : " " + Bounds(floor, above))}";

    private static FormattableString Client(FloorSummary floor, List<CellSummary> cells)
    {
        var added = cells.Select(static c => c.ClientAboveFloor?.AddedUsPerMessage.Centre).OfType<double>().ToList();
        if (added.Count == 0)
            return $"";
        var (least, most) = (Figures.AsPrecise(floor.CpuUsPerMessage!.Centre, added.Min()), Figures.AsPrecise(floor.CpuUsPerMessage.Centre, added.Max()));
        return least == most ? $"; the client adds {least} µs" : (FormattableString)$"; the client adds {least} to {most} µs";
    }
}
