using IoBench.Results;

namespace IoBench.Analysis.Trends;

/// <summary>What a figure of a run is relative to.</summary>
public enum Basis
{
    /// <summary>To the reference model in the same block: the machine may change.</summary>
    Reference,

    /// <summary>To the floor of the same block: what send and recv cost with nobody waiting.</summary>
    Floor,

    /// <summary>To nothing: the machine is in it.</summary>
    Absolute,
}

/// <summary>Which figure of a run: a label (model, or the A/A twin) at a load, by a metric.</summary>
public readonly record struct SeriesKey(string Label, LoadPoint Point, string Metric);

/// <summary>One figure of one run.</summary>
/// <param name="Model">Of the label.</param>
/// <param name="Basis">What it is relative to.</param>
/// <param name="Log">Hodges-Lehmann centre over blocks, on the logarithm.</param>
/// <param name="LogInterval">Its exact interval; null where there are too few blocks.</param>
/// <param name="Blocks">Blocks behind it.</param>
/// <param name="ClientBound">The client was the limit for this label or for the reference, in half of the invocations or more.</param>
public sealed record RunCentre(string Model, Basis Basis, double Log, Interval? LogInterval, int Blocks, bool ClientBound);

/// <summary>All that is kept of a run.</summary>
/// <param name="Run">Its place.</param>
/// <param name="Models">Of its plan, in the plan's order.</param>
/// <param name="Headline">The load that heads its report; null where nothing can be followed.</param>
/// <param name="Centres">Its figures.</param>
public sealed record ReducedRun(TrendRun Run, IReadOnlyList<string> Models, LoadPoint? Headline, IReadOnlyDictionary<SeriesKey, RunCentre> Centres);
