using System.Globalization;
using System.Text;
using HdrHistogram;
using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Export;

/// <summary>
/// HdrHistogram's interval log (<c>.hlog</c>, version 1.3): a line for each valid invocation in the order in which they ran, tagged with its
/// cell, so that a reader who asks for a tag has that cell merged. Values in nanoseconds; <c>Interval_Max</c> in milliseconds, as its tools print it.
/// </summary>
/// <remarks>Written here, since the package's writer writes UTF-16, which the other languages' readers do not take.</remarks>
internal static class HistogramLog
{
    private const double NsPerMs = 1e6;

    public static IEnumerable<ExportFile> Files(Run run)
    {
        var lines = new StringBuilder();
        foreach (var invocation in run.Invocations.Where(static i => i is { Verdict.Valid: true, Load: not null }).OrderBy(static i => i.StartedAt))
        {
            var tag = Tag(invocation.Cell);
            Line(lines, run.Manifest, invocation, tag, invocation.Load!.Histogram);
            if (invocation.Load.ServiceHistogram is { } service)
                Line(lines, run.Manifest, invocation, tag + PercentileFiles.ServiceSuffix, service);
        }

        if (lines.Length > 0)
            yield return new("latency.hlog", Head(run.Manifest) + lines);
    }

    /// <summary>A tag ends at a comma, and tools split command lines at spaces.</summary>
    internal static string Tag(Cell cell) => string.Concat(cell.Key.Select(static c => c is ',' or '\r' or '\n' ? '_' : char.IsWhiteSpace(c) ? '.' : c));

    private static string Head(RunManifest manifest)
    {
        var start = manifest.StartedAt.ToUniversalTime();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"#[IoBench {manifest.Name.ReplaceLineEndings(" ")}]\n#[Histogram log format version 1.3]\n#[StartTime: {start.ToUnixTimeMilliseconds() / 1e3:0.000} (seconds since epoch), {start:yyyy-MM-ddTHH:mm:ss.fffZ}]\n"
            + $"\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n");
    }

    private static void Line(StringBuilder text, RunManifest manifest, Invocation invocation, string tag, string base64)
    {
        if (Histograms.Decode(base64) is not { TotalCount: > 0 } histogram)
            return;
        // Wall time of the window is not recorded, that of the invocation is; lengths are those of the window.
        var start = Math.Max(0, (invocation.StartedAt - manifest.StartedAt).TotalSeconds);
        text.Append(CultureInfo.InvariantCulture, $"Tag={tag},{start:0.000},{invocation.Load!.WindowSeconds:0.000},{histogram.GetMaxValue() / NsPerMs:0.000},{base64}\n");
    }
}
