using System.Diagnostics;

namespace IoBench.Cli.Running;

/// <summary>How long a run still takes, from the mean of what is done.</summary>
/// <param name="total">Turns, or as many as there may be at most.</param>
/// <param name="before">Done when the clock began to run.</param>
internal sealed class Pace(int total, int before = 0)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public TimeSpan Elapsed => _clock.Elapsed;

    public int Total => total;

    public int Before => before;

    public TimeSpan? Left(int done) => done == before ? null : Elapsed / (done - before) * (total - done);

    /// <summary>A duration for people: <c>48 s</c>, <c>1 min 48 s</c>, <c>2 h 05 min</c>.</summary>
    public static string Text(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 59.5 } => FormattableString.Invariant($"{duration.TotalSeconds:0} s"),
        { TotalMinutes: < 60 } => FormattableString.Invariant($"{(int)duration.TotalMinutes} min {duration.Seconds:00} s"),
        _ => FormattableString.Invariant($"{(int)duration.TotalHours} h {duration.Minutes:00} min"),
    };
}
