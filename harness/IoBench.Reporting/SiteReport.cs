using IoBench.Analysis;
using IoBench.Analysis.Benchmarks;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Page;
using IoBench.Reporting.Site;
using IoBench.Results;
using IoBench.Results.Benchmarks;

namespace IoBench.Reporting;

/// <summary>
/// Makes a folder of pages of a run, ready for any static host: its report, a page for each model, the methods, and where they are given
/// the prices of single operations and comparisons.
/// </summary>
public sealed class SiteReport
{
    private readonly SiteSource<Run> _run;
    private readonly SiteSource<BenchmarkRun>? _prices;
    private readonly IReadOnlyList<(string Words, string Folder, ComparedRuns Runs)> _comparisons;
    private readonly SitePages _pages;

    /// <param name="run">Whose figures the pages have.</param>
    /// <param name="prices">What single operations cost; null where nobody measured it.</param>
    /// <param name="comparisons">Of other runs, each with its folder.</param>
    public SiteReport(SiteSource<Run> run, SiteSource<BenchmarkRun>? prices, IReadOnlyList<SiteSource<ComparedRuns>> comparisons)
    {
        (_run, _prices) = (run, prices);
        _comparisons = [.. comparisons.Select(static (c, i) => (Words: $"Comparison{(i == 0 ? "" : $" {i + 1}")}", Folder: $"compare/{i + 1}", c.Records))];
        _pages = new([.. Ways.Select(static w => (w.Words, w.Page)).Prepend(("IoBench", SiteMap.Front))]);
    }

    /// <summary>Writes the folder, whole or not at all.</summary>
    /// <param name="folder">New or empty.</param>
    /// <returns>Models that the run measured and that have no page.</returns>
    /// <exception cref="BadInputException">There is something in the folder.</exception>
    public IReadOnlyList<string> Write(string folder)
    {
        var summary = RunSummary.Of(_run.Records);
        var report = Report.Parts(_run.Records, summary);
        List<string> undescribed = [.. summary.Cells.Select(static c => c.Cell.Model).Distinct().Where(static m => SiteMap.Model(m) is null)];
        WholeFolder.Write(folder, root =>
        {
            SiteFrame.WriteShared(root);
            WriteReport(root, SiteMap.Report, "run/", report, _run.Folder);
            WriteDocuments(root, summary, report.Page, undescribed);
            if (_prices is { } prices)
                WriteReport(root, SiteMap.Prices, "prices/", BenchmarkReport.Parts(BenchmarkSummary.Of(prices.Records)), prices.Folder);
            foreach (var (_, below, runs) in _comparisons)
                // The runs themselves are elsewhere, on somebody's disk.
                WriteReport(root, $"{below}/report.html", $"{below}/", ComparisonReport.Parts(runs with { Runs = [.. runs.Runs.Select(static r => r with { Folder = null })] }, root), null);
        });
        return undescribed;
    }

    private IEnumerable<(string Words, string Page, string Tells)> Ways =>
    [
        ("Report", SiteMap.Report, "every question that was asked of this run, with a chart, the figures behind it, how far to trust it, and the raw data"),
        ("Models", SiteMap.Models, "who does what, the loop as it stands in the code, its calls, its limits, and when to choose it"),
        ("Methods", SiteMap.Methods, "what each figure and each verdict means, and how often it is wrong"),
        .. _prices is null ? [] : ((string, string, string)[])[("Prices", SiteMap.Prices, "what a wait, a system call, a hand-over to another thread cost by themselves")],
        .. _comparisons.Select(static c => (c.Words, $"{c.Folder}/report.html",
            $"what changed from {c.Runs.Runs[c.Runs.Base].Label} to {Text.Words.List([.. c.Runs.Candidates().Select(static r => r.Run.Label)])}")),
    ];

    private void WriteDocuments(string root, RunSummary summary, ReportPage report, IReadOnlyList<string> undescribed)
    {
        Write(root, SiteMap.Front, _pages.Front(report, [.. Ways], undescribed));
        Write(root, SiteMap.Models, _pages.Models());
        Write(root, SiteMap.Methods, _pages.Methods(report));
        var figures = new ModelFigures(_run.Records, summary, _prices is not null);
        foreach (var model in SiteMap.Described)
            Write(root, SiteMap.Model(model)!, _pages.Model(model, figures.Of(model)));
        foreach (var code in ModelCode.Files)
            Write(root, SiteMap.Page(code)!, _pages.Code(code));
        foreach (var picture in SiteMap.Pictures)
            AtomicFile.Write(Path.Combine(root, SiteMap.Page(picture)!), Resource.Bytes(picture));
    }

    /// <param name="root">The site's folder.</param>
    /// <param name="path">The page.</param>
    /// <param name="below">Where its charts, its record and its raw data go, with a slash at the end.</param>
    /// <param name="parts">What is written.</param>
    /// <param name="raw">Where raw data are; null where only the record is kept.</param>
    private void WriteReport(string root, string path, string below, ReportParts parts, string? raw)
    {
        ReportFiles.WriteBelow(Path.Combine(root, below), parts);
        var charts = $"{below}charts/index.html";
        Write(root, charts, _pages.Charts(charts, parts.Drawings));
        var way = below[(path.LastIndexOf('/') + 1)..];
        var page = parts.Page with
        {
            ChartsPage = $"{way}charts/index.html",
            RawFiles = [.. parts.Page.RawFiles.SelectMany(name => Kept(name)).Select(name => way + name)],
        };
        Write(root, path, HtmlPage.Render(new SiteLinks(path).In(page), _pages.Frame(path)));

        // A run that was packed has its files compressed.
        IEnumerable<string> Kept(string name)
        {
            if (name == parts.RecordName)
                return [name];
            if (raw is null || ((string[])[name, name + ".gz"]).FirstOrDefault(n => File.Exists(Path.Combine(raw, n))) is not { } found)
                return [];
            File.Copy(Path.Combine(raw, found), Path.Combine(root, below, found));
            return [found];
        }
    }

    private static void Write(string root, string page, string html) => AtomicFile.Write(Path.Combine(root, page), html);
}

/// <summary>What was measured, and the folder that it was read from.</summary>
public sealed record SiteSource<T>(T Records, string Folder);
