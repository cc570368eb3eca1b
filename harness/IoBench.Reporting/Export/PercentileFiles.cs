using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HdrHistogram;
using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Export;

/// <summary>
/// HdrHistogram's percentile distribution (<c>.hgrm</c>) of each cell, its valid invocations added up, in microseconds. An open loop has
/// response times, and service times in a file beside it.
/// </summary>
internal static class PercentileFiles
{
    internal const string ServiceSuffix = ".service";

    private const int StepsPerHalving = 5;
    private const double NsPerUs = 1000;

    /// <summary>File systems take 255 bytes.</summary>
    private const int LongestName = 200;

    public static IEnumerable<ExportFile> Files(Run run)
    {
        foreach (var cell in run.Invocations.Where(static i => i is { Verdict.Valid: true, Load: not null }).GroupBy(static i => i.Cell.Key))
        {
            foreach (var file in Files(FileName(cell.Key), cell.Select(static i => i.Load!.Histogram)))
                yield return file;
            foreach (var file in Files(FileName(cell.Key) + ServiceSuffix, cell.Select(static i => i.Load!.ServiceHistogram).OfType<string>()))
                yield return file;
        }
    }

    /// <summary>The cell's key with nothing in it that a path or a shell would take apart, and never the same for two: a space is <c>_</c>, the rest as in an address (<c>%2F</c>).</summary>
    internal static string FileName(string key)
    {
        var name = Uri.EscapeDataString(key).Replace("_", "%5F", StringComparison.Ordinal).Replace("%20", "_", StringComparison.Ordinal);
        return name.Length <= LongestName
            ? name
            : $"{name[..LongestName]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16]}";
    }

    private static IEnumerable<ExportFile> Files(string name, IEnumerable<string> histograms)
    {
        List<HistogramBase> parts = [.. histograms.Select(Histograms.Decode).OfType<HistogramBase>()];
        if (parts.Count == 0 || Histograms.Sum(parts) is not { TotalCount: > 0 } sum)
            yield break;
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        sum.OutputPercentileDistribution(text, StepsPerHalving, NsPerUs);
        yield return new(Path.Combine("hgrm", name + ".hgrm"), text.ToString());
    }
}
