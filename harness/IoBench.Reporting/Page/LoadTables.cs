using IoBench.Analysis;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The figures behind load curves and the comparison of engines.</summary>
internal static class LoadTables
{
    public static Table Curves(RunSummary summary) => new(
        [
            new("model", false), new("load", false), new("due/s"), new("of capacity"), new("answered/s"), new("answered ÷ due"), new("p50 µs"), new("p99 µs"),
            new("low"), new("high"), new("which are", false), new("n"), new("note", false),
        ],
        [.. summary.LoadCurves.SelectMany(static c => c.Loads.Select(l => Row(c, l)))]);

    public static Table Engines(RunSummary summary) => new(
        [
            new("model", false), new("load", false), new("metric", false), new("other ÷ epoll"), new("95 % interval"), new("to baseline, epoll"), new("95 % interval"),
            new("to baseline, other"), new("95 % interval"), new("agree", false),
        ],
        [.. summary.Engines.SelectMany(static e => e.Models.Select(m => new Row(
        [
            new(m.Label) { Model = m.Model }, new(Words.Point(e.Point)), new(Metric.Compared.First(x => x.Name == e.Metric).Title),
            Ratio(m.OtherOverOne), new(Figures.Bounds(m.OtherOverOne?.Interval)), Ratio(m.ToBaseline), new(Figures.Bounds(m.ToBaseline?.Interval)),
            Ratio(m.ToBaselineOther), new(Figures.Bounds(m.ToBaselineOther?.Interval)),
            new(m.ToBaseline is null ? "baseline" : m.IntervalsMeet switch { true => "within intervals", false => "no", null => "too few blocks" }),
        ])))]);

    private static Row Row(LoadCurve curve, OfferedLoad load) => new(
    [
        new(curve.Label) { Model = curve.Model }, new(Words.Point(load.Point)), Rate(load.AskedPerSecond), new(Figures.Percent(load.Share), load.Share),
        Rate(load.AchievedPerSecond?.Centre), new(Figures.Percent(load.AchievedPerSecond?.Centre / load.AskedPerSecond), load.AchievedPerSecond?.Centre / load.AskedPerSecond),
        Micros(load.P50Ns?.Centre), Micros(load.P99Ns?.Centre), Micros(load.P99Ns?.Low), Micros(load.P99Ns?.High),
        new(load.P99Ns is { } spread ? Words.Kind(spread) : Figures.None), new(Figures.Count(load.Valid), load.Valid),
        new(string.Join("; ", new[] { load.Overloaded ? "overloaded" : "", load.Doubt ?? "" }.Where(static s => s.Length > 0))),
    ]) { Muted = load.Doubt is not null };

    private static TableCell Ratio(Estimate? estimate) => new(Figures.Ratio(estimate?.Centre), estimate?.Centre);

    private static TableCell Rate(double? perSecond) => new(Figures.Rate(perSecond), perSecond);

    private static TableCell Micros(double? ns) => new(Figures.Micros(ns), ns);
}
