using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>What <c>iobench sweep</c> found: the highest rate of each model that keeps a service level, and its response times below it.</summary>
public sealed record CapacitySummary
{
    public int SchemaVersion { get; init; } = Schema.Version;

    public required string Name { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The service level, e.g. <c>p99&lt;1ms</c>.</summary>
    public required string Slo { get; init; }

    /// <summary>The load without its rate.</summary>
    public required LoadPoint Point { get; init; }

    public required double WarmupSeconds { get; init; }

    public required double WindowSeconds { get; init; }

    public required int Searches { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The command that repeats this very sweep.</summary>
    public required string Command { get; init; }

    public required Placement Placement { get; init; }

    public required RunEnvironment Environment { get; init; }

    public required IReadOnlyList<SkippedModel> Skipped { get; init; }

    /// <summary>True where it was interrupted: what is here is what was finished.</summary>
    public required bool Interrupted { get; init; }

    public required IReadOnlyList<ModelCapacity> Models { get; init; }
}

/// <summary>One model, or the server at a target.</summary>
public sealed record ModelCapacity
{
    public required string Label { get; init; }

    /// <summary>Achieved messages a second over the searches that found one; null when none did.</summary>
    public Spread? CapacityPerSecond { get; init; }

    /// <summary>Median over the searches of p99 in the window of the capacity.</summary>
    public double? P99NsAtCapacity { get; init; }

    /// <summary>Why there is no capacity, or why it is only a bound; null when nothing is to be said.</summary>
    public string? Note { get; init; }

    public required IReadOnlyList<SearchResult> Searches { get; init; }

    /// <summary>Windows at shares of the capacity, by rate.</summary>
    public required IReadOnlyList<CurveWindow> Curve { get; init; }

    public static ModelCapacity Of(string label, IReadOnlyList<SearchResult> searches, IReadOnlyList<CurveWindow> curve)
    {
        var found = searches.Select(static s => s.Best).OfType<Probe>().ToList();
        var tails = found.Select(static p => p.P99Ns).OfType<double>().Order().ToList();
        return new ModelCapacity
        {
            Label = label,
            CapacityPerSecond = Spread.Of([.. found.Select(static p => p.AchievedPerSecond)]),
            P99NsAtCapacity = tails.Count == 0 ? null : (tails[(tails.Count - 1) / 2] + tails[tails.Count / 2]) / 2,
            Note = NoteOf(searches, found.Count),
            Searches = searches,
            Curve = [.. curve.OrderBy(static w => w.AskedPerSecond)],
        };
    }

    private static string? NoteOf(IReadOnlyList<SearchResult> searches, int found) => searches.FirstOrDefault(static s => s.Note is not null) is not { } noted
        ? null
        : found < searches.Count && found > 0 ? $"{searches.Count - found} of {searches.Count} searches found none ({searches.First(static s => s.Best is null).Note})" : noted.Note;
}

/// <summary>Response times of one window at a share of the capacity.</summary>
public sealed record CurveWindow
{
    public required double Share { get; init; }

    public required double AskedPerSecond { get; init; }

    public double? AchievedPerSecond { get; init; }

    public double? P50Ns { get; init; }

    public double? P99Ns { get; init; }

    public double? P999Ns { get; init; }

    /// <summary>Why the service level did not hold; null when it held.</summary>
    public string? Broken { get; init; }
}
