using IoBench.Analysis;
using IoBench.Analysis.Trends;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The page of a trend, in the form that every report has.</summary>
internal static class TrendPage
{
    public static ReportPage Of(TrendSummary summary, IReadOnlyList<Drawing> drawings) => new()
    {
        Title = $"IoBench trend, {summary.Conditions.Plan}",
        Place = TrendChart.Place(summary),
        When = $"{Words.Plural(summary.Runs.Count, "run")} · {TrendWords.Days(summary)} · {Words.Point(summary.Headline)}",
        Answer = TrendAnswer.Of(summary),
        ModelsHead = "Which series were followed, and what do they say?",
        Models = TrendTables.Series(summary),
        Skipped = [],
        Sections = [.. Sections(summary, drawings)],
        TrustHead = "Can this trend be trusted?",
        Trust = [TrendAnswer.Trust(summary), .. Doubts(summary), .. summary.LeftOut.Select(static l => (FormattableString)$"Left out: {new Name(l.Run)}: {l.Reason}."), .. summary.Runs.SelectMany(static r => r.Notes).Select(static n => (FormattableString)$"{n}.")],
        Blocks = TrendTables.Runs(summary),
        BlocksHead = "Run by run: when and where",
        Environment = [.. Places(summary)],
        EnvironmentHead = "What the runs have in common",
        Method = Method(summary),
        Command = summary.Command ?? "scripts/iobench trend DIR...",
        CommandHead = "How to draw this again",
        RawFiles = [TrendReport.FileName],
    };

    private static IEnumerable<Section> Sections(TrendSummary summary, IReadOnlyList<Drawing> drawings)
    {
        // What changed comes first; the first section is the picture of the page.
        foreach (var metric in Metric.ComparedAt(summary.Headline).OrderByDescending(m => Changes(summary, m).Count > 0))
            if (drawings.FirstOrDefault(d => d.Name == TrendChart.Name(metric)) is { } chart)
                yield return new Section { Id = chart.Name, Question = $"When did {metric.Title} change?", Reading = Reading(summary, metric), Chart = chart, Findings = TrendTables.Changes(summary, Changes(summary, metric)), Data = TrendTables.Points(summary, metric) };
        var elsewhere = TrendWords.Ranked(summary).Where(c => c.Series.Point != summary.Headline).ToList();
        if (summary.Scope == TrendScope.All)
            yield return new Section
            {
                Id = "elsewhere", Question = "What changed at other loads?", Findings = TrendTables.Changes(summary, elsewhere),
                Reading = elsewhere.Count == 0 ? [$"No change was found at any other load."] : [$"{Words.Plural(elsewhere.Count, "change")} at other loads, each held against the same rule."],
            };
        if (drawings.Count == 0)
            yield return new Section { Id = "nothing", Question = "When did what change?", Reading = [$"These runs have nothing in common that can be followed."] };
    }

    private static List<FormattableString> Reading(TrendSummary summary, Metric metric) => Changes(summary, metric) is { Count: > 0 } changes
        ? [.. changes.Select(c => TrendAnswer.Sentence(summary, c.Series, c.Change))]
        : [$"{TrendAnswer.Finding(summary, metric)}."];

    private static List<(TrendSeries Series, ChangePoint Change)> Changes(TrendSummary summary, Metric metric) =>
        [.. TrendWords.Ranked(summary).Where(c => c.Series.Point == summary.Headline && c.Series.Metric == metric.Name)];

    private static IEnumerable<FormattableString> Doubts(TrendSummary summary)
    {
        foreach (var shared in summary.Shared)
            yield return $"Moved together in {TrendWords.Metric(shared.Metric).Title} at {Words.Point(shared.Point)}, from {summary.Runs[shared.After].Name} on: {Prose.Names(shared.Labels)}, {shared.Labels.Count} of {shared.Models} models. All are relative to {new Name(summary.Reference)}, which may have moved the other way.";
        foreach (var series in summary.Series.Where(static s => s.Outliers.Any()))
            yield return $"Far from its level and counted all the same: {new Name(series.Label)}, {TrendWords.Metric(series.Metric).Title} at {Words.Point(series.Point)}, in {Words.List([.. series.Outliers.Select(p => summary.Runs[p.Run].Name)])}.";
        foreach (var series in summary.Series.Where(static s => s.Points.Any(static p => p.ClientBound)))
            yield return $"Client-bound in {series.Points.Count(static p => p.ClientBound)} of {series.Points.Count} runs: {new Name(series.Label)} at {Words.Point(series.Point)}; there the ratio is a bound, and a change of it may be the client’s.";
    }

    private static IEnumerable<(string, string)> Places(TrendSummary summary)
    {
        yield return ("accelerator", summary.Conditions.Accelerator);
        yield return ("plan", $"{summary.Conditions.Plan}, {Figures.Number(summary.Conditions.WarmupSeconds)} s of warm-up, {Figures.Number(summary.Conditions.WindowSeconds)} s of window");
        yield return ("placement", summary.Conditions.Placement);
        yield return ("kernels", string.Join(", ", summary.Runs.Select(static r => KernelVersion.Of(r.Kernel)).DistinctBy(static k => k.Text).Order(KernelVersion.Order)));
        yield return ("CPUs", string.Join("; ", TrendWords.Cpus(summary)));
        yield return (".NET", string.Join(", ", summary.Runs.Select(static r => r.DotNet).Distinct()));
    }

    private static IReadOnlyList<FormattableString> Method(TrendSummary summary) =>
    [
        $"The unit is the run. Its value is the Hodges-Lehmann centre, over blocks, of the log ratio of a model to {new Name(summary.Reference)} in the same block; invocations of one run share a machine and an hour and are no independent witnesses of a change between runs.",
        $"{new Name(summary.Reference)} itself is followed relative to the floor of its blocks where that was measured (CPU per message), and absolutely elsewhere: there the machine is in it.",
        $"ED-PELT (Haynes, Fearnhead and Eckley 2017) proposes changes. Each must pass a gate: the runs of the level before and of the level behind differ with p < {Figures.Tick(summary.Rule.Significance)} (Mann-Whitney, exact, two-sided) and by more than {Figures.Percent(summary.Rule.LeastEffect)}. Who fails worst is dropped first, and its neighbours are weighed anew.",
        $"A level has at least {summary.Rule.LeastSegment} runs, and with fewer than {summary.Rule.LeastRuns} runs no order of them is that rare, so nothing is said of a shorter series.",
        $"Size: the Hodges-Lehmann shift between the two levels with its exact {Figures.Confidence(Levels.Interval)} interval. It takes the place as known; since the place was searched for, sizes are a little too large rather than too small.",
        $"Word: slower, faster, dearer or cheaper when the interval lies wholly beyond the metric’s margin ({Figures.Percent(Metric.Throughput.Margin)}; {Figures.Percent(Metric.P99.Margin)} for p99); by less than it when the {Figures.Confidence(Levels.Equivalence)} interval lies inside; else the size is unresolved.",
        $"False changes: their rate was simulated with this very search (scripts/verify-statistics trend) for independent runs. Runs that resemble their neighbours (a machine that warms up, a neighbour who moves in) make more.",
        $"Smallest step found: what the search finds in four of five series of as many runs and of this spread, in their middle, by simulation; near the ends it takes more.",
        $"No run is dropped as an outlier: those far from their level (double median absolute deviation) are named.",
    ];
}
