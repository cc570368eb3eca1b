using System.Text.Json;
using System.Text.Json.Serialization;

namespace IoBench.Reporting.Page;

/// <summary><c>[centre, low, high, text]</c></summary>
internal sealed class ExplorerValueJson : JsonConverter<ExplorerValue>
{
    public override ExplorerValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("only pages read it");

    public override void Write(Utf8JsonWriter writer, ExplorerValue value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Centre);
        foreach (var end in (double?[])[value.Low, value.High])
            if (end is { } number)
                writer.WriteNumberValue(number);
            else
                writer.WriteNullValue();
        writer.WriteStringValue(value.Text);
        writer.WriteEndArray();
    }
}
