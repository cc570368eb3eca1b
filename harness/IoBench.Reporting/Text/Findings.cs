using IoBench.Analysis;

namespace IoBench.Reporting.Text;

/// <summary>What each chart shows, as a title; null where the run is too short to say anything, and the question stands instead.</summary>
internal static class Findings
{
    public static string? Ratios(RunSummary summary)
    {
        if (summary.HeadlinePoint is not { Baseline: { } baseline } point || Judged(point.Family(Metric.Throughput)!) is not { Count: > 0 } judged)
            return null;
        string?[] parts =
        [
            Part(judged, "faster", Judgement.Better), Part(judged, "equivalent", Judgement.Equivalent),
            Part(judged, "slower", Judgement.Worse), Part(judged, "unresolved", Judgement.Differs, Judgement.Inconclusive),
        ];
        return $"Against {baseline} at {Words.Connections(point.Point.Connections)}: {string.Join("; ", parts.OfType<string>())}";
    }

    public static string? Throughput(RunSummary summary)
    {
        var cells = Ranked(summary, Metric.Throughput);
        if (cells.Count < 2 || Metric.Throughput.Of(cells[0])?.Interval is not { } best)
            return null;
        var leaders = cells.Where(c => c.ThroughputPerSecond!.Interval?.High >= best.Low).Select(static c => c.Cell.Label).ToList();
        var rate = Figures.Rate(cells[0].ThroughputPerSecond!.Centre);
        return $"{Words.List(leaders)} {(leaders.Count == 1 ? "serves" : "serve")} the most at {Words.Connections(cells[0].Cell.Connections)}, "
            + $"{(leaders.Count == 1 ? "" : "up to ")}{rate} messages a second";
    }

    public static string? Tail(RunSummary summary)
    {
        var cells = Ranked(summary, Metric.P99);
        return cells.Count < 2 || cells[^1].P99Ns!.Interval is null
            ? null
            : $"{cells[^1].Cell.Label} has the longest tail at {Words.Connections(cells[^1].Cell.Connections)}: one echo in a hundred takes "
                + $"{Figures.Micros(cells[^1].P99Ns!.Centre)} µs or more, {cells[0].Cell.Label}’s {Figures.Micros(cells[0].P99Ns!.Centre)} µs";
    }

    public static string? Cost(RunSummary summary)
    {
        var cells = Ranked(summary, Metric.ServerCpu);
        return cells.Count < 2 || cells[^1].ServerCpuUsPerMessage!.Interval is null
            ? null
            : $"A message costs {cells[0].Cell.Label} {Figures.Number(cells[0].ServerCpuUsPerMessage!.Centre)} µs of server CPU, "
                + $"{cells[^1].Cell.Label} {Figures.Number(cells[^1].ServerCpuUsPerMessage!.Centre)} µs";
    }

    public static string? Repeatability(RunSummary summary)
    {
        var cells = Ranked(summary, Metric.Throughput).Where(static c => c.Valid > 1).OrderBy(WorstDeviation).ToList();
        return cells.Count < 2 || cells[0].Valid < Levels.LeastBlocks
            ? null
            : $"{cells[0].Cell.Label} repeats to within {Figures.Percent(WorstDeviation(cells[0]))} from process to process, {cells[^1].Cell.Label} to within {Figures.Percent(WorstDeviation(cells[^1]))}";
    }

    /// <summary>The models at the headline point, best first.</summary>
    public static List<CellSummary> Ranked(RunSummary summary, Metric metric)
    {
        var cells = summary.CellsAt(summary.Headline).Where(c => !c.Cell.IsAa && metric.Of(c) is not null);
        return [.. metric.HigherIsBetter ? cells.OrderByDescending(c => metric.Of(c)!.Centre) : cells.OrderBy(c => metric.Of(c)!.Centre)];
    }

    /// <summary>The invocation that is farthest from its cell's centre, as a fraction of it.</summary>
    public static double WorstDeviation(CellSummary cell) =>
        cell.Invocations.Max(f => Math.Abs((f.ThroughputPerSecond ?? cell.ThroughputPerSecond!.Centre) / cell.ThroughputPerSecond!.Centre - 1));

    private static List<Comparison> Judged(Family family) => [.. family.Comparisons.Where(static c => c.Judgement != Judgement.TooFewBlocks)];

    private static string? Part(List<Comparison> judged, string word, params Judgement[] judgements)
    {
        var labels = judged.Where(c => judgements.Contains(c.Judgement)).OrderByDescending(static c => c.Ratio.Centre).Select(static c => c.Label).ToList();
        return labels.Count switch
        {
            0 => null,
            > 3 => $"{labels.Count} models {word}",
            _ => $"{Words.List(labels)} {word}",
        };
    }
}
