using System.Text;
using System.Text.Json;

namespace IoBench.Results.Plans;

/// <summary>A JSON value and the line on which it stands, which <see cref="JsonDocument"/> forgets and an error needs.</summary>
internal sealed record PlanNode(JsonTokenType Kind, string Path, int Line)
{
    /// <summary>Text of a string, digits of a number, null for what has none.</summary>
    public string? Text { get; private init; }

    public IReadOnlyList<(string Name, PlanNode Value)> Members { get; private init; } = [];

    public IReadOnlyList<PlanNode> Items { get; private init; } = [];

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static PlanNode Parse(ReadOnlySpan<byte> json)
    {
        var lenient = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var reader = new Utf8JsonReader(json, lenient);
        reader.Read();
        var node = Read(ref reader, json, "");
        reader.Read();
        return node;
    }

    private static PlanNode Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string path)
    {
        var node = new PlanNode(reader.TokenType, path, LineOf(ref reader, json));
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => node with { Members = ReadMembers(ref reader, json, path) },
            JsonTokenType.StartArray => node with { Items = ReadItems(ref reader, json, path) },
            JsonTokenType.String => node with { Text = reader.GetString() },
            _ => node with { Text = Encoding.UTF8.GetString(reader.ValueSpan) },
        };
    }

    private static List<(string, PlanNode)> ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string path)
    {
        var members = new List<(string, PlanNode)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add((name, Read(ref reader, json, path.Length == 0 ? name : $"{path}.{name}")));
        }

        return members;
    }

    private static List<PlanNode> ReadItems(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string path)
    {
        var items = new List<PlanNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Read(ref reader, json, $"{path}[{items.Count}]"));
        return items;
    }

    private static int LineOf(ref Utf8JsonReader reader, ReadOnlySpan<byte> json) =>
        1 + json[..(int)reader.TokenStartIndex].Count((byte)'\n');
}
