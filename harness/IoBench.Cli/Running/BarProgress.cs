using IoBench.Results.Plans;
using Spectre.Console;

namespace IoBench.Cli.Running;

/// <summary>For a terminal: a bar with the cell under way and the time left, drawn anew only between invocations.</summary>
internal sealed class BarProgress : IRunProgress
{
    private readonly ProgressContext _context;
    private readonly ProgressTask _task;
    private readonly Pace _pace;

    private readonly IAnsiConsole _console;
    private readonly string _most;
    private readonly Func<string> _aa;
    private string _aaTold = "";
    private int _block;

    private BarProgress(IAnsiConsole console, ProgressContext context, Pace pace, bool grows, Func<string> aa)
    {
        (_console, _most, _aa) = (console, grows ? "at most " : "", aa);
        _context = context;
        _pace = pace;
        _task = context.AddTask("starting", maxValue: pace.Total);
        _task.Increment(pace.Before);
    }

    /// <summary>Shows the bar on standard error as long as the body runs.</summary>
    /// <param name="pace">How far it is.</param>
    /// <param name="grows">True where it may end before.</param>
    /// <param name="aa">What noise alone did so far; asked for once a block.</param>
    /// <param name="body">The run.</param>
    public static Task ShowAsync(Pace pace, bool grows, Func<string> aa, Func<IRunProgress, Task> body)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            // A timer of its own would draw during the measurement.
            .AutoRefresh(false)
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => body(new BarProgress(console, context, pace, grows, aa)));
    }

    public void Begin(Turn turn)
    {
        var left = _pace.Left((int)_task.Value) is { } time ? $"{_most}{Pace.Text(time)} left" : "";
        if (turn.Block != _block)
            (_block, _aaTold) = (turn.Block, _aa());
        _task.Description = Markup.Escape($"{left,-15} block {turn.Block}{_aaTold}  {Title(turn)}");
        _context.Refresh();
    }

    public void Finish(Turn turn) => _task.Increment(1);

    // Stays above the bar.
    public void Tell(string line) => _console.MarkupLineInterpolated($"{line}");

    private static string Title(Turn turn) => turn switch
    {
        CellTurn { Cell: var cell } => $"{(turn is CellTurn { Repeats: not null } ? "again: " : "")}{cell.Label} {cell.Connections} conn" + (cell.RatePerSecond is { } rate ? FormattableString.Invariant($" {rate}/s") : ""),
        FloorTurn { Point: var point } => $"floor {point.Connections} conn",
        _ => "",
    };
}
