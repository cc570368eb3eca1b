using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Text;

/// <summary>How an axis of the load is asked about, drawn and named.</summary>
internal sealed record AxisView
{
    public required Axis Axis { get; init; }

    /// <summary>Of the section and of its chart.</summary>
    public required string Id { get; init; }

    public required string Question { get; init; }

    /// <summary>What the axis counts: <c>idle connections</c>.</summary>
    public required string Noun { get; init; }

    /// <summary>By which the curves cross.</summary>
    public required Metric Metric { get; init; }

    /// <summary>What is drawn upwards, with its unit.</summary>
    public required string Upwards { get; init; }

    /// <summary>The same unit behind a figure.</summary>
    public required string Unit { get; init; }

    public required Func<CellSummary, Estimate?> Value { get; init; }

    /// <summary>A value of the axis with its unit: <c>47 idle connections</c>, <c>13 KiB</c>.</summary>
    public required Func<double, string> Amount { get; init; }

    /// <summary>The same, short and alone, for ticks and tables.</summary>
    public required Func<double, string> Tick { get; init; }

    /// <summary>The same where there is little room.</summary>
    public string ShortTick(double value) => IsRound(1000) && value >= 1000 ? Figures.RateTick(value) : Tick(value);

    /// <summary>Values that small panels name, where three or more of those measured are among them.</summary>
    public required Func<int, bool> IsRound { get; init; }

    /// <summary>Shapes that are drawn: where there are more, those of most cells.</summary>
    public int MostShapes { get; init; } = 1;

    public static AxisView Connections { get; } = new()
    {
        Axis = Axis.Connections, Id = "throughput", Question = "Which model scales with connections?", Noun = "busy connections", Metric = Metric.Throughput,
        Upwards = "messages per second", Unit = "messages a second", Value = static c => c.ThroughputPerSecond,
        Amount = static n => $"{Count(n)} connections", Tick = Count, IsRound = IsPowerOfTen,
    };

    public static AxisView Idle { get; } = new()
    {
        Axis = Axis.Idle, Id = "idle", Question = "What do idle connections cost?", Noun = "idle connections", Metric = Metric.ServerCpu,
        Upwards = "server CPU per message in µs", Unit = "µs of server CPU per message", Value = static c => c.ServerCpuUsPerMessage,
        Amount = static n => $"{Count(n)} idle connections", Tick = Count, IsRound = IsPowerOfTen, MostShapes = 2,
    };

    public static AxisView Payload { get; } = new()
    {
        Axis = Axis.Payload, Id = "payload", Question = "When does copying dominate?", Noun = "bytes of a message", Metric = Metric.Throughput,
        Upwards = "Gbit/s each way", Unit = "Gbit/s each way", Value = GigabitsPerSecond, Amount = Figures.Bytes, Tick = Figures.Bytes, IsRound = static n => n is 1 or 1024 or 1 << 20,
    };

    public static AxisView Depth { get; } = new()
    {
        Axis = Axis.Depth, Id = "depth", Question = "What does it bring to keep more messages under way?", Noun = "messages under way on each connection", Metric = Metric.Throughput,
        Upwards = "messages per second", Unit = "messages a second", Value = static c => c.ThroughputPerSecond, Amount = static n => $"depth {Count(n)}", Tick = Count, IsRound = static _ => false,
    };

    public static AxisView Threads { get; } = new()
    {
        Axis = Axis.Threads, Id = "threads", Question = "What do more threads bring?", Noun = "loops or workers of the server", Metric = Metric.Throughput,
        Upwards = "messages per second", Unit = "messages a second", Value = static c => c.ThroughputPerSecond, Amount = static n => $"{Count(n)} {(n == 1 ? "thread" : "threads")}", Tick = Count, IsRound = static _ => false,
    };

    public static AxisView Processes { get; } = new()
    {
        Axis = Axis.Processes, Id = "processes", Question = "What do more processes bring?", Noun = "processes of the server", Metric = Metric.Throughput,
        Upwards = "messages per second", Unit = "messages a second", Value = static c => c.ThroughputPerSecond, Amount = static n => $"{Count(n)} {(n == 1 ? "process" : "processes")}", Tick = Count, IsRound = static _ => false,
    };

    /// <summary>Those with a section of their own, in the order of the page.</summary>
    public static IReadOnlyList<AxisView> Sections { get; } = [Idle, Payload, Depth, Threads, Processes];

    /// <summary>The curves that are shown, shape by shape, the most busy connections first; empty where the run has none.</summary>
    public IReadOnlyList<IGrouping<LoadPoint, AxisCurve>> Curves(RunSummary summary) =>
        [.. AxisCurve.Of([.. summary.Cells.Where(c => Value(c) is { Centre: > 0 })], Axis).GroupBy(static c => c.Shape)
            .OrderBy(static g => g.Key.Churn).ThenByDescending(static g => g.Sum(static c => c.Cells.Count))
            .ThenByDescending(g => Axis.Without(summary.Headline ?? g.Key) == g.Key)
            .Take(MostShapes).OrderByDescending(static g => g.Key.Connections)];

    /// <summary>What is drawn upwards, as a figure and as a tick.</summary>
    public string Figure(double value) => IsRate ? Figures.Rate(value) : Figures.Number(value);

    public string FigureTick(double value) => IsRate ? Figures.RateTick(value) : Figures.Tick(value);

    private bool IsRate => Upwards == Connections.Upwards;

    // What was measured is whole; what was interpolated is known to two digits at most.
    private static string Count(double n) => Math.Abs(n - Math.Round(n)) < 1e-5 * (1 + n) ? Figures.Count((long)Math.Round(n)) : Figures.Number(n, 2);

    private static bool IsPowerOfTen(int n) => n is 0 or 1 or 10 or 100 or 1000 or 10_000 or 100_000;

    private static Estimate? GigabitsPerSecond(CellSummary cell)
    {
        if (cell.ThroughputPerSecond is not { } rate)
            return null;
        var factor = cell.Cell.PayloadBytes * 8 / 1e9;
        return rate with { Centre = rate.Centre * factor, Interval = rate.Interval is { } i ? i with { Low = i.Low * factor, High = i.High * factor } : null };
    }
}
