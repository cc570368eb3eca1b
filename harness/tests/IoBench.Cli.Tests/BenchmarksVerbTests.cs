using System.Diagnostics;
using System.Text.Json;

namespace IoBench.Cli.Tests;

public sealed class BenchmarksVerbTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-benchmarks-").FullName;

    private string Out => Path.Combine(_folder, "out");

    /// <summary>The real suite, each case once: what runs here ran without an error.</summary>
    [Fact]
    public async Task Every_case_of_the_suite_runs()
    {
        var outcome = await RunAsync(suite: null, "--job", "dry", "--out", Out);

        Assert.Equal((0, true), (outcome.ExitCode, outcome.Output.Contains(" cases, job dry", StringComparison.Ordinal)));
        using var summary = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Out, "summary.json"), TestContext.Current.CancellationToken));
        Assert.InRange(summary.RootElement.GetProperty("cases").GetArrayLength(), 150, 1000);
        Assert.Empty(summary.RootElement.GetProperty("failed").EnumerateArray());
        Assert.False(Directory.Exists(Path.Combine(Out, "artifacts")));
        // Drawn again, and measured again into the same folder.
        Assert.Equal(0, (await Cli.RunAsync("report", Out)).ExitCode);
        var again = await RunAsync(suite: null, "--job", "dry", "--filter", "*Transition*", "--out", Out);
        Assert.Equal(0, again.ExitCode);
    }

    [Theory]
    [InlineData("echo 'no such benchmark' >&2; exit 1", 1, "iobench: a benchmark failed or none was found, exit code 1; ")]
    [InlineData("exit 0", 2, "iobench: no benchmark has figures, ")]
    public async Task A_suite_that_gives_nothing_is_named(string script, int exitCode, string line)
    {
        var outcome = await RunAsync(script, "--out", Out);

        Assert.Equal((exitCode, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith(line, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task What_the_suite_said_is_kept()
    {
        await RunAsync("echo said; echo complained >&2; exit 1", "--filter", "*X*", "--filter", "*Y*", "--out", Out);

        Assert.Equal("said\ncomplained\n", await File.ReadAllTextAsync(Path.Combine(Out, "benchmarkdotnet.log"), TestContext.Current.CancellationToken));
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Out, "benchmarks.json"), TestContext.Current.CancellationToken));
        Assert.Equal("scripts/benchmarks --job quarter --filter '*X*' --filter '*Y*'", manifest.RootElement.GetProperty("command").GetString());
    }

    [Fact]
    public async Task A_suite_that_is_not_built_is_named()
    {
        var outcome = await StartedAsync("/nowhere/suite", ["--out", Out]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("iobench: the benchmarks cannot be started, /nowhere/suite; build them with scripts/benchmarks", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_job_and_a_folder_of_something_else_are_refused()
    {
        Assert.Equal(2, (await Cli.RunAsync("benchmarks", "--job", "long")).ExitCode);
        await File.WriteAllTextAsync(Path.Combine(_folder, "mine"), "", TestContext.Current.CancellationToken);
        var outcome = await Cli.RunAsync("benchmarks", "--out", _folder);
        Assert.Equal((2, $"iobench: the folder holds something else than benchmarks, {_folder}; name a new one with --out\n"), (outcome.ExitCode, outcome.Error));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <param name="suite">What plays the suite; null for the real one.</param>
    private async Task<Cli.Outcome> RunAsync(string? suite, params string[] words)
    {
        if (suite is null)
            return await StartedAsync(null, words);
        var program = Path.Combine(_folder, "suite");
        File.Copy(Cli.FakeNode, program);
        await File.WriteAllTextAsync(program, $"#!/usr/bin/env bash\n{suite}\n", TestContext.Current.CancellationToken);
        return await StartedAsync(program, words);
    }

    private static async Task<Cli.Outcome> StartedAsync(string? program, string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "iobench"), ["benchmarks", .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["IOBENCH_BENCHMARKS"] = program;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }
}
