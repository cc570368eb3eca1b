using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The page of a comparison of runs, in the form that every report has.</summary>
internal static class ComparisonPage
{
    /// <param name="folder">Where the page will stand: links to the runs start from there.</param>
    public static ReportPage Of(ComparedRuns runs, string folder, IReadOnlyList<Drawing> drawings) => new()
    {
        Title = runs.Axis == ComparisonAxis.None ? "IoBench compare" : $"IoBench compare, {ChangeWords.Axis(runs.Axis)} by {ChangeWords.Axis(runs.Axis)}",
        Place = ChangePlace.Line(runs),
        When = $"{runs.Runs[runs.Base].Label} against {Words.List([.. runs.Candidates().Select(static c => c.Run.Label)])} · {Days(runs)} · {Words.Point(runs.Headline)}",
        Answer = ChangeAnswer.Of(runs),
        ModelsHead = $"All verdicts at {Words.Point(runs.Headline)}, what is worse first",
        Models = ComparisonTables.Verdicts(runs),
        Skipped = [],
        Sections = [.. Sections(runs, drawings)],
        TrustHead = "Can this comparison be trusted?",
        Trust = [.. Trust(runs)],
        Blocks = ComparisonTables.Runs(runs),
        BlocksHead = "Run by run: when and where",
        Environment = [.. Common(runs)],
        EnvironmentHead = "What the runs have in common",
        Method = Method(runs),
        Command = runs.Command ?? "scripts/iobench compare BASE CANDIDATE...",
        CommandHead = "How to draw this again",
        RawFiles = [ComparisonReport.FileName, .. runs.Runs.Select(static r => r.Folder).OfType<string>().SelectMany(f => Raw(folder, f))],
    };

    private static IEnumerable<string> Raw(string folder, string run)
    {
        var way = Path.GetRelativePath(folder, run);
        return [Path.Combine(way, "run.json"), Path.Combine(way, "invocations.jsonl")];
    }

    private static IEnumerable<Section> Sections(ComparedRuns runs, IReadOnlyList<Drawing> drawings)
    {
        // The first section is the picture of the page.
        if (drawings.FirstOrDefault(static d => d.Name == "heat") is { } heat)
            yield return new Section { Id = heat.Name, Question = Which(runs), Reading = [Reading(runs, null)], Chart = heat };
        foreach (var metric in HeatChart.Metrics(runs).DistinctBy(m => ChangeChart.Name(runs, m)))
            if (drawings.FirstOrDefault(d => d.Name == ChangeChart.Name(runs, metric)) is { } chart)
                yield return new Section
                {
                    Id = chart.Name, Question = runs.Comparisons.Count == 1 ? "What really changed?" : $"What really changed in {metric.Title}?",
                    Reading = [Reading(runs, runs.Comparisons.Count == 1 ? null : metric)], Chart = chart,
                };
        if (Elsewhere(runs) is { } elsewhere)
            yield return elsewhere;
        if (drawings.FirstOrDefault(static d => d.Name == "noise") is { } noise)
            yield return new Section { Id = noise.Name, Question = "How much noise was in each run?", Reading = [.. Noise(runs)], Chart = noise, Data = ComparisonTables.Blocks(runs) };
    }

    private static string Which(ComparedRuns runs) => runs.Axis == ComparisonAxis.None ? "Which run moved which model?" : $"Which {ChangeWords.Axis(runs.Axis)} moved which model?";

    private static FormattableString Reading(ComparedRuns runs, Metric? metric)
    {
        var changes = runs.Comparisons.SelectMany(static c => c.Changes()).Where(c => c.Point == runs.Headline && (metric is null || c.Model.Change!.Metric == metric.Name)).Select(static c => c.Model.Change!).ToList();
        var settled = changes.Count(static c => c.Judgement is Judgement.Better or Judgement.Worse or Judgement.Equivalent);
        return $"Of {Words.Plural(changes.Count, "figure")} at this load {settled} {(settled == 1 ? "is" : "are")} settled, as better, worse or equivalent; what is hollow or hatched is neither a difference nor its absence.";
    }

    private static Section? Elsewhere(ComparedRuns runs)
    {
        if (runs.Comparisons.All(static c => c.Points.Count < 2))
            return null;
        var table = ComparisonTables.Elsewhere(runs);
        return new Section
        {
            Id = "elsewhere", Question = "What changed at other loads?", Findings = table,
            Reading = [table.Rows.Count == 0 ? (FormattableString)$"Nothing is shown to be better or worse at any other load." : $"{Words.Plural(table.Rows.Count, "figure")} at other loads, each family of models at one load corrected by itself."],
        };
    }

    private static IEnumerable<FormattableString> Noise(ComparedRuns runs)
    {
        var widest = runs.Runs.Where(static r => r.Noise.Aa?.Interval is not null).MaxBy(static r => r.Noise.Aa!.Interval!.LogHalfWidth());
        if (widest is null)
            yield return $"No run has an A/A interval, so nothing is known of what noise alone does.";
        else
            yield return $"The widest A/A interval is that of {widest.Label}, {Figures.Bounds(widest.Noise.Aa!.Interval)}: no verdict rests on a smaller margin than twice its half-width.";
        var blocks = runs.Runs.SelectMany(static r => r.Noise.Blocks.Where(static b => b.CpuPressureShareMax is not null).Select(b => (r.Label, Block: b)))
            .OrderByDescending(static b => b.Block.CpuPressureShareMax).ToList();
        if (blocks is [var worst, ..])
            yield return $"Tasks waited longest for a CPU in block {worst.Block.Block} of {worst.Label}, {Figures.Percent(worst.Block.CpuPressureShareMax)} of the time in its worst invocation; stolen time reached {Figures.Percent(blocks.Max(static b => b.Block.StealShareMax))}.";
    }

    private static IEnumerable<FormattableString> Trust(ComparedRuns runs)
    {
        yield return ChangeAnswer.Trust(runs);
        foreach (var (run, comparison) in runs.Candidates())
        {
            foreach (var difference in comparison.Likeness.Axes)
                yield return $"Varied, {run.Label}: {difference.ToString()}.";
            foreach (var warning in comparison.Likeness.Warnings)
                yield return $"Warning, {run.Label}: {warning.ToString()}.";
            if (!comparison.Likeness.SameMachine)
                yield return $"Warning, {run.Label}: another machine. Only ratios within a block are held against each other, and a model may lose to another there that it beats here.";
        }
        foreach (var run in runs.Runs.Where(static r => !r.IsWhole))
            yield return $"Beware, {ChangeWords.Missing(run)}.";
        foreach (var note in runs.Runs.SelectMany(static r => r.Notes))
            yield return $"{note}.";
        var odd = runs.Candidates().SelectMany(c => c.Comparison.Changes().Where(static f => f.Model.Outliers > 0 || f.Model.Multimodal).Select(f => (c.Run, f.Point, f.Model))).ToList();
        foreach (var group in odd.GroupBy(static o => (o.Run.Label, o.Model.Label)))
            yield return $"Odd blocks, none left out, {group.Key.Item1}: {new Name(group.Key.Item2)}, {string.Join("; ", group.Select(static o => $"{ChangeWords.Title(o.Model.Change!.Metric)} at {Words.Point(o.Point)} ({ChangeWords.Oddities(o.Model.Outliers, o.Model.Multimodal)})"))}.";
    }

    private static IEnumerable<(string, string)> Common(ComparedRuns runs)
    {
        foreach (var (key, of) in new (string, Func<ComparedRun, string>)[]
        {
            ("accelerator", static r => r.Accelerator), ("kernel", static r => $"{r.Kernel} {r.KernelBuild}"), ("machine", static r => r.Machine), ("placement", static r => r.Placement),
            ("plan", static r => r.Plan), (".NET", static r => r.DotNet), ("IoBench", static r => r.IoBench), ("commit", static r => r.Commit ?? "outside a checkout"),
        })
            if (runs.Runs.Select(of).Distinct().ToList() is [var value])
                yield return (key, value);
    }

    private static string Days(ComparedRuns runs) => TrendWords.Span(TrendWords.Day(runs.Runs.Min(static r => r.StartedAt)), TrendWords.Day(runs.Runs.Max(static r => r.StartedAt)));

    private static IReadOnlyList<FormattableString> Method(ComparedRuns runs) =>
    [
        $"The unit is the invocation: one fresh server process under one fresh load process. What each run did in full stands in its own report.",
        $"The runs were made at different times, and a machine drifts meanwhile. So each figure is first divided by that of {new Name(runs.Reference)} in the same block, and then the blocks of two runs are held against each other as two samples.",
        $"{new Name(runs.Reference)} itself has no such divisor. It is judged by its CPU per message over the floor of the same block, where that was measured; the rest of it is shown as measured and not judged. Between two machines nothing absolute is held against anything.",
        $"Ratio: the Hodges-Lehmann shift of the logarithms, with the exact Mann-Whitney interval of {Figures.Confidence(Levels.Interval)}; {Levels.LeastBlocks} blocks at least in either run.",
        $"Verdict: equivalent when the {Figures.Confidence(Levels.Equivalence)} interval lies inside the metric’s own margin; better or worse when the interval that Holm’s correction asks for, over all models at one load on one metric, lies wholly beyond the margin; else the size is unresolved, or the comparison inconclusive.",
        $"Margin: {Figures.Percent(Metric.Throughput.Margin)} for throughput, p50 and CPU, {Figures.Percent(Metric.P99.Margin)} for p99; or twice the half-width of the A/A interval of either run where that is larger.",
        $"Runs made under different accelerators (bare metal, KVM, emulation) or architectures are refused.",
        $"No outlier is dropped: blocks far from the others (double median absolute deviation) and samples with several modes are named.",
    ];
}
