using IoBench.Analysis;
using IoBench.Analysis.Trends;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The figures behind a trend.</summary>
internal static class TrendTables
{
    private static readonly Column Load = new("load", false);

    public static Table Series(TrendSummary summary) => WithoutLoad(summary, new(
        [new("model", false), Load, new("metric", false), new("relative to", false), new("runs"), new("first level"), new("last level"), new("spread of runs"), new("smallest step found"), new("verdict", false)],
        [.. summary.Series.Select(s => new Row(
        [
            new(s.Label) { Model = s.Model }, new(Words.Point(s.Point)), new(TrendWords.Metric(s.Metric).Title), new(TrendWords.Basis(s, summary.Reference)), new(Figures.Count(s.Points.Count), s.Points.Count),
            Level(s, s.Levels[0]), Level(s, s.Levels[^1]), new(Figures.Percent(s.Spread), s.Spread), new(Figures.Percent(s.SmallestStep), s.SmallestStep), new(Verdict(summary, s)),
        ]) { Muted = s.IsControl })]));

    public static Table Changes(TrendSummary summary, IReadOnlyList<(TrendSeries Series, ChangePoint Change)> changes) => WithoutLoad(summary, new(
        [new("model", false), Load, new("metric", false), new("change"), new("95 % interval"), new("p"), new("last run before", false), new("first run behind", false), new("runs before"), new("runs behind"), new("verdict", false), new("also different", false)],
        [.. changes.Select(c => new Row(
        [
            new(c.Series.Label) { Model = c.Series.Model }, new(Words.Point(c.Series.Point)), new(TrendWords.Metric(c.Series.Metric).Title), new(TrendWords.Signed(c.Change.Ratio.Centre), c.Change.Ratio.Centre),
            new(TrendWords.Bounds(c.Change.Ratio.Interval)), new(TrendWords.PValue(c.Change.PValue), c.Change.PValue), new(Run(c.Change.Before)), new(Run(c.Change.After)),
            new(Figures.Count(c.Change.RunsBefore), c.Change.RunsBefore), new(Figures.Count(c.Change.RunsAfter), c.Change.RunsAfter), new(TrendWords.Verdict(c.Change, c.Series.Metric)), new(TrendWords.Differences(c.Change, summary.By)),
        ]))]));

    public static Table Points(TrendSummary summary, Metric metric) => new(
        [new("run", false), new("model", false), new("value"), new("95 % interval"), new("blocks"), new("note", false)],
        [.. summary.Series.Where(s => s.Point == summary.Headline && s.Metric == metric.Name).SelectMany(s => s.Points.Select(p => new Row(
        [
            new(summary.Runs[p.Run].Name, p.Run), new(s.Label) { Model = s.Model }, new(Value(s, p.Value.Centre), p.Value.Centre),
            new(p.Value.Interval is { } i ? $"[{Value(s, i.Low)}, {Value(s, i.High)}]" : Figures.None), new(Figures.Count(p.Value.N), p.Value.N),
            new(string.Join(", ", new[] { p.Outlier ? "far from its level" : "", p.ClientBound ? "client-bound" : "" }.Where(static n => n.Length > 0))),
        ]) { Muted = p.ClientBound }))]);

    public static Table Runs(TrendSummary summary) => new(
        [new("run", false), new("started (UTC)", false), new("kernel", false), new("commit", false), new(".NET", false), new("CPU", false), new("valid"), new("invalid")],
        [.. summary.Runs.Select((r, i) => new Row(
        [
            new(r.Name, i), new(r.StartedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)), new(r.Kernel), new(TrendRun.Brief(r.Commit) ?? Figures.None),
            new(r.DotNet), new(r.CpuModel ?? r.Architecture), new(Figures.Count(r.Valid), r.Valid), new(Figures.Count(r.Invalid), r.Invalid),
        ]))]);

    /// <summary>Where only one load was searched, the head of the page says it once.</summary>
    private static Table WithoutLoad(TrendSummary summary, Table table)
    {
        if (summary.Scope == TrendScope.All)
            return table;
        var at = table.Columns.ToList().IndexOf(Load);
        return new([.. table.Columns.Where((_, i) => i != at)], [.. table.Rows.Select(r => r with { Cells = [.. r.Cells.Where((_, i) => i != at)] })]);
    }

    private static TableCell Level(TrendSeries series, TrendLevel level) => new(Value(series, level.Value.Centre), level.Value.Centre);

    /// <summary>A ratio, or a figure in the unit of its metric.</summary>
    private static string Value(TrendSeries series, double value) => series.Basis != Basis.Absolute ? Figures.Ratio(value)
        : series.Metric == Metric.Throughput.Name ? $"{Figures.Rate(value)}/s"
        : series.Metric == Metric.ServerCpu.Name ? $"{Figures.Number(value)} µs"
        : $"{Figures.Micros(value)} µs";

    private static string Verdict(TrendSummary summary, TrendSeries series) => series.Verdict switch
    {
        TrendVerdict.TooFewRuns => $"too few runs to tell, {summary.Rule.LeastRuns - series.Points.Count} more are needed",
        TrendVerdict.NoChange => series.IsControl ? "no change, as it should be" : "no change found",
        _ => series.IsControl ? "changed against itself, which is false" : string.Join("; ", series.Changes.Select(c => $"{TrendWords.Signed(c.Ratio.Centre)} {TrendWords.Where(c, summary.By)}")),
    };

    private static string Run(RunMark run) => $"{run.Name} ({run.Kernel}{(TrendRun.Brief(run.Commit) is { } commit ? $", {commit}" : "")})";
}
