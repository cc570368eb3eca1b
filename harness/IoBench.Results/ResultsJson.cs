using System.Text.Json;
using System.Text.Json.Serialization;
using IoBench.Results.Benchmarks;
using IoBench.Results.Kernels;

namespace IoBench.Results;

/// <summary>One way to write and read every record: camelCase, unknown fields ignored on reading, no reflection (AOT).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServerReady))]
[JsonSerializable(typeof(ServerSnapshot))]
[JsonSerializable(typeof(LoadWindow))]
[JsonSerializable(typeof(LoadConnected))]
[JsonSerializable(typeof(LoadReport))]
[JsonSerializable(typeof(Invocation))]
[JsonSerializable(typeof(FloorReport))]
[JsonSerializable(typeof(FloorInvocation))]
[JsonSerializable(typeof(StampReport))]
[JsonSerializable(typeof(StampingState))]
[JsonSerializable(typeof(EchoConnected))]
[JsonSerializable(typeof(EchoRound))]
[JsonSerializable(typeof(CallProbes))]
[JsonSerializable(typeof(CallCosts))]
[JsonSerializable(typeof(IReadOnlyList<ModelInfo>))]
public sealed partial class LineJson : JsonSerializerContext;

/// <summary>The same for whole files that people open: indented.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    WriteIndented = true)]
[JsonSerializable(typeof(RunManifest))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(AnatomyReport))]
[JsonSerializable(typeof(WaitReport))]
[JsonSerializable(typeof(MatrixPlan))]
[JsonSerializable(typeof(MatrixJobResult))]
[JsonSerializable(typeof(KernelMatrix))]
[JsonSerializable(typeof(BenchmarkManifest))]
[JsonSerializable(typeof(IReadOnlyList<ModelInfo>))]
public sealed partial class FileJson : JsonSerializerContext;
