using System.Diagnostics;

namespace IoBench.Cli.Running;

/// <summary>How long a run still takes, from the mean of what is done.</summary>
internal sealed class Pace(int total)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public TimeSpan Elapsed => _clock.Elapsed;

    public TimeSpan? Left(int done) => done == 0 ? null : Elapsed / done * (total - done);

    /// <summary>A duration for people: <c>48 s</c>, <c>1 min 48 s</c>, <c>2 h 05 min</c>.</summary>
    public static string Text(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 59.5 } => FormattableString.Invariant($"{duration.TotalSeconds:0} s"),
        { TotalMinutes: < 60 } => FormattableString.Invariant($"{(int)duration.TotalMinutes} min {duration.Seconds:00} s"),
        _ => FormattableString.Invariant($"{(int)duration.TotalHours} h {duration.Minutes:00} min"),
    };
}
