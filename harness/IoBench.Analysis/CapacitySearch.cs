namespace IoBench.Analysis;

/// <summary>What one window said of a rate.</summary>
/// <param name="AskedPerSecond">Messages a second that were due.</param>
/// <param name="AchievedPerSecond">Messages a second that came back.</param>
/// <param name="Broken">Why the service level did not hold; null when it held.</param>
public sealed record Probe(double AskedPerSecond, double AchievedPerSecond, string? Broken)
{
    public double? P99Ns { get; init; }

    /// <summary>The client was the limit, so that a broken level says little of the server.</summary>
    public bool ClientBound { get; init; }
}

/// <summary>What a search found.</summary>
/// <param name="Best">The highest rate at which the level held; null when it never did.</param>
/// <param name="Beyond">The lowest rate above it that broke it; null when none did.</param>
/// <param name="Probes">All windows in the order measured.</param>
public sealed record SearchResult(Probe? Best, Probe? Beyond, IReadOnlyList<Probe> Probes)
{
    /// <summary>Why there is no capacity, or why it is only a bound; null when it was closed in on.</summary>
    public string? Note { get; init; }
}

/// <summary>
/// The highest rate that keeps a service level: doubled until it breaks, then halved in logarithms. Windows are noisy, so a rate
/// that broke the level is tried once more before that counts. Windows are bounded in number.
/// </summary>
public sealed record CapacitySearch
{
    public required double StartPerSecond { get; init; }

    /// <summary>Below it a window holds too few messages to judge.</summary>
    public required double LeastPerSecond { get; init; }

    /// <summary>What the load takes.</summary>
    public double MostPerSecond { get; init; } = 5e7;

    /// <summary>The search ends when the rate that broke the level is this close above the one that kept it.</summary>
    public double Resolution { get; init; } = 0.03;

    public int MostProbes { get; init; } = 40;

    public async Task<SearchResult> RunAsync(Func<double, Task<Probe>> probe)
    {
        var probes = new List<Probe>();
        Probe? best = null, beyond = null;
        var rate = Math.Clamp(StartPerSecond, LeastPerSecond, MostPerSecond);
        while (probes.Count < MostProbes)
        {
            var tried = await TwiceAsync(rate, probe, probes);
            if (tried.Broken is null)
                best = tried;
            else
                beyond = tried;
            if (Next(best, beyond) is not { } next)
                return new SearchResult(best, beyond, probes) { Note = NoteOf(best, beyond) };
            rate = next;
        }

        return new SearchResult(best, beyond, probes) { Note = $"not closed in on within {MostProbes} windows" };
    }

    private async Task<Probe> TwiceAsync(double rate, Func<double, Task<Probe>> probe, List<Probe> probes)
    {
        var first = await probe(rate);
        probes.Add(first);
        if (first.Broken is null || probes.Count >= MostProbes)
            return first;
        var second = await probe(rate);
        probes.Add(second);
        return second;
    }

    /// <summary>The next rate; null when there is nothing left to learn.</summary>
    private double? Next(Probe? best, Probe? beyond) => (best?.AskedPerSecond, beyond?.AskedPerSecond) switch
    {
        ({ } low, null) => low < MostPerSecond ? Math.Min(2 * low, MostPerSecond) : null,
        (null, { } high) => high > LeastPerSecond ? Math.Max(high / 2, LeastPerSecond) : null,
        ({ } low, { } high) => high / low > 1 + Resolution ? Math.Sqrt(low * high) : null,
        _ => null,
    };

    private static string? NoteOf(Probe? best, Probe? beyond) => (best, beyond) switch
    {
        (null, _) => FormattableString.Invariant($"not even {beyond!.AskedPerSecond:0}/s keeps it: {beyond.Broken}"),
        (_, null) => "nothing broke it: a lower bound",
        (_, { ClientBound: true }) => "client-bound: a lower bound",
        _ => null,
    };
}
