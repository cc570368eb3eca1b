using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace IoBench.Reporting.Page;

/// <summary>What the page gives to its script: its words, and what the explorer can draw.</summary>
/// <param name="Words">Every word that the script shows.</param>
/// <param name="Explorer">Null on a page without one.</param>
internal sealed record PageData(ScriptWords Words, ExplorerData? Explorer)
{
    // Signs of any script as they are; <, > and & never, so that no name of a record can end the element that this stands in.
    private static readonly PageJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    public string Write() => JsonSerializer.Serialize(this, Json.PageData);
}

[JsonSerializable(typeof(PageData))]
internal sealed partial class PageJson : JsonSerializerContext;
