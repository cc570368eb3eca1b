using System.Text.Json.Serialization;
using IoBench.Analysis;

namespace IoBench.Reporting;

/// <summary><c>summary.json</c>: like every file of ours camelCase, with units in the names and null left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(CapacitySummary))]
public sealed partial class SummaryJson : JsonSerializerContext;
