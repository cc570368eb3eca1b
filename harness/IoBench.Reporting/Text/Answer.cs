using IoBench.Analysis;

namespace IoBench.Reporting.Text;

/// <summary>The three sentences at the top: who serves how much, what it costs, and how far to trust it. A reader who stops here has the truth.</summary>
internal static class Answer
{
    public static IReadOnlyList<FormattableString> Of(RunSummary summary) =>
        summary.HeadlinePoint is null
            ? [$"This run has no valid invocation, so there is nothing to tell.", $"Its plan asks for {Words.Plural(summary.Completeness.Planned, "invocation")}; {Figures.Count(summary.Completeness.Finished)} finished, and {Figures.Count(summary.Completeness.Invalid)} of them failed a check."]
            : [Speed(summary), Cost(summary), Trust.Sentence(summary)];

    private static FormattableString Speed(RunSummary summary)
    {
        var point = summary.HeadlinePoint!;
        var at = Words.Connections(point.Point.Connections);
        if (point.Baseline is null)
            return $"At {at} the baseline {new Name(summary.Manifest.Plan.Baseline)} has no valid invocation, so nothing can be compared; {Prose.Names(Findings.Ranked(summary, Metric.Throughput).Take(1).Select(static c => c.Cell.Label))} served most.";
        if (point.Family(Metric.Throughput) is not { Comparisons.Count: > 0 } family)
            return Findings.Ranked(summary, Metric.Throughput) is [var first, ..]
                ? (FormattableString)$"At {at} {new Name(first.Cell.Label)} served {Figures.Rate(first.ThroughputPerSecond!.Centre)} messages a second; there is nothing to compare it with."
                : $"At {at} no throughput was measured.";
        var baseline = new Name(point.Baseline!);
        if (family.Comparisons.All(static c => c.Judgement == Judgement.TooFewBlocks))
            return $"At {at} {baseline} served {Rate(summary, point.Baseline!)} messages a second; with fewer than {Levels.LeastBlocks} valid blocks no difference between models can be told from chance, so there is no verdict.";

        List<FormattableString> clauses = [];
        if (Pick(family, Judgement.Better) is { Count: > 0 } better)
            clauses.Add($"{Prose.Names(better.Select(static c => c.Label))} {Serve(better)} more than {baseline} ({Widest(better)})");
        if (Pick(family, Judgement.Equivalent) is { Count: > 0 } equal)
            clauses.Add($"{Prose.Names(equal.Select(static c => c.Label))} {Serve(equal)} as much as {baseline} within {Figures.Percent(equal[0].OwnMargin)} ({Widest(equal)})");
        if (Pick(family, Judgement.Worse) is { Count: > 0 } worse)
            clauses.Add(worse.Count == 1
                ? (FormattableString)$"{new Name(worse[0].Label)} serves less ({Widest(worse)})"
                : $"{Prose.Names(worse.Select(static c => c.Label))} serve less, {new Name(worse[^1].Label)} least ({Widest([worse[^1]])})");
        if (Pick(family, Judgement.Differs, Judgement.Inconclusive) is { Count: > 0 } open)
            clauses.Add($"for {Prose.Names(open.Select(static c => c.Label))} this run cannot tell how much they differ");
        return $"At {at} {baseline} serves {Rate(summary, point.Baseline!)} messages a second: {Join(clauses)}.";
    }

    private static FormattableString Cost(RunSummary summary)
    {
        var cells = Findings.Ranked(summary, Metric.ServerCpu);
        if (cells.Count == 0)
            return $"What a message costs was not measured: no server gave its counters.";
        var (cheap, dear) = (cells[0], cells[^1]);
        FormattableString first = $"A message costs {new Name(cheap.Cell.Label)} {Figures.Number(cheap.ServerCpuUsPerMessage!.Centre)} µs of server CPU and {Calls(cheap)}";
        if (cells.Count == 1)
            return $"{first}.";
        return dear.ServerCpuUsPerMessage!.Centre < cheap.ServerCpuUsPerMessage.Centre * (1 + Metric.ServerCpu.Margin)
            ? (FormattableString)$"{first}; no model needs {Figures.Percent(Metric.ServerCpu.Margin)} more CPU than that."
            : $"{first}; {new Name(dear.Cell.Label)} needs {Figures.Number(dear.ServerCpuUsPerMessage!.Centre / cheap.ServerCpuUsPerMessage.Centre, 2)} times that CPU and {Calls(dear)}.";
    }

    private static string Calls(CellSummary cell) => cell.SyscallsUnseen
        ? "system calls that are not counted"
        : $"{(cell.MoreSyscallsUnseen ? "more than " : "")}{Figures.Number(cell.SyscallsPerMessage?.Centre)} system calls";

    private static List<Comparison> Pick(Family family, params Judgement[] judgements) =>
        [.. family.Comparisons.Where(c => judgements.Contains(c.Judgement)).OrderByDescending(static c => c.Ratio.Centre)];

    private static string Serve(List<Comparison> models) => models.Count == 1 ? "serves" : "serve";

    private static FormattableString Widest(List<Comparison> models)
    {
        var one = models.MaxBy(static c => Math.Abs(Math.Log(c.Ratio.Centre)))!;
        return one.Ratio.Interval is { } interval
            ? (FormattableString)$"{(models.Count > 1 ? "farthest " : "")}{Figures.Ratio(one.Ratio.Centre)}×, {Figures.Confidence(interval.Level)} interval {Figures.Ratio(interval.Low)} to {Figures.Ratio(interval.High)}"
            : $"{Figures.Ratio(one.Ratio.Centre)}×";
    }

    private static FormattableString Join(List<FormattableString> clauses) => clauses.Count switch
    {
        0 => $"no model can be compared with it",
        1 => clauses[0],
        _ => clauses.Skip(1).Aggregate(clauses[0], static (all, next) => $"{all}; {next}"),
    };

    private static string Rate(RunSummary summary, string label) =>
        Figures.Rate(summary.CellsAt(summary.Headline).First(c => c.Cell.Label == label).ThroughputPerSecond?.Centre);
}
