using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>For a log: a line at each tenth of the run, and at least every minute.</summary>
internal sealed class LineProgress(TextWriter talk, int total) : IRunProgress
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

        (_tenthsTold, _toldAt) = (tenths, _pace.Elapsed);
        talk.WriteLine($"{done * 100 / total,3} %  {done} of {total}, block {turn.Block}, {Pace.Text(_pace.Left(done)!.Value)} left");
    }
}
