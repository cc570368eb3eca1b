using System.Diagnostics;
using IoBench.Results.Store;

namespace IoBench.Cli.Tests;

/// <summary><c>scripts/slurm-matrix</c> against a Slurm that is played; a real one is tried by <c>scripts/test-slurm</c>.</summary>
public sealed class SlurmMatrixTests : IDisposable
{
    private readonly DirectoryInfo _slurm = Directory.CreateTempSubdirectory("iobench-slurm-");
    private readonly FakePlan _plan = new(blocks: 1, connections: "1");

    public SlurmMatrixTests()
    {
        foreach (var name in (string[])["sbatch", "squeue"])
            File.CreateSymbolicLink(Path.Combine(_slurm.FullName, name), Path.Combine(AppContext.BaseDirectory, "fake-slurm"));
    }

    [Theory]
    [InlineData("", "name --constraints A,B or --nodes N1,N2")]
    [InlineData("--constraints a --nodes b", "--nodes beside --constraints, one of them is enough")]
    [InlineData("--nodes a,b/c", "'b/c' is no name of a feature or node")]
    [InlineData("--nodes", "--nodes needs a value")]
    [InlineData("--nodes a --repeat 0", "--repeat takes a number from 1 to 999, not '0'")]
    [InlineData("--nodes a --wait long", "--wait takes minutes from 1 to 99999, not 'long'")]
    [InlineData("--nodes a --two-nodes", "--two-nodes takes whichever two nodes meet a constraint; name --constraints")]
    [InlineData("--nodes a --plan ci", "unknown option '--plan'; options of 'iobench run' go behind --")]
    [InlineData("--nodes a -- --out b", "--out stands before --, the tasks have folders in it")]
    public async Task Bad_input_is_one_line_and_exit_code_2(string arguments, string expected)
    {
        var outcome = await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, "", $"slurm-matrix: {expected}\n"), outcome);
        Assert.False(File.Exists(Calls));
    }

    [Fact]
    public async Task What_run_would_refuse_is_told_before_anything_is_submitted()
    {
        var outcome = await RunAsync(["--nodes", "a", "--out", _plan.Out, "--", "--bloks", "3"]);

        Assert.Equal((2, "iobench: unknown option '--bloks', run; did you mean '--blocks'?\n"), (outcome.ExitCode, outcome.Error));
        Assert.False(File.Exists(Calls));
    }

    [Fact]
    public async Task An_array_for_each_node_leaves_runs_that_are_compared_and_what_was_lost_is_submitted_again()
    {
        string[] arguments = ["--nodes", "a,b", "--repeat", "2", "--out", _plan.Out, "--", "--plan", _plan.PlanFile];
        await File.WriteAllTextAsync(Path.Combine(_slurm.FullName, "lost"), "b\n", TestContext.Current.CancellationToken);

        var lossy = await RunAsync(arguments);

        Assert.Equal(1, lossy.ExitCode);
        Assert.Contains("2 of 4 tasks left no run: b-0 b-1;", lossy.Error, StringComparison.Ordinal);
        Assert.Contains("a-0 to a-1", lossy.Output, StringComparison.Ordinal);
        Assert.Equal("a-0", RunReader.Manifest(Path.Combine(_plan.Out, "a-0")).Name);

        File.Delete(Path.Combine(_slurm.FullName, "lost"));
        var resumed = await RunAsync(arguments);

        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("a-0 to b-1", resumed.Output, StringComparison.Ordinal);
        var calls = await File.ReadAllLinesAsync(Calls, TestContext.Current.CancellationToken);
        Assert.Equal(3, calls.Length);
        Assert.All(calls, call => Assert.Contains("--exclusive --no-requeue --nodes=1", call, StringComparison.Ordinal));
        Assert.Contains("--array=0,1 --nodelist=b", calls[2], StringComparison.Ordinal);
        Assert.Equal(["a-0", "a-1", "b-0", "b-1", "compare"], Directory.GetDirectories(_plan.Out).Select(Path.GetFileName).Order());
    }

    private string Calls => Path.Combine(_slurm.FullName, "calls");

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments)
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Checkout.Root, "scripts", "slurm-matrix"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PATH"] = $"{_slurm.FullName}:{Environment.GetEnvironmentVariable("PATH")}", ["FAKE_SLURM"] = _slurm.FullName,
                ["IOBENCH"] = Path.Combine(AppContext.BaseDirectory, "iobench"), ["IOBENCH_NODE"] = Cli.FakeNode,
            },
        })!;
        try
        {
            var (output, error) = (script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
            await script.WaitForExitAsync().WaitAsync(2 * Cli.Limit);
            return (script.ExitCode, await output, await error);
        }
        finally
        {
            if (!script.HasExited)
                script.Kill(entireProcessTree: true);
        }
    }

    public void Dispose()
    {
        _slurm.Delete(recursive: true);
        _plan.Dispose();
    }
}
