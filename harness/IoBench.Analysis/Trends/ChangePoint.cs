namespace IoBench.Analysis.Trends;

/// <summary>A place in a series where its level changed.</summary>
public sealed record ChangePoint
{
    /// <summary>The last run before it.</summary>
    public required RunMark Before { get; init; }

    /// <summary>The first run behind it.</summary>
    public required RunMark After { get; init; }

    /// <summary>Runs of the level before it, up to the change before that one.</summary>
    public required int RunsBefore { get; init; }

    public required int RunsAfter { get; init; }

    /// <summary>The level behind over the level before: the Hodges-Lehmann shift of the logarithms, with its 95 % interval. The place is taken as known.</summary>
    public required Estimate Ratio { get; init; }

    public required Interval? Interval90 { get; init; }

    /// <summary>Two-sided, Mann-Whitney. The place was searched for, so it is no chance of a false alarm by itself; <see cref="FalsePoints"/> is.</summary>
    public required double PValue { get; init; }

    /// <summary>The metric's, as a fraction.</summary>
    public required double Margin { get; init; }

    /// <summary>Against the margin: equivalent is a change that is there and too small to matter.</summary>
    public required Judgement Judgement { get; init; }

    /// <summary>Which way it went, whatever its size.</summary>
    public required bool ForBetter { get; init; }

    /// <summary>What else is another one in the first run behind it: kernel, commit, .NET, CPU.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    internal static ChangePoint Of(Metric metric, Shift shift, IReadOnlyList<double> before, IReadOnlyList<double> after, RunMark last, RunMark first, IReadOnlyList<string> differences)
    {
        // LeastSegment runs on both sides give both intervals.
        var (interval, equivalence) = (shift.At(Levels.Interval)!.Map(Math.Exp), shift.At(Levels.Equivalence)!.Map(Math.Exp));
        return new ChangePoint
        {
            Before = last,
            After = first,
            RunsBefore = before.Count,
            RunsAfter = after.Count,
            Ratio = new Estimate(Math.Exp(shift.Centre), interval, before.Count + after.Count),
            Interval90 = equivalence,
            PValue = shift.PValue,
            Margin = metric.Margin,
            Judgement = Judge.Of(equivalence, interval, metric.Margin, metric.Margin, metric.HigherIsBetter),
            ForBetter = shift.Centre > 0 == metric.HigherIsBetter,
            Differences = differences,
        };
    }
}

/// <summary>A run beside a change.</summary>
/// <param name="Index">Its place among the runs of the trend, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Kernel">As <c>uname -r</c>.</param>
/// <param name="Commit">Of the checkout.</param>
public sealed record RunMark(int Index, string Name, DateTimeOffset StartedAt, string Kernel, string? Commit)
{
    internal static RunMark Of(int index, TrendRun run) => new(index, run.Name, run.StartedAt, run.Kernel, run.Commit);
}
