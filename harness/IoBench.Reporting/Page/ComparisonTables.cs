using System.Globalization;
using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Analysis.Trends;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting.Page;

/// <summary>The figures behind a comparison of runs.</summary>
internal static class ComparisonTables
{
    /// <summary>Every judged figure of the headline's load; what is worse first, then better, then what is open.</summary>
    public static Table Verdicts(ComparedRuns runs) => Changes(runs, c => c.Point == runs.Headline, withLoad: false);

    /// <summary>What is better or worse at other loads; the JSON has all.</summary>
    public static Table Elsewhere(ComparedRuns runs) =>
        Changes(runs, c => c.Point != runs.Headline && c.Model.Change!.Judgement is Judgement.Better or Judgement.Worse, withLoad: true);

    public static Table Runs(ComparedRuns runs) => new(
        [new("run", false), new("", false), new("started (UTC)", false), new("kernel", false), new("commit", false), new(".NET", false), new("machine", false), new("blocks"), new("valid"), new("invalid")],
        [.. runs.Runs.Select((r, i) => new Row(
        [
            new(r.Name, i), new(i == runs.Base ? "base" : ""), new(r.StartedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), new(r.Kernel), new(TrendRun.Brief(r.Commit) ?? Figures.None),
            new(r.DotNet), new(r.Machine), new(Figures.Count(r.Blocks), r.Blocks), new(Figures.Count(r.Valid), r.Valid), new(Figures.Count(r.Invalid), r.Invalid),
        ]))]);

    public static Table Blocks(ComparedRuns runs) => new(
        [new("run", false), new("block"), new("A/A"), new("CPU pressure"), new("pressure, worst"), new("stolen"), new("stolen, worst")],
        [.. runs.Runs.SelectMany((r, i) => r.Noise.Blocks.Select(b => new Row(
        [
            new(r.Label, i), new(Figures.Count(b.Block), b.Block), new(Figures.Ratio(b.AaRatio), b.AaRatio), new(Figures.Percent(b.CpuPressureShare), b.CpuPressureShare),
            new(Figures.Percent(b.CpuPressureShareMax), b.CpuPressureShareMax), new(Figures.Percent(b.StealShare), b.StealShare), new(Figures.Percent(b.StealShareMax), b.StealShareMax),
        ])))]);

    private static Table Changes(ComparedRuns runs, Func<(LoadPoint Point, ModelChange Model), bool> where, bool withLoad)
    {
        var rows = runs.Candidates().SelectMany(c => c.Comparison.Changes().Where(where).Select(f => (c.Run, f.Point, f.Model, Change: f.Model.Change!)))
            .OrderBy(static r => Rank(r.Change.Judgement)).ThenByDescending(static r => Math.Abs(Math.Log(r.Change.Ratio.Centre)));
        Column[] columns =
        [
            new("verdict", false), new("model", false), .. withLoad ? [new Column("load", false)] : (Column[])[], new("candidate", false), new("metric", false), new("ratio"), new("95 % interval"), new("by Holm"), new("p, adjusted"),
            new("smallest found"), new("base"), new("candidate’s"), new("relative to", false), new("note", false),
        ];
        return new(columns, [.. rows.Select(r => new Row(
        [
            new(Words.Of(r.Change), Rank(r.Change.Judgement)), new(r.Model.Label) { Model = r.Model.Label }, .. withLoad ? [new TableCell(Words.Point(r.Point))] : (TableCell[])[], new(r.Run.Label), new(ChangeWords.Title(r.Change.Metric)),
            new(Figures.Ratio(r.Change.Ratio.Centre), r.Change.Ratio.Centre), new(Figures.Bounds(r.Change.Ratio.Interval)), new(Figures.Bounds(r.Change.Adjusted)), new(r.Change.AdjustedPValue is { } p ? TrendWords.PValue(p) : Figures.None, r.Change.AdjustedPValue),
            new(Figures.Percent(r.Change.SmallestDetectable), r.Change.SmallestDetectable), Value(r.Change.Metric, r.Model.Base), Value(r.Change.Metric, r.Model.Candidate),
            new(r.Model.Basis == ChangeBasis.Floor ? "the floor" : runs.Reference),
            new(string.Join(", ", new[] { ChangeWords.Bound(r.Change), ChangeWords.Oddities(r.Model.Outliers, r.Model.Multimodal) }.Where(static n => n.Length > 0))),
        ]) { Muted = r.Change.ClientBound || r.Change.BaselineClientBound })]);
    }

    private static int Rank(Judgement judgement) => judgement switch
    {
        Judgement.Worse => 0,
        Judgement.Better => 1,
        Judgement.Differs => 2,
        Judgement.Inconclusive => 3,
        Judgement.Equivalent => 4,
        _ => 5,
    };

    /// <summary>The figure itself, in the unit of its metric.</summary>
    private static TableCell Value(string metric, Estimate value) => new(
        metric == Metric.Throughput.Name ? $"{Figures.Rate(value.Centre)}/s" : metric == Metric.ServerCpu.Name ? $"{Figures.Number(value.Centre)} µs" : $"{Figures.Micros(value.Centre)} µs", value.Centre);
}
