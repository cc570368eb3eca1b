using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IoBench.Cli.Tests;

/// <summary>A YAML file of the checkout as JSON, by the core schema of YAML 1.2 (where <c>on</c> is a string), and held against what its reader asks for.</summary>
internal static class YamlFile
{
    internal static JsonObject Read(string file, string schema)
    {
        var stream = new YamlStream();
        // Keys that stand twice are an error of the parser.
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Checkout.Root, file))));
        var json = Node(Assert.Single(stream.Documents).RootNode)!;
        var result = Schema(schema).Evaluate(JsonSerializer.SerializeToElement(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, file + string.Concat((result.Details ?? []).Where(d => d.Errors is not null).Select(d => $"\n{d.InstanceLocation}: {string.Join("; ", d.Errors!.Values)}")));
        return json.AsObject();
    }

    internal static JsonSchema Schema(string name) => JsonSchema.FromText(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", name + ".json")));

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Node(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } quoted => JsonValue.Create(quoted.Value),
        YamlScalarNode { Value: null or "" or "null" or "~" } => null,
        YamlScalarNode { Value: "true" or "false" } truth => JsonValue.Create(truth.Value == "true"),
        YamlScalarNode number when double.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => JsonValue.Create(value),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new FormatException($"{node.NodeType} at {node.Start}"),
    };
}
