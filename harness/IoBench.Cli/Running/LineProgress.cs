using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>For a log: a line at each tenth of the run, and at least every minute.</summary>
/// <param name="talk">The log.</param>
/// <param name="total">Turns, or as many as there may be at most.</param>
/// <param name="grows">True where it may end before.</param>
/// <param name="aa">What noise alone did so far.</param>
internal sealed class LineProgress(TextWriter talk, int total, bool grows, Func<string> aa) : IRunProgress
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);
    private readonly Pace _pace = new(total);
    private int _tenthsTold;
    private TimeSpan _toldAt;

    public void Begin(Turn turn)
    {
    }

    public void Finish(Turn turn)
    {
        var done = turn.Order;
        var tenths = done * 10 / total;
        if (tenths == _tenthsTold && _pace.Elapsed - _toldAt < LongestSilence)
            return;

        var most = grows ? "at most " : "";
        (_tenthsTold, _toldAt) = (tenths, _pace.Elapsed);
        talk.WriteLine($"{done * 100 / total,3} %  {done} of {most}{total}, block {turn.Block}, {most}{Pace.Text(_pace.Left(done)!.Value)} left{aa()}");
    }

    public void Tell(string line) => talk.WriteLine(line);
}
