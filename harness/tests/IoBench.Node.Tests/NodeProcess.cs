using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IoBench.Node.Tests;

/// <summary>A node started as its users start it. Every wait has a limit, and nothing survives the test.</summary>
internal sealed class NodeProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // artifacts/bin/IoBench.Node.Tests/release -> artifacts/bin/IoBench.Node/release
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "IoBench.Node", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "iobench-node");

    // Threads of their own read the pipes: asynchronous reads of pipes hold threads of the pool, which the tests need themselves.
    private readonly Process process;
    private readonly BlockingCollection<string> output = [];
    private readonly StringBuilder errors = new();
    private readonly Thread readsOutput, readsErrors;

    internal NodeProcess(params IReadOnlyList<string> arguments)
        : this([], arguments)
    {
    }

    /// <param name="prefix">A command that runs the node, such as strace.</param>
    internal NodeProcess(IReadOnlyList<string> prefix, IReadOnlyList<string> arguments)
    {
        IReadOnlyList<string> command = [.. prefix, Program, .. arguments];
        process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        readsOutput = Read(process.StandardOutput, output.Add);
        readsErrors = Read(process.StandardError, line => errors.AppendLine(line));
    }

    internal int Pid => process.Id;

    internal bool HasEnded => process.HasExited;

    internal void Write(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
    }

    /// <param name="name">As kill(1) knows it: <c>TERM</c>.</param>
    internal void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"])!;
        kill.WaitForExit();
    }

    internal void EndInput() => process.StandardInput.Close();

    internal T Read<T>(JsonTypeInfo<T> type)
    {
        if (output.TryTake(out var line, Limit)) return JsonSerializer.Deserialize(line, type)!;
        Assert.Fail($"no line within {Limit.TotalSeconds} s; the node says: {(readsErrors.Join(0) ? errors : "nothing")}");
        throw new UnreachableException();
    }

    /// <summary>Waits for the end.</summary>
    internal (int ExitCode, string Output, string Errors) End()
    {
        Assert.True(process.WaitForExit(Limit), "the node does not end");
        Assert.True(readsOutput.Join(Limit) && readsErrors.Join(Limit), "a child of the node lives on");
        return (process.ExitCode, string.Join('\n', output), errors.ToString());
    }

    private static Thread Read(StreamReader pipe, Action<string> take)
    {
        var thread = new Thread(() =>
        {
            while (pipe.ReadLine() is { } line) take(line);
        }) { IsBackground = true };
        thread.Start();
        return thread;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
