namespace IoBench.Reporting.Export;

/// <summary>The moments and quantiles that BenchmarkDotNet prints, in nanoseconds for each message. No verdict of ours rests on them.</summary>
internal sealed record DotNetStatistics
{
    /// <summary>95 % in its enumeration of levels.</summary>
    private const int Level95 = 7;

    /// <summary>Tukey's fences.</summary>
    private const double Fence = 1.5;

    public required IReadOnlyList<double> OriginalValues { get; init; }

    public required int N { get; init; }

    public required double Min { get; init; }

    public required double LowerFence { get; init; }

    public required double Q1 { get; init; }

    public required double Median { get; init; }

    public required double Mean { get; init; }

    public required double Q3 { get; init; }

    public required double UpperFence { get; init; }

    public required double Max { get; init; }

    public required double InterquartileRange { get; init; }

    public required IReadOnlyList<double> LowerOutliers { get; init; }

    public required IReadOnlyList<double> UpperOutliers { get; init; }

    public required IReadOnlyList<double> AllOutliers { get; init; }

    public required double StandardError { get; init; }

    public required double Variance { get; init; }

    public required double StandardDeviation { get; init; }

    public DotNetInterval? ConfidenceInterval { get; init; }

    public required DotNetPercentiles Percentiles { get; init; }

    /// <param name="values">One or more.</param>
    /// <param name="interval">Of the centre, as this project computes it; null where there is none.</param>
    public static DotNetStatistics Of(IReadOnlyList<double> values, (double Low, double High)? interval)
    {
        double[] sorted = [.. values.Order()];
        var (n, mean) = (sorted.Length, sorted.Average());
        var variance = n > 1 ? sorted.Sum(v => (v - mean) * (v - mean)) / (n - 1) : 0;
        var (q1, q3) = (Quantile(sorted, 0.25), Quantile(sorted, 0.75));
        var (low, high) = (q1 - Fence * (q3 - q1), q3 + Fence * (q3 - q1));
        var error = Math.Sqrt(variance / n);
        return new DotNetStatistics
        {
            OriginalValues = values,
            N = n,
            Min = sorted[0],
            LowerFence = low,
            Q1 = q1,
            Median = Quantile(sorted, 0.5),
            Mean = mean,
            Q3 = q3,
            UpperFence = high,
            Max = sorted[^1],
            InterquartileRange = q3 - q1,
            LowerOutliers = [.. sorted.Where(v => v < low)],
            UpperOutliers = [.. sorted.Where(v => v > high)],
            AllOutliers = [.. sorted.Where(v => v < low || v > high)],
            StandardError = error,
            Variance = variance,
            StandardDeviation = Math.Sqrt(variance),
            ConfidenceInterval = interval is { } i ? new DotNetInterval(n, mean, error, Level95, (i.High - i.Low) / 2, i.Low, i.High) : null,
            Percentiles = new(
                sorted[0], q1, Quantile(sorted, 0.5), Quantile(sorted, 0.67), Quantile(sorted, 0.80), Quantile(sorted, 0.85), Quantile(sorted, 0.90), Quantile(sorted, 0.95), sorted[^1]),
        };
    }

    /// <summary>Hyndman and Fan's type 7, as BenchmarkDotNet takes it.</summary>
    private static double Quantile(double[] sorted, double p)
    {
        var at = p * (sorted.Length - 1);
        var (below, above) = ((int)Math.Floor(at), (int)Math.Ceiling(at));
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}

internal sealed record DotNetInterval(int N, double Mean, double StandardError, int Level, double Margin, double Lower, double Upper);

internal sealed record DotNetPercentiles(double P0, double P25, double P50, double P67, double P80, double P85, double P90, double P95, double P100);
