using IoBench.Analysis.Comparing;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Charts;

/// <summary>Where runs that are compared were made, in one line.</summary>
internal static class ChangePlace
{
    public static string Line(ComparedRuns runs) => string.Join(" · ", new[]
    {
        "Linux " + TrendWords.Span(Ends(runs, static r => r.Kernel).First, Ends(runs, static r => r.Kernel).Last),
        Same(runs, static r => Place.Cpu(r.Machine), "machines"),
        Same(runs, static r => r.Accelerator, "accelerators") is var accelerator and not Analysis.Trends.RunConditions.BareMetal ? $"under {accelerator}" : "",
        Same(runs, static r => r.Placement, "placements"),
    }.Where(static s => s.Length > 0));

    public static string Foot(ComparedRuns runs) =>
        $"{Line(runs)}. Source: IoBench {Same(runs, static r => r.IoBench, "versions")}, {Words.List([.. runs.Runs.Select(static r => r.Name)])}, comparison.json";

    private static (string First, string Last) Ends(ComparedRuns runs, Func<ComparedRun, string> of) => (of(runs.Runs[0]), of(runs.Runs[^1]));

    private static string Same(ComparedRuns runs, Func<ComparedRun, string> of, string many) =>
        runs.Runs.Select(of).Distinct().ToList() is [var one] ? one : $"{runs.Runs.Select(of).Distinct().Count()} {many}";
}
