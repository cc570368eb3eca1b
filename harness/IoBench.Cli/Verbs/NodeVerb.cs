using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using IoBench.Cli.Running;

namespace IoBench.Cli.Verbs;

/// <summary>
/// <c>serve</c>, <c>load</c> and <c>floor</c>: the node's own verbs, reached through this program. Arguments, output, errors and exit code pass
/// through untouched, so that the node alone knows its options.
/// </summary>
internal static class NodeVerb
{
    // .NET has no name for it.
    private const PosixSignal SIGUSR1 = (PosixSignal)10;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Never parsed: it stands here for the list of verbs.</summary>
    public static Command Create(string name, string description) => new(name, description);

    public static async Task<int> RunAsync(string[] arguments)
    {
        using var interruption = new Interruption();
        using var process = Process.Start(new ProcessStartInfo(NodeProgram.Locate().Path, arguments) { RedirectStandardInput = true })!;
        using var look = arguments[0] == "serve" ? PosixSignalRegistration.Create(SIGUSR1, signal => AskForSnapshot(signal, process.StandardInput)) : null;
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

    /// <summary>A signal to us is meant for the server, which prints a snapshot: here it is a line like those that it reads.</summary>
    private static void AskForSnapshot(PosixSignalContext signal, StreamWriter nodeInput)
    {
        signal.Cancel = true;
        try
        {
            nodeInput.Write("snapshot\n");
            nodeInput.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The node ends, or reads no more.
        }
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
