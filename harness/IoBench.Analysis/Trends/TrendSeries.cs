using System.Text.Json.Serialization;
using Perfolizer.Mathematics.OutlierDetection;
using IoBench.Results;

namespace IoBench.Analysis.Trends;

/// <summary>What a series says.</summary>
public enum TrendVerdict
{
    /// <summary>Fewer runs than <see cref="ChangeSearch.LeastRuns"/>.</summary>
    TooFewRuns,

    /// <summary>No change was found.</summary>
    NoChange,

    Changed,
}

/// <summary>One label at one load by one metric, run after run.</summary>
public sealed record TrendSeries
{
    public required string Label { get; init; }

    public required string Model { get; init; }

    public required LoadPoint Point { get; init; }

    /// <summary><see cref="Analysis.Metric.Name"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>What every value is relative to.</summary>
    public required Basis Basis { get; init; }

    /// <summary>The reference's A/A twin: it cannot change against itself, so a change that is found here is false.</summary>
    public bool IsControl { get; init; }

    public required TrendVerdict Verdict { get; init; }

    /// <summary>One for each run that has it, in order.</summary>
    public required IReadOnlyList<TrendPoint> Points { get; init; }

    /// <summary>The levels between changes; one where nothing changed.</summary>
    public required IReadOnlyList<TrendLevel> Levels { get; init; }

    public required IReadOnlyList<ChangePoint> Changes { get; init; }

    /// <summary>Typical distance of a run from its level, as a fraction: 1.4826 times the median absolute deviation. Null with too few runs.</summary>
    public double? Spread { get; init; }

    /// <summary>As <see cref="Trends.SmallestStep"/> has it, for these runs and their spread.</summary>
    public double? SmallestStep { get; init; }

    [JsonIgnore]
    public IEnumerable<TrendPoint> Outliers => Points.Where(static p => p.Outlier);

    [JsonIgnore]
    public SeriesKey Key => new(Label, Point, Metric);

    internal static TrendSeries Of(SeriesKey key, IReadOnlyList<(int Index, RunCentre Centre)> members, IReadOnlyList<TrendRun> runs)
    {
        var metric = Analysis.Metric.Compared.First(m => m.Name == key.Metric);
        // Floors came later than runs: what is relative to them and what is not cannot stand in one series.
        var basis = members.GroupBy(static m => m.Centre.Basis).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key).First().Key;
        var alike = members.Where(m => m.Centre.Basis == basis).ToList();
        double[] logs = [.. alike.Select(static m => m.Centre.Log)];
        var changes = ChangeSearch.Of(logs);
        var segments = ChangeSearch.Segments(logs, changes);
        var levels = segments.Select(static s => new HodgesLehmann(s)).ToList();
        int[] starts = [0, .. changes];
        var residuals = segments.SelectMany((s, i) => s.Select(log => log - levels[i].Centre)).ToList();
        var outliers = segments.SelectMany(Outlying).ToList();
        double? spread = logs.Length < ChangeSearch.LeastSegment ? null : Math.Exp(1.4826 * Median([.. residuals.Select(Math.Abs)])) - 1;
        return new TrendSeries
        {
            Label = key.Label,
            Model = alike[0].Centre.Model,
            Point = key.Point,
            Metric = key.Metric,
            Basis = basis,
            IsControl = key.Label.EndsWith(Cell.AaSuffix, StringComparison.Ordinal),
            Verdict = logs.Length < ChangeSearch.LeastRuns ? TrendVerdict.TooFewRuns : changes.Count == 0 ? TrendVerdict.NoChange : TrendVerdict.Changed,
            Points = [.. alike.Select((m, i) => TrendPoint.Of(m.Index, m.Centre, outliers[i]))],
            Levels = [.. levels.Select((l, i) => new TrendLevel(
                alike[starts[i]].Index, alike[starts[i] + segments[i].Count - 1].Index, new Estimate(Math.Exp(l.Centre), l.At(Analysis.Levels.Interval)?.Map(Math.Exp), segments[i].Count)))],
            Changes = [.. changes.Select((at, i) => ChangePoint.Of(
                metric, new Shift(segments[i], segments[i + 1]), segments[i], segments[i + 1],
                Mark(at - 1), Mark(at), runs[alike[at - 1].Index].DifferencesTo(runs[alike[at].Index])))],
            Spread = spread,
            SmallestStep = spread is { } s ? Trends.SmallestStep.Of(logs.Length, s) : null,
        };

        RunMark Mark(int at) => RunMark.Of(alike[at].Index, runs[alike[at].Index]);
    }

    // Annotated, never dropped: the search above has seen all of them.
    private static IEnumerable<bool> Outlying(IReadOnlyList<double> segment)
    {
        if (segment.Count < ChangeSearch.LeastSegment)
            return segment.Select(static _ => false);
        var fences = DoubleMadOutlierDetector.Create(new Pragmastat.Sample(segment));
        return segment.Select(log => fences.IsLowerOutlier(log) || fences.IsUpperOutlier(log));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}

/// <summary>One run in a series.</summary>
/// <param name="Run">Its place among the runs of the trend, from 0.</param>
/// <param name="Value">The ratio, or the value itself, with its interval over blocks; N are blocks.</param>
/// <param name="ClientBound">The client was the limit here, so the ratio is a bound.</param>
/// <param name="Outlier">Far from the other runs of its level; it counts all the same.</param>
public sealed record TrendPoint(int Run, Estimate Value, bool ClientBound, bool Outlier)
{
    internal static TrendPoint Of(int index, RunCentre centre, bool outlier) =>
        new(index, new Estimate(Math.Exp(centre.Log), centre.LogInterval?.Map(Math.Exp), centre.Blocks), centre.ClientBound, outlier);
}

/// <summary>What a series kept to between two changes.</summary>
/// <param name="First">Its first run, by place.</param>
/// <param name="Last">Its last run, by place.</param>
/// <param name="Value">Hodges-Lehmann centre of the runs' centres, with its interval; N are runs.</param>
public sealed record TrendLevel(int First, int Last, Estimate Value);
