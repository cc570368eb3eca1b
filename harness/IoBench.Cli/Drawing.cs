using System.Text;
using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Analysis.Kernels;
using IoBench.Analysis.Sides;
using IoBench.Analysis.Trends;
using IoBench.Cli.Comparing;
using IoBench.Reporting;
using IoBench.Reporting.Export;
using IoBench.Results;
using IoBench.Results.Benchmarks;
using IoBench.Results.Kernels;

namespace IoBench.Cli;

/// <summary>The one place where a run meets the reporter, so that other verbs start without loading it.</summary>
internal static class Drawing
{
    private const int Narrowest = 60, Widest = 100, Unknown = 80;

    /// <summary>Draws the report into the run's folder and prints the summary.</summary>
    public static void Draw(Run run, string folder)
    {
        foreach (var note in run.Notes)
            Console.Error.WriteLine(note);
        var summary = Report.Write(run, folder);
        Exports.Write(run, summary, Exports.Usual, Path.Combine(folder, Exports.Folder));
        Console.Out.Write(summary.Manifest.Sides is not null ? AbText.Render(summary, Style(), Page(folder)) : TerminalSummary.Render(summary, Style(), Page(folder)));
    }

    /// <summary>The same of a run of two servers.</summary>
    /// <param name="run">It has sides.</param>
    /// <param name="folder">Where it lies.</param>
    /// <param name="json">Whether to print it for programs; null prints nothing.</param>
    public static SideComparison Draw(Run run, string folder, bool? json)
    {
        var summary = Report.Write(run, folder);
        var comparison = SideComparison.Of(summary);
        if (json == false)
            Console.Out.Write(AbText.Render(summary, Style(), Page(folder)));
        else
            Console.Error.WriteLine($"report: {Page(folder)}");
        if (json == true)
            Console.Out.Write(AbText.Json(comparison));
        return comparison;
    }

    /// <summary>Writes a site, and says where it is and what is not in it.</summary>
    public static void DrawSite(SiteSource<Run> run, SiteSource<BenchmarkRun>? prices, IReadOnlyList<string> comparisons, string folder)
    {
        foreach (var note in run.Records.Notes)
            Console.Error.WriteLine(note);
        var site = new SiteReport(run, prices, [.. comparisons.Select(static c => new SiteSource<ComparedRuns>(ComparisonReport.Read(c), c))]);
        if (site.Write(folder) is { Count: > 0 } undescribed)
            Console.Error.WriteLine($"without a page of their own: {string.Join(", ", undescribed)}");
        Console.Error.WriteLine($"site: {Checkout.Shown(Path.Combine(folder, "index.html"))}, from disk or on any static host");
    }

    /// <summary>Writes a run in the forms that CI tools read, and says where; what there was nothing of is told.</summary>
    public static int Export(Run run, IReadOnlyList<ExportFormat> formats, string folder)
    {
        foreach (var note in run.Notes)
            Console.Error.WriteLine(note);
        foreach (var empty in Exports.Write(run, RunSummary.Of(run), formats, folder))
            Console.Error.WriteLine($"left out: {empty.Name} ({empty.Lack})");
        Console.Error.WriteLine($"export: {Checkout.Shown(folder)}");
        return ExitCode.Done;
    }

    /// <summary>Prints a run in a form of one file.</summary>
    public static int Print(Run run, ExportFormat format)
    {
        var files = format.Files(run, RunSummary.Of(run)).ToList();
        if (files.Count == 0)
            throw new FailedException($"nothing to export as {format.Name}: {format.Lack}");
        // These forms are UTF-8, whatever the locale says of a terminal.
        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(files[0].Text));
        return ExitCode.Done;
    }

    /// <summary>Writes what a sweep found into its folder and prints it.</summary>
    public static void Draw(CapacitySummary summary, string folder, bool json)
    {
        CapacityText.Write(summary, folder);
        Console.Out.Write(json ? CapacityText.Json(summary) + "\n" : CapacityText.Render(summary, Style()));
    }

    /// <summary>Writes the report of a trend into its folder and prints it.</summary>
    public static void Draw(TrendSummary summary, string folder, bool json)
    {
        TrendReport.Write(summary, folder);
        Print(json, TrendReport.Json(summary), page => TrendTable.Render(summary, Style(), page), folder);
    }

    /// <summary>Writes an anatomy and its chart.</summary>
    public static void Write(AnatomyReport report, string folder)
    {
        AnatomyText.Write(report, folder);
        Console.Error.WriteLine($"chart: {Checkout.Shown(Path.Combine(folder, "charts", "anatomy.png"))}");
    }

    /// <summary>Prints an anatomy.</summary>
    public static void Draw(AnatomyReport report) => Console.Out.Write(AnatomyText.Render(report, Style()));

    /// <summary>Writes a table of waits.</summary>
    public static void Write(WaitReport report, string folder) => WaitText.Write(report, folder);

    /// <summary>Prints a table of waits.</summary>
    public static void Draw(WaitReport report) => Console.Out.Write(WaitText.Render(report, Style()));

    /// <summary>Writes the report of a kernel matrix into its folder and prints it.</summary>
    /// <exception cref="FailedException">There is nothing in it yet.</exception>
    public static void Draw(KernelMatrix matrix, string folder, bool json)
    {
        if (matrix.Jobs.Count == 0)
            throw new FailedException($"no guest gave a result yet, {Checkout.Shown(folder)}");
        var summary = KernelMatrixSummary.Of(matrix);
        KernelReport.Write(summary, matrix, folder);
        Print(json, KernelReport.Json(summary), page => KernelText.Render(summary, Style(), page), folder);
    }

    /// <summary>Writes the report of single operations into its folder and prints what it says first.</summary>
    public static void Draw(BenchmarkRun run, string folder) => Console.Out.Write(BenchmarkText.Render(BenchmarkReport.Write(run, folder), Style(), Page(folder)));

    /// <summary>Writes the report of what changed between runs into its folder and prints it.</summary>
    public static void Draw(ComparedRuns runs, string folder, bool json)
    {
        ComparisonReport.Write(runs, folder);
        Print(json, ComparisonReport.Json(runs), page => ComparisonText.Render(runs, Style(), page), folder);
    }

    private static void Print(bool json, string record, Func<string, string> text, string folder)
    {
        var page = Page(folder);
        Console.Out.Write(json ? record + "\n" : text(page));
        if (json)
            Console.Error.WriteLine($"report: {page}");
    }

    private static string Page(string folder) => Checkout.Shown(Path.Combine(folder, "report.html"));

    /// <summary>Writes what changed as Markdown, where a file was asked for.</summary>
    public static void Write(IReadOnlyList<RunComparison> comparisons, string? markdown)
    {
        if (markdown is not null)
            AtomicFile.Write(markdown, ComparisonMarkdown.Render(comparisons));
    }

    /// <summary>Writes what changed as tests, where a file was asked for.</summary>
    /// <param name="comparisons">As drawn.</param>
    /// <param name="passages">How each came through the gate; none without one.</param>
    /// <param name="junit">Null where none was asked for.</param>
    public static void Write(IReadOnlyList<RunComparison> comparisons, IReadOnlyList<Passage<Finding>> passages, string? junit)
    {
        if (junit is not null)
            AtomicFile.Write(junit, ComparisonJUnit.Render([.. comparisons.Select((c, i) => new Gated(c, i < passages.Count ? passages[i].Refuted.ToHashSet() : new HashSet<Finding>()))]));
    }

    /// <summary>Writes B against A as Markdown, where a file was asked for.</summary>
    public static void Write(SideComparison comparison, string? markdown)
    {
        if (markdown is not null)
            AtomicFile.Write(markdown, SidesMarkdown.Render(comparison));
    }

    /// <summary>Writes B against A as tests, where a file was asked for.</summary>
    /// <param name="comparison">As drawn.</param>
    /// <param name="refuted">What a gate's second run did not find again.</param>
    /// <param name="junit">Null where none was asked for.</param>
    public static void Write(SideComparison comparison, IReadOnlyCollection<SideFigure> refuted, string? junit)
    {
        if (junit is not null)
            AtomicFile.Write(junit, SidesJUnit.Render(comparison, refuted));
    }

    private static TerminalStyle Style() => new(
        Console.IsOutputRedirected ? Unknown : Math.Clamp(Console.WindowWidth, Narrowest, Widest),
        Colour: !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        // .NET writes UTF-8 unless the locale names another character set.
        Unicode: Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage);
}
