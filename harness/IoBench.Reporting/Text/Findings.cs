using IoBench.Analysis;

namespace IoBench.Reporting.Text;

/// <summary>What each chart shows, as a title; null where the run is too short to say anything, and the question stands instead.</summary>
internal static class Findings
{
    /// <summary>More names than this make no title.</summary>
    private const int MostNames = 3;

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
        var (at, rate) = (Words.Connections(cells[0].Cell.Connections), Figures.Rate(cells.Max(static c => c.ThroughputPerSecond!.Centre)));
        return leaders.Count == 1 ? $"{leaders[0]} serves the most at {at}, {rate} messages a second"
            : leaders.Count > MostNames ? $"{leaders.Count} of {cells.Count} models share the lead at {at}, up to {rate} messages a second"
            : $"{Words.List(leaders)} serve the most at {at}, up to {rate} messages a second";
    }

    public static string? Tail(RunSummary summary)
    {
        var cells = Tails(summary);
        if (cells.Count < 2 || cells[^1].P99Ns!.Interval is not { } worst)
            return null;
        var longest = cells.Where(c => c.P99Ns!.Interval?.High >= worst.Low).Select(static c => c.Cell.Label).Reverse().ToList();
        var at = cells[0].Cell.Point.IsOpen ? $"equal load ({Figures.Rate(cells[0].AskedPerSecond)} messages a second)" : $"{Words.Connections(cells[0].Cell.Connections)} in a closed loop";
        var micros = Figures.Micros(cells[^1].P99Ns!.Centre);
        var best = $"{cells[0].Cell.Label}’s {Figures.Micros(cells[0].P99Ns!.Centre)} µs";
        return longest.Count == 1 ? $"{longest[0]} has the longest tail at {at}: p99 {micros} µs, {best}"
            : longest.Count > MostNames ? $"{longest.Count} of {cells.Count} models share the longest tail at {at}: p99 up to {micros} µs, {best}"
            : $"{Words.List(longest)} have the longest tails at {at}: p99 up to {micros} µs, {best}";
    }

    public static string? Cost(RunSummary summary)
    {
        var cells = Ranked(summary, Metric.ServerCpu);
        return cells.Count < 2 || cells[^1].ServerCpuUsPerMessage!.Interval is null
            ? null
            : $"A message costs {cells[0].Cell.Label} {Figures.Number(cells[0].ServerCpuUsPerMessage!.Centre)} µs of server CPU, "
                + $"{cells[^1].Cell.Label} {Figures.Number(cells[^1].ServerCpuUsPerMessage!.Centre)} µs"
                + (FloorText.Headline(summary) is { } floor ? $"; the floor is {Figures.Number(floor.CpuUsPerMessage!.Centre)} µs" : "");
    }

    public static string? Repeatability(RunSummary summary)
    {
        var cells = Ranked(summary, Metric.Throughput).Where(static c => c.Valid > 1).OrderBy(WorstDeviation).ToList();
        return cells.Count < 2 || cells[0].Valid < Levels.LeastBlocks
            ? null
            : $"{cells[0].Cell.Label} repeats to within {Figures.Percent(WorstDeviation(cells[0]))} from process to process, {cells[^1].Cell.Label} to within {Figures.Percent(WorstDeviation(cells[^1]))}";
    }

    /// <summary>The models whose percentile curves are drawn, shortest p99 first.</summary>
    public static List<CellSummary> Tails(RunSummary summary) =>
        [.. Charts.LatencyChart.Cells(summary).Where(static c => c.P99Ns is { Centre: > 0 }).OrderBy(static c => c.P99Ns!.Centre)];

    /// <summary>The models at the headline point, best first. By the ratio to the baseline where it stood beside them: rates are as fast as the machine was just then.</summary>
    public static List<CellSummary> Ranked(RunSummary summary, Metric metric)
    {
        var cells = summary.CellsAt(summary.Headline).Where(c => !c.Cell.IsAa && metric.Of(c)?.Centre > 0).ToList();
        var baseline = cells.FirstOrDefault(c => c.Cell.Label == summary.HeadlinePoint?.Baseline);
        return [.. metric.HigherIsBetter ? cells.OrderByDescending(Value) : cells.OrderBy(Value)];

        double Value(CellSummary cell) => baseline is null || !cells.Exists(static c => c.IsPaced) ? metric.Of(cell)!.Centre
            : cell == baseline ? 1
            : summary.HeadlinePoint!.Family(metric)?.Comparisons.FirstOrDefault(c => c.Label == cell.Cell.Label)?.Ratio.Centre ?? metric.Of(cell)!.Centre / metric.Of(baseline)!.Centre;
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
            > MostNames => $"{labels.Count} models {word}",
            _ => $"{Words.List(labels)} {word}",
        };
    }
}
