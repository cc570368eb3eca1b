using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IoBench.Packaging;

/// <summary>A software bill of materials in CycloneDX's JSON, 1.6: the same sources give the same bytes, so it has no time and no serial number.</summary>
internal static class BillOfMaterials
{
    private const string Product = "iobench";

    // Names of people are no code: they stay as they are.
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="version">Of IoBench.</param>
    /// <param name="natives">Packages of the SDK's that the native node was linked from; none where it was not built.</param>
    public static string Write(Shipment shipment, string version, IReadOnlyList<Package> natives)
    {
        IReadOnlyList<Package> packages = [.. shipment.All, .. natives];
        var fonts = FontFiles().ToList();
        var bill = new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject { ["component"] = Component("application", Product, version, "MIT", "Copyright (c) The IoBench authors") },
            ["components"] = new JsonArray([.. packages.Select(Component), .. fonts]),
            ["dependencies"] = new JsonArray(
            [
                Edge($"{Product}@{version}", packages.Select(Reference).Concat(fonts.Select(static font => (string)font["bom-ref"]!))),
                .. packages.Select(package => Edge(Reference(package), packages.Where(other => package.Uses.Contains(other.Name)).Select(Reference))),
            ]),
        };
        return bill.ToJsonString(Layout) + "\n";
    }

    private static string Reference(Package package) => $"{package.Name}@{package.Version}";

    private static JsonObject Component(Package package)
    {
        var component = Component("library", package.Name, package.Version, package.Licence, string.Join("; ", package.Copyright));
        component["hashes"] = Hashes(package.Hash);
        component["purl"] = $"pkg:nuget/{package.Name}@{package.Version}";
        if (package.Home is not null)
            component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = package.Home });
        return component;
    }

    /// <summary>A component for each file of the font, as it is embedded.</summary>
    private static IEnumerable<JsonObject> FontFiles()
    {
        var assembly = typeof(BillOfMaterials).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".woff", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            var component = Component("file", name, Constituents.Font.Version, Constituents.Font.Licence, Constituents.Font.Copyright);
            component["hashes"] = Hashes(Convert.ToHexStringLower(SHA512.HashData(file)));
            yield return component;
        }
    }

    private static JsonArray Hashes(string sha512) => [new JsonObject { ["alg"] = "SHA-512", ["content"] = sha512 }];

    private static JsonObject Component(string type, string name, string version, string licence, string copyright) => new()
    {
        ["type"] = type,
        ["bom-ref"] = $"{name}@{version}",
        ["name"] = name,
        ["version"] = version,
        ["licenses"] = new JsonArray(licence.Contains(' ', StringComparison.Ordinal)
            ? new JsonObject { ["expression"] = licence }
            : new JsonObject { ["license"] = new JsonObject { ["id"] = licence } }),
        ["copyright"] = copyright,
    };

    private static JsonObject Edge(string from, IEnumerable<string> to) =>
        new() { ["ref"] = from, ["dependsOn"] = new JsonArray([.. to.Select(static name => JsonValue.Create(name))]) };
}
