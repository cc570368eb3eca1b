using System.Text;
using HdrHistogram;
using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Export;

/// <summary>
/// HdrHistogram's interval log (<c>.hlog</c>, version 1.3): a line for each valid invocation in the order in which they ran, tagged with its
/// cell, so that a reader who asks for a tag has that cell merged.
/// </summary>
internal static class HistogramLog
{
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
            yield return new("latency.hlog", HistogramLogText.Head($"IoBench {run.Manifest.Name}", run.Manifest.StartedAt) + lines);
    }

    /// <summary>A tag ends at a comma, and tools split command lines at spaces.</summary>
    internal static string Tag(Cell cell) => string.Concat(cell.Key.Select(static c => c is ',' or '\r' or '\n' ? '_' : char.IsWhiteSpace(c) ? '.' : c));

    private static void Line(StringBuilder text, RunManifest manifest, Invocation invocation, string tag, string base64)
    {
        if (Histograms.Decode(base64) is not { TotalCount: > 0 } histogram)
            return;
        // Wall time of the window is not recorded, that of the invocation is; lengths are those of the window.
        var start = Math.Max(0, (invocation.StartedAt - manifest.StartedAt).TotalSeconds);
        text.Append(HistogramLogText.Interval(tag, start, invocation.Load!.WindowSeconds, histogram.GetMaxValue(), base64));
    }
}
