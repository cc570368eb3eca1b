using System.CommandLine;
using System.Diagnostics;
using IoBench.Cli.Running;

namespace IoBench.Cli.Verbs;

/// <summary>
/// <c>serve</c>, <c>load</c> and <c>floor</c>: the node's own verbs, reached through this program. Arguments, output, errors and exit code pass
/// through untouched, so that the node alone knows its options.
/// </summary>
internal static class NodeVerb
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Never parsed: it stands here for the list of verbs.</summary>
    public static Command Create(string name, string description) => new(name, description);

    public static async Task<int> RunAsync(string[] arguments)
    {
        using var interruption = new Interruption();
        using var process = Process.Start(new ProcessStartInfo(NodeProgram.Locate().Path, arguments) { RedirectStandardInput = true })!;
        // A pipe of our own instead of the inherited input: when this process goes, however it goes, the node reads the end and stops.
        _ = RelayAsync(process.StandardInput.BaseStream);
        try
        {
            await process.WaitForExitAsync(interruption.Token);
        }
        catch (OperationCanceledException)
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(Grace))
                process.Kill();
            await process.WaitForExitAsync();
        }

        return process.ExitCode;
    }

    private static async Task RelayAsync(Stream nodeInput)
    {
        try
        {
            await Console.OpenStandardInput().CopyToAsync(nodeInput);
            nodeInput.Close();
        }
        catch (IOException)
        {
            // The node is gone; its exit code tells the rest.
        }
    }
}
