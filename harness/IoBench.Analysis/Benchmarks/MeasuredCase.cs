using IoBench.Results.Benchmarks;

namespace IoBench.Analysis.Benchmarks;

/// <summary>A case and the centre of its iterations.</summary>
/// <param name="Ns">Of an operation. All iterations ran in one process: the interval says how steady that was, not what another process would give.</param>
public sealed record MeasuredCase(BenchmarkCase Case, Estimate Ns)
{
    internal static MeasuredCase Of(BenchmarkCase c) => new(c, HodgesLehmann.Estimate(c.Nanoseconds, Scale.Log)!);
}
