using IoBench.Results.Store;
using IoBench.Tests.Synthetic;

namespace IoBench.Cli.Tests;

public sealed class PackVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-pack-").FullName;

    private string Whole => Path.Combine(_folder, "whole");

    private string Packed => Path.Combine(_folder, "packed");

    [Fact]
    public async Task A_copy_is_compressed_and_drawn_as_the_run_is()
    {
        Write();

        var outcome = await Cli.RunAsync("pack", Whole, "--out", Packed);

        Assert.Equal((0, "", $"packed: {Packed}, draw it with 'report'\n"), (outcome.ExitCode, outcome.Output, outcome.Error));
        Assert.Equal(["floors.jsonl.gz", "invocations.jsonl.gz", "run.json"], Directory.GetFiles(Packed).Select(Path.GetFileName).Order());
        var (whole, packed) = (await Cli.RunAsync("report", Whole), await Cli.RunAsync("report", Packed));
        Assert.Equal(whole.Output.Replace(Whole, "", StringComparison.Ordinal), packed.Output.Replace(Packed, "", StringComparison.Ordinal));
        Assert.Equal((0, 0, ""), (whole.ExitCode, packed.ExitCode, packed.Error));
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        Write();
        var outcome = await Cli.RunAsync("pack", Whole, "--out", Whole);

        Assert.Equal((2, $"iobench: the results folder is not empty, {Whole}; name a new one, nothing is overwritten\n"), (outcome.ExitCode, outcome.Error));
        Assert.Equal(2, (await Cli.RunAsync("pack", Whole)).ExitCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write()
    {
        var run = new SyntheticRun { Connections = [1, 128] }.Build();
        using var writer = RunWriter.Create(Whole, run.Manifest);
        foreach (var invocation in run.Invocations)
            writer.Append(invocation);
        foreach (var floor in run.Floors)
            writer.Append(floor);
    }
}
