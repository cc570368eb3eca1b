using IoBench.Analysis;

namespace IoBench.Reporting.Page;

/// <summary>A figure that the explorer offers, with its words and its way to be written.</summary>
internal sealed record ExplorerFigure
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Upwards { get; init; }

    public required string Unit { get; init; }

    /// <summary>By which models are compared; null where they are not.</summary>
    public Metric? Metric { get; init; }

    public required Func<CellSummary, Estimate?> Value { get; init; }

    /// <summary>A figure and a tick of an axis.</summary>
    public required Func<double, string> Figure { get; init; }

    public required Func<double, string> Tick { get; init; }

    /// <summary>What the centre's text says before the number.</summary>
    public Func<CellSummary, string> Sign { get; init; } = static _ => "";

    public static IReadOnlyList<ExplorerFigure> All { get; } =
    [
        Compared(Metric.Throughput, "messages per second", "msg/s") with { Figure = static v => Figures.Rate(v), Tick = Figures.RateTick },
        Compared(Metric.P50, "median latency in µs", "µs") with { Figure = static v => Figures.Micros(v), Tick = static v => Figures.Tick(v / 1e3) },
        Compared(Metric.P99, "p99 latency in µs", "µs") with { Figure = static v => Figures.Micros(v), Tick = static v => Figures.Tick(v / 1e3) },
        Compared(Metric.ServerCpu, "server CPU per message in µs", "µs"),
        new()
        {
            Id = "syscallsPerMessage", Title = "system calls per message", Upwards = "system calls of the server per message", Unit = "calls",
            Value = static c => c.SyscallsPerMessage, Figure = static v => Figures.Number(v), Tick = Figures.Tick, Sign = static c => c.MoreSyscallsUnseen ? ">" : "",
        },
    ];

    public string Text(CellSummary cell, Estimate value) =>
        Sign(cell) + Figure(value.Centre) + (value.Interval is { } i ? $" [{Figure(i.Low)}, {Figure(i.High)}]" : "");

    public ExplorerMetric Described(IReadOnlyList<Estimate> values) => new(Id, Title, Upwards, Unit, Metric is not null, ExplorerTicks.Of(values, Tick));

    /// <summary>Six digits: more than is known, and enough to draw.</summary>
    public static ExplorerValue Rounded(Estimate value, string text) => new(Six(value.Centre), Six(value.Interval?.Low), Six(value.Interval?.High), text);

    private static ExplorerFigure Compared(Metric metric, string upwards, string unit) => new()
    {
        Id = metric.Name, Title = metric.Title, Upwards = upwards, Unit = unit, Metric = metric, Value = metric.Of,
        Figure = static v => Figures.Number(v), Tick = Figures.Tick,
    };

    private static double? Six(double? value) => value is { } v ? Six(v) : null;

    private static double Six(double value) => double.Parse(value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
