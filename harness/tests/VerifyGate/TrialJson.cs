using System.Text.Json.Serialization;
using IoBench.Analysis.Sides;

namespace IoBench.VerifyGate;

/// <summary>Reads what <c>iobench ab --json</c> prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SideComparison))]
internal sealed partial class TrialJson : JsonSerializerContext;
