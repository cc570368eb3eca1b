using System.Text;
using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Analysis.Sides;
using IoBench.Analysis.Trends;
using IoBench.Reporting;
using IoBench.Results;

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

    private static TerminalStyle Style() => new(
        Console.IsOutputRedirected ? Unknown : Math.Clamp(Console.WindowWidth, Narrowest, Widest),
        Colour: !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        // .NET writes UTF-8 unless the locale names another character set.
        Unicode: Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage);
}
