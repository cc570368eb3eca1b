using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Export;

/// <summary>Every format, and the one way to write them.</summary>
public static class Exports
{
    /// <summary>The folder beside the run's files.</summary>
    public const string Folder = "export";

    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new() { Name = "markdown", Files = static (_, s) => [new("summary.md", RunMarkdown.Render(s))], Lack = "" },
        new() { Name = "github-smaller", Files = static (_, s) => GithubBenchmark.Files(s, biggerIsBetter: false), Lack = "no valid invocation" },
        new() { Name = "github-bigger", Files = static (_, s) => GithubBenchmark.Files(s, biggerIsBetter: true), Lack = "no valid invocation of a closed loop" },
        new() { Name = "bencher", Files = static (_, s) => BencherMetrics.Files(s), Lack = "no valid invocation" },
        new() { Name = "benchmarkdotnet", Files = static (r, s) => DotNetReport.Files(r, s), Lack = "no valid invocation of a closed loop" },
        new() { Name = "csv", Files = static (r, s) => [new("invocations.csv", InvocationCsv.Render(r, s))], Lack = "" },
        new() { Name = "junit", Files = static (r, s) => [new("junit.xml", RunJUnit.Render(r, s))], Lack = "" },
        new() { Name = "openmetrics", Files = static (_, s) => [new("metrics.txt", OpenMetrics.Render(s))], Lack = "" },
        new() { Name = "hlog", Files = static (r, _) => HistogramLog.Files(r), Lack = "no histogram that can be read", HoldsHistograms = true },
        new() { Name = "hgrm", Files = static (r, _) => PercentileFiles.Files(r), Lack = "no histogram that can be read", HoldsHistograms = true, HasFilePerCell = true },
    ];

    /// <summary>What every run and every redrawing writes.</summary>
    public static IReadOnlyList<ExportFormat> Usual { get; } = [.. All.Where(static f => !f.HoldsHistograms)];

    /// <summary>Writes each file whole or not at all.</summary>
    /// <returns>The formats of which there was nothing to write.</returns>
    public static IReadOnlyList<ExportFormat> Write(Run run, RunSummary summary, IEnumerable<ExportFormat> formats, string folder)
    {
        var empty = new List<ExportFormat>();
        foreach (var format in formats)
        {
            var files = format.Files(run, summary).ToList();
            if (files.Count == 0)
                empty.Add(format);
            foreach (var file in files)
                AtomicFile.Write(Path.Combine(folder, file.Path), file.Text);
        }

        return empty;
    }
}
