using System.ComponentModel;
using System.Diagnostics;

namespace IoBench.Cli.Machine;

/// <summary>What a small command prints; null when it is missing, fails, or takes long.</summary>
internal static class CommandOutput
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public static string? Of(string command, params IReadOnlyList<string> arguments)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            if (process.WaitForExit(Limit))
                return process.ExitCode == 0 ? output.GetAwaiter().GetResult().Trim() : null;
            process.Kill();
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
