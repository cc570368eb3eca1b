using Perfolizer.Mathematics.Multimodality;
using Perfolizer.Mathematics.OutlierDetection;

namespace IoBench.Analysis.Comparing;

/// <summary>How values lie beside each other. Said, and never a reason to leave one out: the Hodges-Lehmann centre bears 29 % of outliers.</summary>
internal static class Shape
{
    /// <summary>With fewer values neither word means much.</summary>
    private const int Least = 8;

    /// <summary>Values beyond three times the median deviation of their side (double MAD).</summary>
    internal static int Outliers(IReadOnlyList<double> values) =>
        values.Count < Least ? 0 : DoubleMadOutlierDetector.Create(new Pragmastat.Sample(values)).AllOutliers(values).Count();

    internal static bool IsMultimodal(IReadOnlyList<double> values) =>
        values.Count >= Least && values.Distinct().Skip(Least - 1).Any() && LowlandModalityDetector.Instance.DetectModes(new Pragmastat.Sample(values)).Modality > 1;
}
