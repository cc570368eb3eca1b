using Perfolizer.Mathematics.Cpd;

namespace IoBench.Analysis.Trends;

/// <summary>
/// Where a series of runs changed its level. ED-PELT (Haynes, Fearnhead and Eckley 2017) proposes; alone it finds a change in every
/// third or fourth series in which nothing changed. So each proposal must pass a gate: the runs between it and its neighbours on
/// both sides differ by a Mann-Whitney test and by a size. The unit is the run: invocations of one run share its machine, its boot and its
/// hour, and are no independent witnesses of a change between runs.
/// </summary>
public static class ChangeSearch
{
    /// <summary>Two-sided p-value that a change must stay below.</summary>
    public const double Significance = 0.001;

    /// <summary>Least size of a change, as a fraction.</summary>
    public const double LeastEffect = 0.03;

    /// <summary>Least number of runs between two changes, and between a change and either end.</summary>
    public const int LeastSegment = 5;

    /// <summary>With fewer runs no order of them is as rare as <see cref="Significance"/>, whatever happened.</summary>
    public static int LeastRuns { get; } = Enumerable.Range(2 * LeastSegment, 100).First(static n => RankSum.Of(LeastSegment, n - LeastSegment).PValue(0) < Significance);

    /// <summary>The first run of each level after the first one, ascending; empty where nothing is found, and with fewer runs than <see cref="LeastRuns"/>.</summary>
    /// <param name="logs">One value a run, on a logarithmic scale, in order.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<double> logs)
    {
        if (logs.Count < LeastRuns)
            return [];
        var changes = EdPeltChangePointDetector.Instance.GetChangePointIndexes([.. logs], LeastSegment).Select(static last => last + 1).ToList();
        Sieve(logs, changes);
        // ED-PELT looks at a few quantiles only and often misses the place by a run or two. Only what passed is moved, so this finds no more.
        for (var i = 0; i < changes.Count; i++)
            changes[i] = Place(logs, i == 0 ? 0 : changes[i - 1], i + 1 < changes.Count ? changes[i + 1] : logs.Count);
        Sieve(logs, changes);
        return changes;
    }

    /// <summary>How large one of the changes found is: the level behind over the level before.</summary>
    public static Estimate Size(IReadOnlyList<double> logs, IReadOnlyList<int> changes, int at)
    {
        var segments = Segments(logs, changes);
        var index = changes.ToList().IndexOf(at);
        var shift = new Shift(segments[index], segments[index + 1]);
        return new Estimate(Math.Exp(shift.Centre), shift.At(Levels.Interval)?.Map(Math.Exp), segments[index].Count + segments[index + 1].Count);
    }

    /// <summary>The runs of each level, given the changes between them.</summary>
    internal static IReadOnlyList<IReadOnlyList<double>> Segments(IReadOnlyList<double> logs, IReadOnlyList<int> changes)
    {
        int[] cuts = [0, .. changes, logs.Count];
        return [.. Enumerable.Range(0, cuts.Length - 1).Select(i => (IReadOnlyList<double>)[.. logs.Skip(cuts[i]).Take(cuts[i + 1] - cuts[i])])];
    }

    // Who fails worst goes first: its two sides become one, and its neighbours are weighed anew against more runs.
    private static void Sieve(IReadOnlyList<double> logs, List<int> changes)
    {
        while (Worst(logs, changes) is { } worst)
            changes.Remove(worst);
    }

    /// <summary>Where between its neighbours two levels fit best: the least sum of absolute distances from two medians, which one wild run does not pull (Bai 1995).</summary>
    private static int Place(IReadOnlyList<double> logs, int from, int to)
    {
        double[] values = [.. logs.Skip(from).Take(to - from)];
        return from + Enumerable.Range(LeastSegment, values.Length - 2 * LeastSegment + 1).MinBy(n => Distance(values[..n]) + Distance(values[n..]));
    }

    private static double Distance(double[] values)
    {
        Array.Sort(values);
        var median = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        return values.Sum(v => Math.Abs(v - median));
    }

    private static int? Worst(IReadOnlyList<double> logs, List<int> changes)
    {
        var segments = Segments(logs, changes);
        return changes.Select((at, i) => (At: at, Shift: new Shift(segments[i], segments[i + 1])))
            .Where(static c => !Passes(c.Shift))
            .OrderByDescending(static c => c.Shift.PValue).ThenBy(static c => Math.Abs(c.Shift.Centre))
            .Select(static c => (int?)c.At).FirstOrDefault();
    }

    private static bool Passes(Shift shift) => shift.PValue < Significance && Math.Abs(shift.Centre) > Math.Log(1 + LeastEffect);
}
