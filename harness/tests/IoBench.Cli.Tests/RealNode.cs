using System.Diagnostics;
using System.Text.Json;
using IoBench.Results;

namespace IoBench.Cli.Tests;

/// <summary>The node itself, where the build puts it beside the CLI.</summary>
internal static class RealNode
{
    // artifacts/bin/IoBench.Cli.Tests/release -> artifacts/bin/IoBench.Cli/release
    public static string Path { get; } = System.IO.Path.GetFullPath(
        System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "IoBench.Cli", System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "node", "iobench-node"));

    /// <summary>The folder of the runtime that these tests run on, for a node whose environment does not name it.</summary>
    public static string DotNetRoot { get; } =
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}

/// <summary>An epoll server behind a prefix; gone with the test, since it reads the end of its input.</summary>
internal sealed class RealServer : IDisposable
{
    private readonly Process _process;

    public RealServer(IReadOnlyList<string> prefix, string bind)
    {
        string[] command = [.. prefix, RealNode.Path, "serve", "--model", "epoll", "--bind", bind];
        _process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var reading = _process.StandardOutput.ReadLineAsync();
        Assert.True(reading.Wait(Cli.Limit) && reading.Result is not null, "the server gave no 'ready'");
        var ready = JsonSerializer.Deserialize(reading.Result!, LineJson.Default.ServerReady)!;
        Target = $"{ready.Address}:{ready.Port}";
    }

    public string Target { get; }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
