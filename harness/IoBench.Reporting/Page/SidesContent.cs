using IoBench.Analysis;
using IoBench.Analysis.Sides;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>What the page of a run of two servers says instead of comparing models.</summary>
internal sealed class SidesContent(RunSummary summary, IReadOnlyList<Drawing> drawings)
{
    private readonly IReadOnlyList<SideFigure> _figures = SideComparison.Of(summary).Figures;

    public string Title { get; } = $"IoBench ab, {SideWords.Both(summary.Manifest)}";

    public IReadOnlyList<FormattableString> Answer => _figures.Count == 0
        ? [$"Nothing can be compared: no model has a block in which both sides are valid."]
        :
        [
            $"A and B ran side by side in {Words.Plural(summary.Manifest.Plan.Blocks, "block")}. {SideWords.Both(summary.Manifest)}.",
            $"Under B slower or dearer: {Names(SideWords.IsWorse)}; faster or cheaper: {Names(SideWords.IsBetter)}.",
            $"Verdicts: {ChangeWords.Counts(Judged, _figures.Select(static f => f.Point).Distinct().Count())}{(ChangeWords.CanTell(Judged) is { } trust ? $"; {trust}" : "")}.",
        ];

    public Table Models => new(
        [new("model", false), new("CPU µs, A"), new("CPU µs, B"), .. Metrics.Select(static m => new Column(ComparisonText.Head(m))), new("verdict", false)],
        [.. _figures.Where(f => f.Point == summary.Headline).GroupBy(static f => f.Model).Select(model => new Row(
        [
            new(model.Key) { Model = model.Key },
            .. model.Where(static f => f.Metric == Metric.ServerCpu.Name).SelectMany(static f => (TableCell[])[Number(f.A.Centre), Number(f.B.Centre)]),
            .. Metrics.Select(m => Ratio(model.FirstOrDefault(f => f.Metric == m.Name))), new(Verdict([.. model])),
        ]))]);

    public IReadOnlyList<Section> Sections => drawings.Count == 0
        ? [new Section { Id = "nothing", Question = "What does B do?", Reading = [$"This run has no data for it."] }]
        : [.. Metrics.Where(metric => drawings.Any(d => d.Name == SideWords.Chart(metric))).Select(Section)];

    public IReadOnlyList<FormattableString> Method { get; } =
    [
        $"{SideWords.Both(summary.Manifest)}. The load generator is the same program for both. {SideWords.Interleaving(summary)}",
        $"The signed-rank interval of B over A is exact by this shuffling alone where the two are the same. All models on one metric at one load are a family, in which Holm’s correction holds the chance of a false alarm at {Figures.Percent(Levels.Family)}.",
    ];

    private IEnumerable<Metric> Metrics => SideWords.Order(summary);

    private List<Comparison> Judged => [.. _figures.Select(static f => f.Change)];

    private IReadOnlyList<Name> Names(Func<Comparison, bool> belongs) =>
        Prose.Names(_figures.Where(f => belongs(f.Change)).Select(static f => f.Model).Distinct().DefaultIfEmpty("none"));

    private Section Section(Metric metric)
    {
        var figures = _figures.Where(f => f.Metric == metric.Name).ToList();
        return new Section
        {
            Id = SideWords.Chart(metric), Question = $"What does B do to {metric.Title}?", Chart = drawings.First(d => d.Name == SideWords.Chart(metric)),
            Reading = Reading(figures), Data = Data(figures),
        };
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

    private static TableCell Ratio(SideFigure? figure) => new(Figures.Ratio(figure?.Change.Ratio.Centre), figure?.Change.Ratio.Centre);

    private static string Verdict(IReadOnlyList<SideFigure> model)
    {
        var found = model.Where(static f => SideWords.IsWorse(f.Change) || SideWords.IsBetter(f.Change)).ToList();
        return found.Count == 0
            ? model.All(static f => f.Change.Judgement == Judgement.Equivalent) ? "equivalent" : "no difference shown"
            : string.Join("; ", found.Select(static f => $"{SideWords.Of(f.Metric).Title} {SideWords.Word(f.Change)}"));
    }

    private static TableCell Number(double? value) => new(Figures.Number(value), value);
}
