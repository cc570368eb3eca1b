using IoBench.Results.Store;
using IoBench.Tests.Synthetic;

namespace IoBench.Cli.Tests;

/// <summary><c>export</c> as its caller meets it; what the forms hold is tested where they are made.</summary>
public sealed class ExportVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-export-").FullName;

    private string Run => Path.Combine(_folder, "run");

    [Fact]
    public async Task Writes_every_form_beside_the_run_unless_told_otherwise()
    {
        Write();
        var (beside, elsewhere) = (await Cli.RunAsync("export", Run), await Cli.RunAsync("export", Run, "--format", "csv,junit", "--out", Path.Combine(_folder, "elsewhere")));

        Assert.Equal((0, "", $"export: {Run}/export\n"), (beside.ExitCode, beside.Output, beside.Error));
        Assert.Equal((0, "", $"export: {_folder}/elsewhere\n"), (elsewhere.ExitCode, elsewhere.Output, elsewhere.Error));
        Assert.All(["summary.md", "junit.xml", "metrics.txt", "latency.hlog"], file => Assert.True(File.Exists(Path.Combine(Run, "export", file)), file));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder, "elsewhere")).Length);
    }

    [Fact]
    public async Task Prints_a_form_of_one_file_and_nothing_else()
    {
        Write();
        var outcome = await Cli.RunAsync("export", Run, "--format", "csv", "--out", "-");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        // A head, and a row for each invocation.
        Assert.Equal(1 + RunReader.Read(Run).Invocations.Count, outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Says_what_there_was_nothing_of()
    {
        Write(draws: 0);
        var all = await Cli.RunAsync("export", Run);
        var one = await Cli.RunAsync("export", Run, "--format", "hlog", "--out", "-");

        Assert.Equal(0, all.ExitCode);
        Assert.Contains("left out: hlog (no histogram that can be read)\n", all.Error, StringComparison.Ordinal);
        Assert.Equal((1, "", true), (one.ExitCode, one.Output, one.Error.EndsWith("iobench: nothing to export as hlog: no histogram that can be read\n", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        Write();
        var outcome = await Cli.RunAsync("export", Run, "--format", "csv", "--out", "/proc/nowhere");

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Matches(@"^iobench: [^\n]*/proc/nowhere[^\n]*\n$", outcome.Error);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(int draws = 50)
    {
        var run = new SyntheticRun { Blocks = 6, Connections = [16], Draws = draws }.Build();
        using var writer = RunWriter.Create(Run, run.Manifest);
        foreach (var invocation in run.Invocations)
            writer.Append(invocation);
        foreach (var floor in run.Floors)
            writer.Append(floor);
    }
}
