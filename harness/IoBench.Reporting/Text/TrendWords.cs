using System.Globalization;
using IoBench.Analysis;
using IoBench.Analysis.Trends;

namespace IoBench.Reporting.Text;

/// <summary>What a trend says of one change, in the same words wherever it stands.</summary>
internal static class TrendWords
{
    private static readonly string[] Recorded = ["kernel", "commit", ".NET", "CPU"];

    public static Metric Metric(string name) => Analysis.Metric.Compared.First(m => m.Name == name);

    /// <summary>+5.2 %, from a ratio.</summary>
    public static string Signed(double ratio) => Math.Abs(ratio - 1) < 5e-5 ? Figures.Percent(0) : (ratio < 1 ? "−" : "+") + Figures.Percent(Math.Abs(ratio - 1));

    public static string Bounds(Interval? interval) => interval is null ? Figures.None : $"[{Signed(interval.Low)}, {Signed(interval.High)}]";

    /// <summary>Which way, and against the margin: slower; dearer, size unresolved; faster, by less than 5 %.</summary>
    public static string Verdict(ChangePoint change, string metric)
    {
        var way = Words.Of(change.ForBetter ? Judgement.Better : Judgement.Worse, metric);
        return change.Judgement switch
        {
            Judgement.Better or Judgement.Worse => way,
            Judgement.Equivalent => $"{way}, by less than {Figures.Percent(change.Margin)}",
            _ => $"{way}, size unresolved",
        };
    }

    /// <summary>between 6.12.41 and 6.12.43</summary>
    public static string Where(ChangePoint change, TrendAxis by) => by switch
    {
        TrendAxis.Kernel when change.Before.Kernel != change.After.Kernel => $"between {change.Before.Kernel} and {change.After.Kernel}",
        TrendAxis.Kernel => $"within {change.Before.Kernel}, between {change.Before.Name} and {change.After.Name}",
        TrendAxis.Commit when change.Before.Commit != change.After.Commit => $"between {Commit(change.Before)} and {Commit(change.After)}",
        TrendAxis.Commit => $"within {Commit(change.Before)}, between {change.Before.Name} and {change.After.Name}",
        _ => $"between {change.Before.Name} and {change.After.Name}",
    };

    /// <summary>What else was another one behind the change; what the order itself says is not said again.</summary>
    public static string Differences(ChangePoint change, TrendAxis by)
    {
        var axis = by switch { TrendAxis.Kernel => "kernel", TrendAxis.Commit => "commit", _ => "" };
        var others = change.Differences.Where(d => axis.Length == 0 || !d.StartsWith(axis + " ", StringComparison.Ordinal)).ToList();
        return others.Count > 0
            ? string.Join(", ", others)
            : $"{Words.List([.. Recorded.Where(what => what != axis)])} are the same in both";
    }

    /// <summary>Of any size: 0.00032; &lt; 0.00001.</summary>
    public static string PValue(double p) => p < 1e-5 ? "< " + Figures.Tick(1e-5) : Figures.Number(p, 2);

    /// <summary>What a series is relative to.</summary>
    public static string Basis(TrendSeries series, string reference) => series.Basis switch
    {
        Analysis.Trends.Basis.Reference => $"ratio to {reference}",
        Analysis.Trends.Basis.Floor => "over the floor",
        _ => "absolute, the machine is in it",
    };

    public static string Order(TrendAxis by) => by switch
    {
        TrendAxis.Kernel => "in order of kernel versions",
        TrendAxis.Commit => "in order of commits",
        _ => "in order of time",
    };

    public static string Day(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>6.12.41 to 6.12.48; one alone where all are equal.</summary>
    public static string Span(string first, string last) => first == last ? first : $"{first} to {last}";

    public static string Days(TrendSummary summary) => Span(Day(summary.Runs.Min(static r => r.StartedAt)), Day(summary.Runs.Max(static r => r.StartedAt)));

    public static string Kernels(TrendSummary summary)
    {
        var kernels = summary.Runs.Select(static r => KernelVersion.Of(r.Kernel)).Order(KernelVersion.Order).ToList();
        return "Linux " + Span(kernels[0].Text, kernels[^1].Text);
    }

    public static IReadOnlyList<string> Cpus(TrendSummary summary) => [.. summary.Runs.Select(static r => r.CpuModel is { } model ? Place.Cpu(model) : r.Architecture).Distinct()];

    /// <summary>Changes at the headline, those for the worse first, the greatest first; then those at other loads.</summary>
    public static IReadOnlyList<(TrendSeries Series, ChangePoint Change)> Ranked(TrendSummary summary) =>
    [
        .. summary.Series.Where(static s => !s.IsControl).SelectMany(static s => s.Changes.Select(c => (Series: s, Change: c)))
            .OrderBy(c => c.Series.Point != summary.Headline)
            .ThenBy(static c => c.Change.Judgement is Judgement.Worse ? 0 : c.Change.Judgement is Judgement.Better ? 1 : 2)
            .ThenByDescending(static c => Math.Abs(Math.Log(c.Change.Ratio.Centre))),
    ];

    /// <summary>What one model did between the same two runs is one event, by however many metrics it shows; in the same order.</summary>
    public static IReadOnlyList<IReadOnlyList<(TrendSeries Series, ChangePoint Change)>> Events(TrendSummary summary) =>
        [.. Ranked(summary).GroupBy(static c => (c.Series.Label, c.Series.Point, c.Change.Before, c.Change.After)).Select(static g => g.ToList())];

    private static string Commit(RunMark run) => TrendRun.Brief(run.Commit) ?? "no commit";
}
