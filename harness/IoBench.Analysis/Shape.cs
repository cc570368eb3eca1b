using Perfolizer.Mathematics.Multimodality;
using Perfolizer.Mathematics.OutlierDetection;

namespace IoBench.Analysis;

/// <summary>How values lie beside each other. Said, and never a reason to leave one out: the Hodges-Lehmann centre bears 29 % of outliers.</summary>
internal static class Shape
{
    /// <summary>With fewer values neither word means much.</summary>
    private const int Least = 8;

    /// <summary>Values beyond three times the median deviation of their side (double MAD).</summary>
    internal static int Outliers(IReadOnlyList<double> values) => values.Count(IsOutlier(values));

    /// <summary>The same for each value.</summary>
    internal static Func<double, bool> IsOutlier(IReadOnlyList<double> values)
    {
        if (values.Count < Least)
            return static _ => false;
        var detector = DoubleMadOutlierDetector.Create(new Pragmastat.Sample(values));
        return value => detector.IsLowerOutlier(value) || detector.IsUpperOutlier(value);
    }

    internal static bool IsMultimodal(IReadOnlyList<double> values) =>
        values.Count >= Least && values.Distinct().Skip(Least - 1).Any() && LowlandModalityDetector.Instance.DetectModes(new Pragmastat.Sample(values)).Modality > 1;
}
