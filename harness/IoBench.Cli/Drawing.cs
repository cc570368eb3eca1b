using System.Text;
using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Analysis.Kernels;
using IoBench.Analysis.Trends;
using IoBench.Reporting;
using IoBench.Results;
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
        Console.Out.Write(TerminalSummary.Render(summary, Style(), Checkout.Shown(Path.Combine(folder, "report.html"))));
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
        var page = Checkout.Shown(Path.Combine(folder, "report.html"));
        Console.Out.Write(json ? TrendReport.Json(summary) + "\n" : TrendTable.Render(summary, Style(), page));
        if (json)
            Console.Error.WriteLine($"report: {page}");
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
        var page = Checkout.Shown(Path.Combine(folder, "report.html"));
        Console.Out.Write(json ? KernelReport.Json(summary) + "\n" : KernelText.Render(summary, Style(), page));
        if (json)
            Console.Error.WriteLine($"report: {page}");
    }

    /// <summary>Prints what changed between runs.</summary>
    public static void Draw(IReadOnlyList<RunComparison> comparisons, bool json) =>
        Console.Out.Write(json ? ComparisonText.Json(comparisons) : string.Join("\n", comparisons.Select(static c => ComparisonText.Render(c, Style()))));

    private static TerminalStyle Style() => new(
        Console.IsOutputRedirected ? Unknown : Math.Clamp(Console.WindowWidth, Narrowest, Widest),
        Colour: !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        // .NET writes UTF-8 unless the locale names another character set.
        Unicode: Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage);
}
