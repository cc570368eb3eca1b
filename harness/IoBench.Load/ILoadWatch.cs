namespace IoBench.Load;

/// <summary>Who follows a run while it goes on, on a thread that measures nothing.</summary>
public interface ILoadWatch
{
    /// <summary>All connections stand. The first message is sent when this returns.</summary>
    /// <returns>When the window is to open (CLOCK_MONOTONIC), where several loads share it; null leaves that to the warm-up.</returns>
    long? Connected(int connections);

    /// <summary>It is known when the window will be: some 25 ms ahead.</summary>
    void Opened(Window window);

    /// <summary>The time until the window is over, to look at <paramref name="pulse"/> now and then.</summary>
    void Accompany(Window window, LoadPulse pulse);
}

/// <summary>What the generators have counted so far, read from beside them: a moment old, and for the eye alone.</summary>
public sealed class LoadPulse
{
    private readonly Generator[] generators;

    internal LoadPulse(Generator[] generators) => this.generators = generators;

    public long Answered => generators.Sum(g => g.Recorder.AnsweredWithin);

    /// <summary>The highest of the generators' own; not a merged quantile.</summary>
    public long? P99Ns
    {
        get
        {
            try
            {
                return generators.Max(g => g.Recorder.Response.Quantile(0.99));
            }
            catch (ArgumentOutOfRangeException)
            {
                return null; // a count that was added to while it was summed up
            }
        }
    }
}
