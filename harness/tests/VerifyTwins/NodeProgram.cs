using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using IoBench.Results;

namespace IoBench.VerifyTwins;

/// <summary>The node, as the build puts it beside this program.</summary>
internal static class NodeProgram
{
    // artifacts/bin/VerifyTwins/release -> artifacts/bin/IoBench.Node/release
    internal static readonly string Path = System.IO.Path.Combine(
        AppContext.BaseDirectory, "..", "..", "IoBench.Node", System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "iobench-node");

    internal static IReadOnlyList<ModelInfo> Models { get; } = AskForModels();

    /// <summary>The node's own settings with counting off: a file beside this program.</summary>
    internal static string BareConfiguration { get; } = WithoutCounting();

    private static string WithoutCounting()
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path + ".runtimeconfig.json"))!;
        settings["runtimeOptions"]!["configProperties"]!["IoBench.Counting"] = false;
        var bare = System.IO.Path.Combine(AppContext.BaseDirectory, "bare.runtimeconfig.json");
        File.WriteAllText(bare, settings.ToJsonString());
        return bare;
    }

    private static IReadOnlyList<ModelInfo> AskForModels()
    {
        using var node = Process.Start(new ProcessStartInfo(Path, ["models"]) { RedirectStandardOutput = true })!;
        return JsonSerializer.Deserialize(node.StandardOutput.ReadToEnd(), LineJson.Default.IReadOnlyListModelInfo)!;
    }
}
