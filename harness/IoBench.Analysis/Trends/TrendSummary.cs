using IoBench.Results;

namespace IoBench.Analysis.Trends;

/// <summary>Which loads are searched for changes.</summary>
public enum TrendScope
{
    /// <summary>The one that the plan declared as its headline: few series, few false points.</summary>
    Headline,

    /// <summary>Every load that was measured.</summary>
    All,
}

/// <summary>Everything that many runs say together: <c>trend.json</c>.</summary>
public sealed record TrendSummary
{
    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>The command that draws it again; null where nobody said.</summary>
    public string? Command { get; init; }

    public required TrendAxis By { get; init; }

    public required TrendScope Scope { get; init; }

    /// <summary>The model that the others are followed relative to.</summary>
    public required string Reference { get; init; }

    public required RunConditions Conditions { get; init; }

    /// <summary>The load that heads the report.</summary>
    public required LoadPoint Headline { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<TrendRun> Runs { get; init; }

    public required IReadOnlyList<LeftOut> LeftOut { get; init; }

    /// <summary>By load, the reference first and then as the newest run has them, its A/A twin last; by metric.</summary>
    public required IReadOnlyList<TrendSeries> Series { get; init; }

    public required TrendRule Rule { get; init; }

    /// <summary>Where most models moved together: the reference may be what changed.</summary>
    public required IReadOnlyList<SharedChange> Shared { get; init; }

    /// <exception cref="BadInputException">No run is left.</exception>
    public static TrendSummary Of(IReadOnlyList<ReducedRun> reduced, IReadOnlyList<LeftOut> leftOut, string reference, RunConditions conditions, TrendAxis by, TrendScope scope)
    {
        var (fitting, headline, misfits) = Common(reduced, reference);
        IReadOnlyList<LeftOut> outside = [.. leftOut, .. misfits];
        if (fitting.Count == 0)
            throw NothingLeft(outside);
        var ordered = TrendOrder.Sort(fitting, by);
        List<TrendRun> runs = [.. ordered.Select(static r => r.Run)];
        var models = ordered.OrderByDescending(static r => r.Run.StartedAt).SelectMany(static r => r.Models).Distinct().ToList();
        var series = ordered.SelectMany((run, index) => run.Centres.Where(c => scope == TrendScope.All || c.Key.Point == headline).Select(c => (c.Key, Member: (index, c.Value))))
            .GroupBy(static m => m.Key, static m => m.Member)
            .Select(g => TrendSeries.Of(g.Key, [.. g], runs))
            .OrderBy(s => s.Point != headline).ThenBy(static s => s.Point.ToString(), StringComparer.Ordinal)
            .ThenBy(static s => s.IsControl).ThenBy(s => s.Label != reference).ThenBy(s => models.IndexOf(s.Label) is var at and >= 0 ? at : int.MaxValue)
            .ThenBy(static s => s.Label, StringComparer.Ordinal).ThenBy(static s => Order(s.Metric)).ToList();
        return new TrendSummary
        {
            By = by,
            Scope = scope,
            Reference = reference,
            Conditions = conditions,
            Headline = headline!.Value,
            Runs = runs,
            LeftOut = outside,
            Series = series,
            Rule = TrendRule.Of(series),
            Shared = SharedChange.Of(series, reference),
        };
    }

    /// <summary>For when every run was left out: says how many, and the first reason.</summary>
    public static BadInputException NothingLeft(IReadOnlyList<LeftOut> leftOut) => new(
        $"none of {leftOut.Count} {(leftOut.Count == 1 ? "run" : "runs")} can be followed", "trend",
        leftOut.Count == 0 ? "name folders of runs" : $"the first, {leftOut[0].Run}: {leftOut[0].Reason}");

    private static (List<ReducedRun> Fitting, LoadPoint? Headline, List<LeftOut> Misfits) Common(IReadOnlyList<ReducedRun> reduced, string reference)
    {
        var headline = reduced.Where(static r => r.Headline is not null).GroupBy(static r => r.Headline)
            .OrderByDescending(static g => g.Count()).ThenByDescending(static g => g.Max(static r => r.Run.StartedAt)).FirstOrDefault()?.Key;
        var (fitting, misfits) = (new List<ReducedRun>(), new List<LeftOut>());
        foreach (var run in reduced)
            if (run.Centres.Count == 0)
                misfits.Add(new(run.Run.Name, run.Run.Valid == 0 ? "no valid invocation" : $"no valid invocation of the reference {reference}, name another with --baseline"));
            else if (run.Centres.Keys.All(k => k.Point != headline))
                misfits.Add(new(run.Run.Name, $"no load in common: nothing valid at {headline}"));
            else
                fitting.Add(run);
        return (fitting, headline, misfits);
    }

    private static int Order(string metric) => Metric.Compared.Select(static m => m.Name).ToList().IndexOf(metric);
}

/// <summary>The rule by which changes are called, and what it may get wrong.</summary>
public sealed record TrendRule
{
    /// <summary>Two-sided p-value that a change stays below.</summary>
    public required double Significance { get; init; }

    /// <summary>Least size of a change, as a fraction.</summary>
    public required double LeastEffect { get; init; }

    /// <summary>Least number of runs between changes, and between a change and either end: later changes cannot be told yet.</summary>
    public required int LeastSegment { get; init; }

    /// <summary>Runs that a series needs.</summary>
    public required int LeastRuns { get; init; }

    /// <summary>Series that have as many.</summary>
    public required int Searched { get; init; }

    /// <summary>Series that have not.</summary>
    public required int TooShort { get; init; }

    /// <summary>Changes that are found among so many series where nothing ever changes, at most, by simulation: <see cref="FalsePoints"/>.</summary>
    public required double ExpectedFalsePoints { get; init; }

    internal static TrendRule Of(IReadOnlyList<TrendSeries> series)
    {
        var searched = series.Where(static s => s.Verdict != TrendVerdict.TooFewRuns).ToList();
        return new TrendRule
        {
            Significance = ChangeSearch.Significance,
            LeastEffect = ChangeSearch.LeastEffect,
            LeastSegment = ChangeSearch.LeastSegment,
            LeastRuns = ChangeSearch.LeastRuns,
            Searched = searched.Count,
            TooShort = series.Count - searched.Count,
            ExpectedFalsePoints = searched.Sum(static s => FalsePoints.Expected(s.Points.Count)),
        };
    }
}
