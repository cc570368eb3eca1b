using System.Text.Json;
using System.Text.Json.Nodes;
using IoBench.Packaging;
using Json.Schema;

namespace IoBench.Cli.Tests;

/// <summary>The bill of materials against the part of CycloneDX that it uses.</summary>
public class BillOfMaterialsTests
{
    private static readonly Shipment Shipped = Shipment.Of(Restored.Objects);

    [Fact]
    public void It_is_one_by_the_schema()
    {
        var result = YamlFile.Schema("cyclonedx").Evaluate(JsonDocument.Parse(Write()).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });

        Assert.True(result.IsValid, string.Concat((result.Details ?? []).Where(d => d.Errors is not null).Select(d => $"\n{d.InstanceLocation}: {string.Join("; ", d.Errors!.Values)}")));
    }

    [Fact]
    public void It_has_each_package_and_the_font_once_with_what_each_asks_for()
    {
        var bill = JsonNode.Parse(Write())!;
        var components = bill["components"]!.AsArray().Select(static component => (string)component!["bom-ref"]!).ToList();
        var edges = bill["dependencies"]!.AsArray().ToDictionary(static edge => (string)edge!["ref"]!, static edge => edge!["dependsOn"]!.AsArray().Select(static to => (string)to!).ToList());

        Assert.Equal(Shipped.All.Select(static package => $"{package.Name}@{package.Version}").Concat(["IBMPlexSans-Regular.woff@1.1.0", "IBMPlexSans-SemiBold.woff@1.1.0"]), components);
        Assert.Equal(components, edges["iobench@1.2.3"]);
        Assert.Contains(edges.Single(static edge => edge.Key.StartsWith("ScottPlot@", StringComparison.Ordinal)).Value, static to => to.StartsWith("SkiaSharp@", StringComparison.Ordinal));
        Assert.All(edges.Values.SelectMany(static to => to), to => Assert.Contains(to, components));
    }

    [Fact]
    public void The_same_sources_give_the_same_bytes() => Assert.Equal(Write(), Write());

    private static string Write() => BillOfMaterials.Write(Shipped, "1.2.3", natives: []);
}
