using IoBench.Analysis;

namespace IoBench.Cli.Doctoring;

/// <summary>What a machine can tell apart: the same model under two labels, by turns with a pacemaker, for two minutes.</summary>
/// <param name="Grade">A to D, by the smaller of the two figures.</param>
/// <param name="SmallestThroughput">The smallest difference in throughput that as many blocks would find in four of five tries, as a fraction.</param>
/// <param name="SmallestCpu">The same of the server's CPU per message.</param>
/// <param name="Blocks">That were measured.</param>
internal sealed record Resolution(string Grade, double SmallestThroughput, double SmallestCpu, int Blocks)
{
    private static readonly (double Below, string Grade)[] Grades = [(0.02, "A"), (0.05, "B"), (0.10, "C"), (double.PositiveInfinity, "D")];

    /// <summary>Null where too few blocks were valid.</summary>
    public static Resolution? Of(RunSummary summary)
    {
        var (throughput, cpu) = (Smallest(Metric.Throughput), Smallest(Metric.ServerCpu));
        return throughput is { } t && cpu is { } c ? new(GradeOf(Math.Min(t, c)), t, c, summary.Blocks.Count) : null;

        double? Smallest(Metric metric) => summary.HeadlinePoint?.Family(metric)?.Aa?.SmallestDetectable;
    }

    internal static string GradeOf(double smallest) => Grades.First(g => smallest <= g.Below).Grade;
}
