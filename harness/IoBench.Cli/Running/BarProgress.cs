using IoBench.Results.Plans;
using Spectre.Console;

namespace IoBench.Cli.Running;

/// <summary>For a terminal: a bar with the cell under way and the time left, drawn anew only between invocations.</summary>
internal sealed class BarProgress : IRunProgress
{
    private readonly ProgressContext _context;
    private readonly ProgressTask _task;
    private readonly Pace _pace;

    private BarProgress(ProgressContext context, int total)
    {
        _context = context;
        _pace = new Pace(total);
        _task = context.AddTask("starting", maxValue: total);
    }

    /// <summary>Shows the bar on standard error as long as the body runs.</summary>
    public static Task<T> ShowAsync<T>(int total, Func<IRunProgress, Task<T>> body) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            // A timer of its own would draw during the measurement.
            .AutoRefresh(false)
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => body(new BarProgress(context, total)));

    public void Begin(Turn turn)
    {
        var left = _pace.Left(turn.Order - 1) is { } time ? Pace.Text(time) + " left" : "";
        _task.Description = Markup.Escape($"{left,-15} block {turn.Block}  {Title(turn)}");
        _context.Refresh();
    }

    public void Finish(Turn turn) => _task.Increment(1);

    private static string Title(Turn turn) => turn switch
    {
        CellTurn { Cell: var cell } => $"{cell.Label} {cell.Connections} conn" + (cell.RatePerSecond is { } rate ? FormattableString.Invariant($" {rate}/s") : ""),
        FloorTurn { Point: var point } => $"floor {point.Connections} conn",
        _ => "",
    };
}
