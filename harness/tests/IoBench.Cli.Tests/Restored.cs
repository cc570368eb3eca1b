using System.Text.Json.Nodes;

namespace IoBench.Cli.Tests;

/// <summary>What restore left of the shipped programs, and a copy of it with a package more, gone with the test.</summary>
internal sealed class Restored : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-restored-").FullName;

    /// <summary>Adds a package to the node.</summary>
    /// <param name="licence">The element of the nuspec; empty for none.</param>
    public Restored(string name, string licence)
    {
        foreach (var project in new[] { "IoBench.Cli", "IoBench.Node" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, project));
            File.Copy(AssetsOf(Objects, project), AssetsOf(_folder, project));
        }

        var package = Directory.CreateDirectory(Path.Combine(_folder, "package")).FullName;
        File.WriteAllText(Path.Combine(package, $"{name.ToLowerInvariant()}.nuspec"), $"<package><metadata><id>{name}</id><authors>A. Stranger</authors>{licence}</metadata></package>");
        File.WriteAllText(Path.Combine(package, $"{name.ToLowerInvariant()}.1.0.0.nupkg.sha512"), Convert.ToBase64String(new byte[64]));
        var assets = JsonNode.Parse(File.ReadAllText(AssetsOf(_folder, "IoBench.Node")))!;
        assets["libraries"]![$"{name}/1.0.0"] = new JsonObject { ["type"] = "package", ["path"] = package };
        foreach (var target in assets["targets"]!.AsObject().Where(static target => target.Key.Contains('/', StringComparison.Ordinal)))
            target.Value![$"{name}/1.0.0"] = new JsonObject { ["type"] = "package", ["runtime"] = new JsonObject { [$"lib/net10.0/{name}.dll"] = new JsonObject() } };
        File.WriteAllText(AssetsOf(_folder, "IoBench.Node"), assets.ToJsonString());
    }

    /// <summary>Of this checkout, whose build these tests are part of.</summary>
    public static string Objects { get; } = Path.Combine(Checkout.Root, "artifacts", "obj");

    public string WithOneMore => _folder;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string AssetsOf(string objects, string project) => Path.Combine(objects, project, "project.assets.json");
}
