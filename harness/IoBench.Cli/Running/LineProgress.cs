using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>For a log: a line at each tenth of the run, and at least every minute.</summary>
/// <param name="talk">The log.</param>
/// <param name="pace">How far it is.</param>
/// <param name="grows">True where it may end before.</param>
/// <param name="aa">What noise alone did so far.</param>
internal sealed class LineProgress(TextWriter talk, Pace pace, bool grows, Func<string> aa) : IRunProgress
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);
    private int _tenthsTold = pace.Before * 10 / pace.Total;
    private int _done = pace.Before;
    private TimeSpan _toldAt;

    public void Begin(Turn turn)
    {
    }

    public void Finish(Turn turn)
    {
        var tenths = ++_done * 10 / pace.Total;
        if (tenths == _tenthsTold && pace.Elapsed - _toldAt < LongestSilence)
            return;

        var most = grows ? "at most " : "";
        (_tenthsTold, _toldAt) = (tenths, pace.Elapsed);
        talk.WriteLine($"{_done * 100 / pace.Total,3} %  {_done} of {most}{pace.Total}, block {turn.Block}, {most}{Pace.Text(pace.Left(_done)!.Value)} left{aa()}");
    }

    public void Tell(string line) => talk.WriteLine(line);
}
