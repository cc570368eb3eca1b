using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IoBench.Reporting.Export;

/// <summary>Forms whose fields are in snake or camel case, as each record says.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<GithubEntry>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyDictionary<string, BencherMetric>>))]
[JsonSerializable(typeof(DotNetDocument))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>People look into these files: a µ stays one.</summary>
    // Not with the type: the generated half may be initialized after this one.
    public static ExportJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
