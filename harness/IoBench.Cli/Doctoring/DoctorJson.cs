using System.Text.Json.Serialization;

namespace IoBench.Cli.Doctoring;

/// <summary>As every file of ours: camelCase, null left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(Examination))]
internal sealed partial class DoctorJson : JsonSerializerContext;
