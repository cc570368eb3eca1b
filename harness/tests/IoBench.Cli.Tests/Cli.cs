using System.Diagnostics;

namespace IoBench.Cli.Tests;

/// <summary>The built program as a user meets it: a process with arguments, two streams and an exit code.</summary>
internal sealed class Cli : IDisposable
{
    /// <summary>Against a hang: the longest, <c>models --measure</c> of all models, takes 16 s with the machine to itself.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private Cli(string[] arguments, string? node)
    {
        _process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "iobench"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["IOBENCH_NODE"] = node ?? FakeNode },
        })!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public static string FakeNode { get; } = Path.Combine(AppContext.BaseDirectory, "fake-node");

    public int Pid => _process.Id;

    public static Cli Start(params string[] arguments) => new(arguments, node: null);

    public static Cli StartWithNode(string node, params string[] arguments) => new(arguments, node);

    public static async Task<Outcome> RunAsync(params string[] arguments) => await RunWithNodeAsync(FakeNode, arguments);

    public static async Task<Outcome> RunWithNodeAsync(string node, params string[] arguments)
    {
        using var cli = new Cli(arguments, node);
        return await cli.EndAsync();
    }

    /// <summary>Sends a signal by its name, as <c>kill</c> of the shell does.</summary>
    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{Pid}"]).WaitForExit();

    public void CloseInput() => _process.StandardInput.Close();

    public async Task<Outcome> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return new Outcome(_process.ExitCode, await _output.WaitAsync(Limit), await _error.WaitAsync(Limit));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    internal sealed record Outcome(int ExitCode, string Output, string Error);
}
