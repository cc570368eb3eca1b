using System.Diagnostics;
using System.Text.Json;
using IoBench.Results;

namespace IoBench.VerifyTwins;

/// <summary>The node, as the build puts it beside this program.</summary>
internal static class NodeProgram
{
    // artifacts/bin/VerifyTwins/release -> artifacts/bin/IoBench.Node/release
    internal static readonly string Path = System.IO.Path.Combine(
        AppContext.BaseDirectory, "..", "..", "IoBench.Node", System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "iobench-node");

    internal static IReadOnlyList<ModelInfo> Models { get; } = AskForModels();

    private static IReadOnlyList<ModelInfo> AskForModels()
    {
        using var node = Process.Start(new ProcessStartInfo(Path, ["models"]) { RedirectStandardOutput = true })!;
        return JsonSerializer.Deserialize(node.StandardOutput.ReadToEnd(), LineJson.Default.IReadOnlyListModelInfo)!;
    }
}
