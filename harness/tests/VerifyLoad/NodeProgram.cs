using System.Diagnostics;
using System.Text.Json;
using IoBench.Results;

namespace IoBench.VerifyLoad;

/// <summary>The node, as the build puts it beside this program.</summary>
internal static class NodeProgram
{
    // artifacts/bin/VerifyLoad/release -> artifacts/bin/IoBench.Node/release
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "IoBench.Node", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "iobench-node");

    internal static Process Start(string words) => Process.Start(new ProcessStartInfo(Program, words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>Models that run here, by name.</summary>
    internal static List<string> Models()
    {
        using var models = Start("models");
        var text = models.StandardOutput.ReadToEnd();
        models.WaitForExit();
        return [.. JsonSerializer.Deserialize(text, LineJson.Default.IReadOnlyListModelInfo)!.Where(model => model.Available).Select(model => model.Name)];
    }
}
