using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Text;

/// <summary>Which of a run's open-loop figures are shown, and what they say.</summary>
internal static class OpenLoop
{
    /// <summary>The curves of one shape of load: of those under epoll without work in the handler, the one that most models share, then the one nearest to the headline.</summary>
    public static IReadOnlyList<LoadCurve> Curves(RunSummary summary) =>
        summary.LoadCurves.Where(static c => c.Loads.Any(static l => (l.P50Ns ?? l.P99Ns) is not null)).GroupBy(static c => c.Shape)
            .OrderBy(static g => g.Key.OtherEngine is not null).ThenBy(static g => g.Key.Churn).ThenBy(static g => g.Key.Work is not null)
            .ThenByDescending(static g => g.Count()).ThenByDescending(static g => g.Sum(static c => c.Loads.Count))
            .ThenBy(g => Math.Abs(g.Key.Connections - (summary.Headline?.Connections ?? g.Key.Connections)))
            .Select(static g => g.ToList()).FirstOrDefault() ?? [];

    /// <summary>Those of its loads that are drawn as a line: shares of its own capacity where there are any, else all.</summary>
    public static IReadOnlyList<OfferedLoad> Line(LoadCurve curve)
    {
        var measured = curve.Loads.Where(static l => l.P99Ns is not null || l.P50Ns is not null).ToList();
        return measured.Where(static l => l.Point.ShareOf == Cell.OwnCapacity).ToList() is { Count: > 0 } own ? own : measured;
    }

    /// <summary>The cells at the load that was the same for most models, and of such the highest; empty where no load was the same for two.</summary>
    public static IReadOnlyList<CellSummary> AtEqualLoad(RunSummary summary) =>
        summary.Cells.Where(static c => c.Cell.Point.IsEqualLoad && !c.Cell.IsAa && c.Latency is { Points.Count: > 1 }).GroupBy(static c => c.Cell.Point)
            .Where(static g => g.Count() > 1)
            .OrderBy(static g => g.Key.OtherEngine is not null).ThenBy(static g => g.Key.Work is not null).ThenByDescending(static g => g.Count())
            .ThenByDescending(static g => g.First().AskedPerSecond)
            .Select(static g => g.ToList()).FirstOrDefault() ?? [];

    /// <summary>Who passes the knee first and who last; null where no verdict can be given.</summary>
    public static string? Knee(RunSummary summary)
    {
        var curves = Told(Curves(summary));
        if (curves.Count < 2 || curves.Any(static c => c.Loads.Any(static l => l.P99Ns is { IsInterval: false })))
            return null;
        var (first, last) = (curves[0], curves[^1]);
        if (curves.Select(Where).Distinct().Count() == 1)
            return $"Every model passes its knee {Where(first)} of its capacity";
        return last.BeyondKnee is null
            ? $"{first.Label} passes its knee first, {Where(first)}; {last.Label} holds to {Share(last.Loads[^1])} of its capacity"
            : $"Knees lie {Where(first)} for {first.Label}, {Where(last)} for {last.Label}";
    }

    /// <summary>Curves over shares of a capacity, in the order in which they bend.</summary>
    public static List<LoadCurve> Told(IReadOnlyList<LoadCurve> curves) =>
        [.. curves.Where(static c => c.CapacityPerSecond is not null && c.Loads.Count > 1).OrderBy(static c => c.BeyondKnee?.Share ?? double.PositiveInfinity).ThenBy(static c => c.Knee?.Share ?? double.PositiveInfinity)];

    public static string Where(LoadCurve curve) => (curve.Knee, curve.BeyondKnee) switch
    {
        (null, { } beyond) => $"below {Share(beyond)}",
        ({ } knee, { } beyond) => $"between {Share(knee)} and {Share(beyond)}",
        _ => $"beyond {Share(curve.Loads[^1])}",
    };

    public static string Share(OfferedLoad load) => load.Share is { } share ? Figures.Percent(Math.Round(share, 2)) : Figures.Rate(load.AskedPerSecond) + "/s";

    /// <summary>For the terminal: p99 of each model at the equal load, best first; null without one.</summary>
    public static string? Line(RunSummary summary)
    {
        var cells = AtEqualLoad(summary).Where(static c => c.P99Ns is not null).OrderBy(static c => c.P99Ns!.Centre).ToList();
        return cells.Count == 0
            ? null
            : $"open loop, {Figures.Rate(cells[0].AskedPerSecond)} msg/s due for each: p99 "
                + string.Join(", ", cells.Select(static c => $"{c.Cell.Label} {Figures.Micros(c.P99Ns!.Centre)}{(c.Overloaded ? " (overloaded)" : "")}")) + " µs";
    }
}
