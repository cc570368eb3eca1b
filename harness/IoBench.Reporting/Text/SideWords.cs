using IoBench.Analysis;
using IoBench.Analysis.Sides;
using IoBench.Results;

namespace IoBench.Reporting.Text;

/// <summary>Words of a comparison of two servers, wherever they stand.</summary>
internal static class SideWords
{
    /// <summary>More names than this make no title.</summary>
    private const int MostNames = 3;

    /// <summary>CPU per message first: it is the steadiest.</summary>
    public static IEnumerable<Metric> Order(RunSummary summary) => summary.Headline is { } headline
        ? Metric.ComparedAt(headline).OrderByDescending(static m => m == Metric.ServerCpu)
        : [];

    /// <summary>The name of a metric's chart.</summary>
    public static string Chart(Metric metric) =>
        metric == Metric.ServerCpu ? "ab-cpu" : metric == Metric.Throughput ? "ab-throughput" : metric == Metric.P50 ? "ab-p50" : "ab-p99";

    /// <summary>A: no options; B: --threads 2.</summary>
    public static string Both(RunManifest manifest) => string.Join("; ", manifest.Sides!.Select(static s => $"{s.Name}: {Of(s)}"));

    /// <summary>How A and B were kept alike within a block.</summary>
    public static string Interleaving(RunSummary summary)
    {
        const string Apart = "one after the other, either first, by the seed";
        if (!summary.Manifest.ByTurns)
            return $"Each block runs A and B of every model {Apart}.";
        var apart = summary.Cells.ToLookup(c => !summary.Manifest.TakesTurns(c.Cell), static c => c.Cell.Model);
        var models = apart[true].Distinct().ToList();
        var without = models.Count == 0 ? "" : $" {Words.List(models)} cannot wait for a turn{(models.Any(apart[false].Contains) ? " at some loads" : "")}, and so run {Apart}.";
        return "In each block A and B of a model share one window: each has a fresh server and a fresh load, and the loads ask by turns of some milliseconds. "
            + $"What a busy machine does, it does to both. Rates are per second of their turns.{without}";
    }

    /// <summary>What makes a side what it is.</summary>
    public static string Of(ServerSide side) => string.Join(", ", new[]
    {
        side.Checkout is null ? "" : $"checkout {side.Checkout}{(side.GitCommit is { } commit ? $" at {commit}" : "")}",
        side.Node is null ? "" : $"node {side.Node}",
        side.Options.Length > 0 ? side.Options : side.Checkout is null && side.Node is null ? "no options" : "",
    }.Where(static s => s.Length > 0));

    /// <summary>The verdict, with the direction where the size is unresolved, or known and small.</summary>
    public static string Word(Comparison change) => change.Judgement switch
    {
        Judgement.Differs => $"{Direction(change)}, size unresolved",
        Judgement.Equivalent when IsBeyondChance(change) => $"{Direction(change)}, within the margin",
        _ => Words.Of(change),
    };

    /// <summary>True where B is worse beyond chance, whatever the size.</summary>
    public static bool IsWorse(Comparison change) => IsBeyondChance(change) && IsBad(change);

    /// <summary>True where B is better beyond chance, whatever the size.</summary>
    public static bool IsBetter(Comparison change) => IsBeyondChance(change) && !IsBad(change);

    /// <summary>epoll: dearer, server CPU per message 1.05 [1.03, 1.08] at 64 connections, 64 bytes</summary>
    public static string Finding(SideFigure figure) =>
        $"{figure.Model}: {Word(figure.Change)}, {Of(figure.Metric).Title} {Figures.Ratio(figure.Change.Ratio.Centre)} {Figures.Bounds(figure.Change.Ratio.Interval)} at {Words.Point(figure.Point)}";

    /// <summary>Those that the figures are of, each once.</summary>
    public static string Models(IEnumerable<SideFigure> figures) =>
        figures.Select(static f => f.Model).Distinct().ToList() is { Count: > 0 } models ? Words.List(models) : "none";

    /// <summary>What a chart of one metric says.</summary>
    public static string Title(Family family, Metric metric, LoadPoint point)
    {
        List<string> parts =
        [
            .. Part(family, Words.Of(Judgement.Worse, metric.Name), IsWorse), .. Part(family, Words.Of(Judgement.Better, metric.Name), IsBetter),
            .. Part(family, "equivalent", static c => c.Judgement == Judgement.Equivalent && !IsBeyondChance(c)), .. Part(family, "inconclusive", static c => c.Judgement == Judgement.Inconclusive),
        ];
        return parts.Count == 0
            ? $"Does B change {metric.Title} at {Words.Connections(point.Connections)}?"
            : $"B against A, {metric.Title} at {Words.Connections(point.Connections)}: {string.Join("; ", parts)}";
    }

    public static Metric Of(string name) => Metric.Compared.Single(m => m.Name == name);

    // Two sides by turns are often known to less than the margin: what is equivalent for most purposes is a difference all the same.
    private static bool IsBeyondChance(Comparison change) => change.Judgement is Judgement.Worse or Judgement.Better or Judgement.Differs
        || (change.Judgement == Judgement.Equivalent && change is { HolmReached: true, Adjusted: { } interval } && !interval.Contains(1));

    private static string Direction(Comparison change) => Words.Of(IsBad(change) ? Judgement.Worse : Judgement.Better, change.Metric);

    private static bool IsBad(Comparison change) => change.Ratio.Centre < 1 == Of(change.Metric).HigherIsBetter;

    private static IEnumerable<string> Part(Family family, string word, Func<Comparison, bool> belongs)
    {
        var labels = family.Comparisons.Where(belongs).Select(static c => c.Label).ToList();
        if (labels.Count > 0)
            yield return labels.Count > MostNames ? $"{labels.Count} models {word}" : $"{Words.List(labels)} {word}";
    }
}
