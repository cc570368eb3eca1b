using System.Globalization;
using IoBench.Analysis;

namespace IoBench.Reporting.Text;

/// <summary>What is odd about the invocations of a cell, on one metric.</summary>
internal static class AnnotationText
{
    public static string Of(Annotation annotation) => $"{ChangeWords.Title(annotation.Metric)}: " + string.Join(", ", new[]
    {
        annotation.Outliers.Count > 0 ? $"far from the others, invocation {string.Join(", ", annotation.Outliers.Select(static o => o.ToString(CultureInfo.InvariantCulture)))}" : "",
        annotation.Multimodal ? "several modes" : "",
    }.Where(static s => s.Length > 0));
}
