using IoBench.Linux;

namespace IoBench.Load;

/// <summary>
/// When the window opens: not before the warm-up is over, and later while the rate still rises or falls (open loop: while the response
/// time still falls; one that rises is a line that grows, and grows on), up to a limit. The first
/// generator decides for all; it tells a little ahead, so that the others and the server hear of it in time.
/// </summary>
public sealed class Opening : IDisposable
{
    private const int ValuesLookedAt = 8;
    private const long LongestLeadNs = 25_000_000;

    // A trend this large and no likelier by chance is a warm-up that goes on. Eight values tell little, so noise prolongs one run in seven, by a tick or two.
    private const double LeastDrift = 0.1, MostP = 0.15;

    private readonly LoadOptions options;
    private readonly double[] values = new double[ValuesLookedAt];
    private readonly double[] slopes = new double[ValuesLookedAt * (ValuesLookedAt - 1) / 2];
    private readonly ManualResetEventSlim known = new();
    private readonly long leadNs;
    private long begunNs, lastNs, lastAnswered, lastSumNs, startNs;
    private int ticks;
    private volatile bool isKnown, abandoned;

    public Opening(LoadOptions options)
    {
        this.options = options;
        var warmupNs = (long)(options.WarmupSeconds * 1e9);
        leadNs = Math.Min(LongestLeadNs, warmupNs);
        TickNs = Math.Clamp(warmupNs / 12, 2_000_000, 20_000_000);
    }

    /// <summary>How often <see cref="Consider"/> is called in the warm-up.</summary>
    public long TickNs { get; }

    public bool IsKnown => isKnown;

    /// <summary>Nobody wants the result any more.</summary>
    public bool IsAbandoned => abandoned;

    public Window Window => new(startNs, startNs + (long)(options.DurationSeconds * 1e9));

    /// <summary>The warm-up as it will have been.</summary>
    public double WarmupSeconds => (startNs - begunNs) / 1e9;

    /// <summary>All connections stand, and the warm-up begins.</summary>
    /// <param name="atNs">When the window opens, where that was agreed upon; null lets the warm-up decide.</param>
    /// <exception cref="LoadException">That is too late now.</exception>
    public void Begin(long? atNs = null)
    {
        begunNs = lastNs = Clock.NowNs();
        if (atNs is { } agreedNs)
        {
            if (agreedNs < begunNs) throw new LoadException(FormattableString.Invariant($"the window was to open {(begunNs - agreedNs) / 1e6:0.0} ms before all connections stood"));
            Set(agreedNs);
        }
        else if ((long)(options.WarmupSeconds * 1e9) - leadNs <= 0) Set(begunNs + leadNs);
    }

    /// <summary>Looks at the rate, or the response time, since the last call.</summary>
    /// <param name="answered">Messages so far.</param>
    /// <param name="sumNs">Of their response times.</param>
    public void Consider(long nowNs, long answered, long sumNs)
    {
        if (isKnown || nowNs <= lastNs) return;
        // Where nothing was answered since, there is no response time to tell of, and the one before stands.
        if (!options.IsOpenLoop) values[ticks++ % ValuesLookedAt] = (answered - lastAnswered) * 1e9 / (nowNs - lastNs);
        else if (answered > lastAnswered) values[ticks++ % ValuesLookedAt] = (sumNs - lastSumNs) / (double)(answered - lastAnswered);
        (lastNs, lastAnswered, lastSumNs) = (nowNs, answered, sumNs);
        var warmedNs = nowNs - begunNs + leadNs;
        if (warmedNs < (long)(options.WarmupSeconds * 1e9)) return;
        if (warmedNs + TickNs > (long)(options.WarmupLimitSeconds * 1e9) || IsSteady()) Set(nowNs + leadNs);
    }

    /// <summary>Waits until the window is known, or no generator is left to tell it.</summary>
    public void Await() => known.Wait();

    public void Abandon()
    {
        abandoned = true;
        known.Set();
    }

    public void Dispose() => known.Dispose();

    private bool IsSteady()
    {
        if (ticks < ValuesLookedAt) return true; // too short to tell
        Span<double> inOrder = stackalloc double[ValuesLookedAt];
        for (var i = 0; i < ValuesLookedAt; i++) inOrder[i] = values[(ticks + i) % ValuesLookedAt];
        var trend = Trend.Of(inOrder, slopes);
        return (options.IsOpenLoop ? -trend.Drift : Math.Abs(trend.Drift)) < LeastDrift || trend.P > MostP;
    }

    private void Set(long atNs)
    {
        startNs = atNs;
        isKnown = true;
        known.Set();
    }
}
