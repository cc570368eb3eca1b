using System.Diagnostics;
using IoBench.Cli.Machine;
using IoBench.Results.Store;

namespace IoBench.Cli.Tests;

/// <summary>The program in a folder of its own, as an installed one, and a stranger's repository as the current folder.</summary>
public sealed class InstalledTests : IDisposable
{
    private readonly string _program = Directory.CreateTempSubdirectory("iobench-installed-").FullName;
    private readonly string _elsewhere = Directory.CreateTempSubdirectory("iobench-elsewhere-").FullName;

    public InstalledTests()
    {
        var built = Path.GetDirectoryName(Path.GetDirectoryName(RealNode.Path))!;
        foreach (var file in Directory.GetFiles(built))
            File.Copy(file, Path.Combine(_program, Path.GetFileName(file)));
        Directory.CreateDirectory(Path.Combine(_program, "plans"));
        using var plan = new FakePlan(blocks: 1, connections: "1");
        File.Copy(plan.PlanFile, Path.Combine(_program, "plans", "tiny.json"));
    }

    [Fact]
    public async Task Plans_are_found_beside_it_and_results_go_below_the_current_folder()
    {
        var outcome = await RunAsync(Path.Combine(_program, "iobench"), "run", "--plan", "tiny");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.ExitCode == 0 ? "" : outcome.Error));
        var run = Assert.Single(Directory.GetDirectories(Path.Combine(_elsewhere, "results")));
        Assert.True(File.Exists(Path.Combine(run, "report.html")));
    }

    [Fact]
    public async Task A_plan_that_was_not_installed_is_refused_with_those_that_were()
    {
        var outcome = await RunAsync(Path.Combine(_program, "iobench"), "run", "--plan", "tinny");

        Assert.Equal(new Cli.Outcome(2, "", "iobench: unknown plan 'tinny', --plan; did you mean 'tiny'? Or name a .json file\n"), outcome);
    }

    [Fact]
    public async Task A_run_names_the_commit_that_it_was_built_from_and_not_that_of_the_current_folder()
    {
        foreach (var words in new[] { "init -q", "-c user.name=x -c user.email=x@localhost commit -q --allow-empty -m strange" })
            Assert.Equal(0, (await RunAsync("git", words.Split(' '))).ExitCode);
        await RunAsync(Path.Combine(_program, "iobench"), "run", "--plan", "tiny", "--out", "run");

        var environment = RunReader.Read(Path.Combine(_elsewhere, "run")).Manifest.Environment;

        Assert.Equal((EnvironmentReader.BuiltCommit, EnvironmentReader.Version), (environment.GitCommit, environment.IoBench));
    }

    [Fact]
    public async Task The_version_is_a_semantic_one_with_the_commit_behind_it()
    {
        var outcome = await RunAsync(Path.Combine(_program, "iobench"), "--version");

        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9a-f]{40})?\n$", outcome.Output);
        Assert.Equal(EnvironmentReader.Version, outcome.Output.TrimEnd().Split('+')[0]);
    }

    public void Dispose()
    {
        Directory.Delete(_program, recursive: true);
        Directory.Delete(_elsewhere, recursive: true);
    }

    private async Task<Cli.Outcome> RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words)
        {
            WorkingDirectory = _elsewhere,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["IOBENCH_NODE"] = Cli.FakeNode },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Cli.Limit);
        return new Cli.Outcome(process.ExitCode, await output, await error);
    }
}
