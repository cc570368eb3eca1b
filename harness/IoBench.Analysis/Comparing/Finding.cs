using IoBench.Results;

namespace IoBench.Analysis.Comparing;

/// <summary>Where something was found: one figure of one model at one load.</summary>
/// <param name="Metric"><see cref="Analysis.Metric.Name"/>.</param>
public readonly record struct Finding(LoadPoint Point, string Label, string Metric);
