using System.Text.Json;

namespace IoBench.Packaging;

/// <summary>What restore found for a project (<c>project.assets.json</c>): which packages give it files at run time.</summary>
internal static class AssetsFile
{
    /// <summary>The folder into which restore unpacks packages.</summary>
    public static string PackagesFolder(JsonElement assets) => assets.GetProperty("packageFolders").EnumerateObject().First().Name;

    /// <summary>Those from which a file goes into the program, for any of its RIDs, by name.</summary>
    /// <exception cref="PackagingException">There is no such file, or a package may not be shipped.</exception>
    public static IReadOnlyList<Package> Read(string file)
    {
        if (!File.Exists(file))
            throw new PackagingException($"no {file}; restore first");

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = document.RootElement;
        var folder = PackagesFolder(root);
        var libraries = root.GetProperty("libraries");
        return [.. root.GetProperty("targets").EnumerateObject()
            // A program is made for a RID where the project has any.
            .Where(target => target.Name.Contains('/', StringComparison.Ordinal))
            .SelectMany(static target => target.Value.EnumerateObject())
            .Where(static library => IsShipped(library.Value))
            .DistinctBy(static library => library.Name)
            .OrderBy(static library => library.Name, StringComparer.OrdinalIgnoreCase)
            .Select(library => Read(library, libraries.GetProperty(library.Name), folder))];
    }

    /// <summary>The folder of the package that a program is linked with when it is compiled to native code: the SDK asks for it, no project does.</summary>
    /// <exception cref="PackagingException">Nothing was compiled to native code there.</exception>
    public static string NativeRuntime(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = document.RootElement;
        var folder = PackagesFolder(root);
        return root.GetProperty("project").GetProperty("frameworks").EnumerateObject()
            .SelectMany(static framework => framework.Value.TryGetProperty("downloadDependencies", out var all) ? all.EnumerateArray() : default)
            .Select(static package => (Name: package.GetProperty("name").GetString()!, Range: package.GetProperty("version").GetString()!))
            .Where(static package => package.Name.StartsWith("Microsoft.NETCore.App.Runtime.NativeAOT.", StringComparison.Ordinal))
            // Exactly one version: [10.0.12, 10.0.12].
            .Select(package => Path.Combine(folder, package.Name.ToLowerInvariant(), package.Range.Trim('[', ']').Split(',')[0]))
            .FirstOrDefault() ?? throw new PackagingException($"{file} asks for no native runtime; publish with PublishAot=true first");
    }

    private static Package Read(JsonProperty target, JsonElement library, string folder)
    {
        var (name, version) = (target.Name.Split('/')[0], target.Name.Split('/')[1]);
        string[] uses = target.Value.TryGetProperty("dependencies", out var needed) ? [.. needed.EnumerateObject().Select(static package => package.Name)] : [];
        return Package.Read(Path.Combine(folder, library.GetProperty("path").GetString()!), name, version, uses);
    }

    /// <summary>A package may only name others, or hold <c>_._</c>, which stands for nothing.</summary>
    private static bool IsShipped(JsonElement library) =>
        library.GetProperty("type").ValueEquals("package") && ((string[])["runtime", "native", "runtimeTargets"])
            .Any(kind => library.TryGetProperty(kind, out var files) && files.EnumerateObject().Any(static file => !file.Name.EndsWith("/_._", StringComparison.Ordinal)));
}
