using IoBench.Analysis;
using IoBench.Analysis.Sides;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The page of a run of two servers, in the form that every report has.</summary>
internal static class SidesPage
{
    /// <param name="page">What it has in common with every run's.</param>
    /// <param name="summary">The run.</param>
    /// <param name="drawings">Its charts.</param>
    public static ReportPage Of(ReportPage page, RunSummary summary, IReadOnlyList<Drawing> drawings)
    {
        var figures = SideComparison.Of(summary).Figures;
        return page with
        {
            Title = $"IoBench ab, {SideWords.Both(summary.Manifest)}",
            Answer = [.. Answer(summary, figures)],
            ModelsHead = summary.Headline is { } headline ? $"B over A at {Words.Point(headline)}" : "B over A",
            Models = Models(summary, figures),
            Sections = [.. Sections(summary, figures, drawings)],
            Method =
            [
                $"{SideWords.Both(summary.Manifest)}. The load generator is the same program for both. Each block runs A and B of every model one after the other, either first, by the seed.",
                $"The signed-rank interval of B over A is exact by this shuffling alone where the two are the same. All models on one metric at one load are a family, in which Holm’s correction holds the chance of a false alarm at {Figures.Percent(Levels.Family)}.",
                .. page.Method,
            ],
        };
    }

    private static IEnumerable<FormattableString> Answer(RunSummary summary, IReadOnlyList<SideFigure> figures)
    {
        if (figures.Count == 0)
        {
            yield return $"Nothing can be compared: no model has a block in which both sides are valid.";
            yield break;
        }

        yield return $"A and B ran side by side in {Words.Plural(summary.Manifest.Plan.Blocks, "block")}. {SideWords.Both(summary.Manifest)}.";
        yield return $"Under B slower or dearer: {Names(figures, SideWords.IsWorse)}; faster or cheaper: {Names(figures, SideWords.IsBetter)}.";
        var judged = figures.Select(static f => f.Change).ToList();
        yield return $"{ComparisonText.Tally(judged, figures.Select(static f => f.Point).Distinct().Count())}{(ComparisonText.CanTell(judged) is { } trust ? $"; {trust}" : "")}.";
    }

    private static IReadOnlyList<Name> Names(IReadOnlyList<SideFigure> figures, Func<Comparison, bool> belongs) =>
        Prose.Names(figures.Where(f => belongs(f.Change)).Select(static f => f.Model).Distinct() is var models && models.Any() ? models : ["none"]);

    private static Table Models(RunSummary summary, IReadOnlyList<SideFigure> figures)
    {
        var metrics = SideWords.Order(summary).ToList();
        return new(
            [new("model", false), new("CPU µs, A"), new("CPU µs, B"), .. metrics.SelectMany(static m => (Column[])[new(ComparisonText.Head(m) + ", B ÷ A"), new("verdict", false)])],
            [.. figures.Where(f => f.Point == summary.Headline).GroupBy(static f => f.Model).Select(model => new Row(
            [
                new(model.Key) { Model = model.Key },
                .. model.Where(static f => f.Metric == Metric.ServerCpu.Name).SelectMany(static f => (TableCell[])[Number(f.A.Centre), Number(f.B.Centre)]),
                .. metrics.SelectMany(m => Verdict(model.FirstOrDefault(f => f.Metric == m.Name))),
            ]))]);
    }

    private static IEnumerable<Section> Sections(RunSummary summary, IReadOnlyList<SideFigure> figures, IReadOnlyList<Drawing> drawings)
    {
        foreach (var metric in SideWords.Order(summary))
            if (drawings.FirstOrDefault(d => d.Name == SideWords.Chart(metric)) is { } chart)
                yield return new Section
                {
                    Id = chart.Name, Question = $"What does B do to {metric.Title}?", Chart = chart,
                    Reading = Reading([.. figures.Where(f => f.Metric == metric.Name)]), Data = Data([.. figures.Where(f => f.Metric == metric.Name)]),
                };
        if (drawings.Count == 0)
            yield return new Section { Id = "nothing", Question = "What does B do?", Reading = [$"This run has no data for it."] };
    }

    private static IReadOnlyList<FormattableString> Reading(IReadOnlyList<SideFigure> figures) =>
        figures.Where(static f => SideWords.IsWorse(f.Change) || SideWords.IsBetter(f.Change)).ToList() is { Count: > 0 } found
            ? [.. found.Select(static f => (FormattableString)$"{SideWords.Finding(f)}.")]
            : [$"No difference is shown beyond chance."];

    private static Table Data(IReadOnlyList<SideFigure> figures) => new(
        [new("load", false), new("model", false), new("A"), new("B"), new("B ÷ A"), new("95 % interval"), new("Holm’s interval"), new("p, Holm"), new("blocks"), new("verdict", false)],
        [.. figures.Select(static f => new Row(
        [
            new(Words.Point(f.Point)), new(f.Model) { Model = f.Model }, Number(Shown(f, f.A.Centre)), Number(Shown(f, f.B.Centre)), new(Figures.Ratio(f.Change.Ratio.Centre), f.Change.Ratio.Centre),
            new(Figures.Bounds(f.Change.Ratio.Interval)), new(Figures.Bounds(f.Change.Adjusted)), Number(f.Change.AdjustedPValue), new(Figures.Count(f.Change.PairedBlocks), f.Change.PairedBlocks),
            new(SideWords.Word(f.Change)),
        ]))]);

    /// <summary>Latencies in microseconds, as everywhere on a page.</summary>
    private static double Shown(SideFigure figure, double centre) => figure.Metric == Metric.P50.Name || figure.Metric == Metric.P99.Name ? centre / 1e3 : centre;

    private static TableCell[] Verdict(SideFigure? figure) => figure is null
        ? [new(Figures.None), new("")]
        : [new(Figures.Ratio(figure.Change.Ratio.Centre), figure.Change.Ratio.Centre), new(SideWords.Word(figure.Change))];

    private static TableCell Number(double? value) => new(Figures.Number(value), value);
}
