using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IoBench.Results;

namespace IoBench.Node;

/// <summary>One server in a process of its own, spoken to by the child protocol. What it has to say to people goes where ours goes.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly int index;
    private readonly Process process;

    internal ServerProcess(int index, IReadOnlyList<string> words, Action<ServerProcess> ended)
    {
        this.index = index;
        process = new Process
        {
            StartInfo = new ProcessStartInfo(Environment.ProcessPath!, ["serve", .. words]) { RedirectStandardInput = true, RedirectStandardOutput = true },
            EnableRaisingEvents = true,
        };
        process.Exited += (_, _) => ended(this);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw new InvalidOperationException($"process {index + 1} could not be started: {e.Message}");
        }
    }

    /// <exception cref="UsageException">It refused what it was told, and said why.</exception>
    /// <exception cref="InvalidOperationException">It ended.</exception>
    internal ServerReady AwaitReady() => Read(LineJson.Default.ServerReady);

    internal void Write(string command)
    {
        try
        {
            process.StandardInput.WriteLine(command);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended; who reads its answer is told.
        }
    }

    /// <summary>The next snapshot of that kind. What it had printed before for another reason is not it.</summary>
    internal ServerSnapshot AwaitSnapshot(string @event)
    {
        while (true)
        {
            var snapshot = Read(LineJson.Default.ServerSnapshot);
            if (snapshot.Event == @event) return snapshot;
        }
    }

    internal string HowItEnded() => process.WaitForExit(Grace) ? $"process {index + 1} ended with exit code {process.ExitCode}" : $"process {index + 1} closed its output";

    /// <summary>Ends it, by force where it does not end by itself. Never throws.</summary>
    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(Grace)) process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or Win32Exception)
        {
            // It never started, or has ended.
        }
        process.Dispose();
    }

    private T Read<T>(JsonTypeInfo<T> type)
    {
        if (process.StandardOutput.ReadLine() is { } line) return JsonSerializer.Deserialize(line, type)!;
        var how = HowItEnded();
        throw process.HasExited && process.ExitCode == 2 ? new UsageException($"serve: {how}") : new InvalidOperationException(how);
    }
}
