using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Text;

/// <summary>One word and one sign for each judgement, and one phrase for each load point, wherever they stand.</summary>
public static class Words
{
    public static string Of(Judgement judgement, string metric) => judgement switch
    {
        Judgement.Equivalent => "equivalent",
        Judgement.Better => metric == Metric.ServerCpu.Name ? "cheaper" : "faster",
        Judgement.Worse => metric == Metric.ServerCpu.Name ? "dearer" : "slower",
        Judgement.Differs => "differs, size unresolved",
        Judgement.Inconclusive => "inconclusive",
        _ => $"under {Levels.LeastBlocks} blocks",
    };

    /// <summary>System calls per message; <c>&gt;</c> before a count that misses what the C library or the runtime does by itself.</summary>
    public static string Calls(CellSummary cell) => cell.SyscallsUnseen ? "not counted" : BriefCalls(cell);

    /// <summary>The same where a column is narrow; <see cref="UnseenCalls"/> says what a dash means.</summary>
    public static string BriefCalls(CellSummary cell) => (cell.MoreSyscallsUnseen ? ">" : "") + Figures.Number(cell.SyscallsPerMessage?.Centre);

    /// <summary>What those signs mean, or nothing where they do not occur.</summary>
    public static string UnseenCalls(IReadOnlyList<CellSummary> cells) => string.Join("; ", new[]
    {
        cells.Any(static c => c.MoreSyscallsUnseen) ? "> more: system calls that the C library or the .NET runtime makes by itself are not counted" : "",
        cells.Any(static c => c.SyscallsUnseen) ? $"calls of {List([.. cells.Where(static c => c.SyscallsUnseen).Select(static c => c.Cell.Label)])} are not counted: the .NET runtime makes them" : "",
    }.Where(static s => s.Length > 0));

    public static string Of(Comparison comparison) => Of(comparison.Judgement, comparison.Metric);

    /// <summary>Noise asks for more than the metric's own margin before anything is called different.</summary>
    public static bool IsWidened(Comparison comparison) => comparison.Margin > comparison.OwnMargin * 1.0001;

    public static string Sign(Judgement judgement) => judgement switch
    {
        Judgement.Equivalent => "=",
        Judgement.Better => "+",
        Judgement.Worse => "−",
        Judgement.Differs => "≠",
        Judgement.Inconclusive => "?",
        _ => " ",
    };

    public static string Connections(int n) => Plural(n, "connection");

    public static string Plural(long n, string noun) => $"{Figures.Count(n)} {noun}{(n == 1 ? "" : "s")}";

    /// <summary>Only what sets the point apart: the defaults (no idle ones, ping-pong, one thread, one process) go unsaid, as does 0 for the axis of a curve.</summary>
    public static string Point(LoadPoint p) => string.Join(", ", new[]
    {
        p.Connections > 0 ? Connections(p.Connections) : "",
        p.PayloadBytes > 0 ? $"{Figures.Count(p.PayloadBytes)} bytes" : "",
        p.Idle > 0 ? $"{Figures.Count(p.Idle)} idle" : "",
        p.Depth > 1 ? $"depth {p.Depth}" : "",
        p.Threads > 0 ? Plural(p.Threads, "thread") : "",
        p.Processes > 1 ? $"{p.Processes} processes" : "",
        p.OtherEngine is null ? "" : $"client under {p.OtherEngine}",
        Work(p.Work),
        p.Churn > 0 ? $"new connection after {Plural(p.Churn, "message")}" : "",
        Offered(p),
    }.Where(static s => s.Length > 0));

    /// <summary>What the handler does for each message; nothing where it only echoes.</summary>
    public static string Work(string? work) => CellWork.Of(work) is { } w ? $"the handler {(w.Computes ? "computes" : "waits")} {Figures.Tick(w.Us)} µs" : work ?? "";

    /// <summary>What an open loop offers; nothing for a closed one.</summary>
    public static string Offered(LoadPoint p) => (p.RatePerSecond, p.LoadShare) switch
    {
        ({ } rate, _) => $"{Figures.Rate(rate)} messages a second due",
        (_, { } share) => p.IsEqualLoad
            ? $"the same rate due for all, {Figures.Percent(share)} of the lowest capacity"
            : $"{Figures.Percent(share)} of its own capacity due",
        _ => "",
    };

    /// <summary>How far a figure may be off, and what kind of statement that is.</summary>
    public static string Kind(Spread spread) => spread.IsInterval ? Figures.Confidence(Levels.Interval) + " interval" : spread.N > 1 ? $"range of {spread.N}" : "one value";

    /// <summary>a, b and c</summary>
    public static string List(IReadOnlyList<string> names) => names.Count < 2
        ? string.Concat(names)
        : string.Join(", ", names.SkipLast(1)) + " and " + names[^1];
}
