using System.Text.Json.Serialization;
using IoBench.Analysis;
using IoBench.Analysis.Benchmarks;
using IoBench.Analysis.Comparing;
using IoBench.Analysis.Kernels;
using IoBench.Analysis.Sides;
using IoBench.Analysis.Trends;

namespace IoBench.Reporting;

/// <summary><c>summary.json</c>: like every file of ours camelCase, with units in the names and null left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(CapacitySummary))]
[JsonSerializable(typeof(ComparedRuns))]
[JsonSerializable(typeof(SideComparison))]
[JsonSerializable(typeof(TrendSummary))]
[JsonSerializable(typeof(KernelMatrixSummary))]
[JsonSerializable(typeof(BenchmarkSummary))]
public sealed partial class SummaryJson : JsonSerializerContext;
