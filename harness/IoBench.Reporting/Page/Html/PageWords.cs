using IoBench.Analysis;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>What the frame of every page says: heads, names for who does not see, and the words beside a strip of invocations.</summary>
internal static class PageWords
{
    public const string Skip = "Skip to the answer";
    public const string How = "how to read this";
    public const string Contents = "Contents";
    public const string Answer = "Answer";
    public const string Skipped = "Skipped";
    public const string Figures = "The figures behind it";
    public const string MethodHead = "How was it measured?";
    public const string ExploreHead = "What would you rather compare?";
    public const string Band = "Band or bar";
    public const string OpenRow = "Open a model’s name for its invocations, one dot each, in run order.";

    public static string Chart(string question) => $"Chart: {question}";

    public static string Findings(string question) => $"Findings: {question}";

    public static string Data(string question) => $"Figures: {question}";

    public static string Runs(CellSummary cell, int refused) =>
        $"Throughput of {cell.Cell.Label}, invocation by invocation: {string.Join(", ", cell.Invocations.Select(static f => Reporting.Figures.Rate(f.ThroughputPerSecond)))} messages a second{(refused > 0 ? $"; {refused} refused" : "")}";

    public static string Run(InvocationFigures run, bool counts) =>
        $"block {run.Block}: {Reporting.Figures.Rate(run.ThroughputPerSecond)} messages a second{(counts ? "" : ", refused, counts in no figure")}";

    public static string RunsInOrder(int count) => $"{Words.Plural(count, "invocation")} in run order";

    public static string Most(double perSecond) => $"most {Reporting.Figures.Rate(perSecond)} msg/s";

    public static string Least(double perSecond) => $"least {Reporting.Figures.Rate(perSecond)} msg/s";
}
