using IoBench.Results.Store;
using IoBench.Tests.Reporting;
using IoBench.Tests.Synthetic;

namespace IoBench.Cli.Tests;

public sealed class SiteVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-site-").FullName;

    private string Pages => Path.Combine(_folder, "pages");

    [Theory]
    [InlineData("reference", "--benchmarks", "reference-benchmarks")]
    [InlineData("reference-unpaced")]
    public async Task The_committed_runs_make_sites_without_a_dead_link(string run, params string[] more)
    {
        var outcome = await Cli.RunAsync(["site", Results(run), .. more.Select(static word => word.StartsWith('-') ? word : Results(word)), "--out", Pages]);

        Assert.Equal((0, "", $"site: {Pages}/index.html, from disk or on any static host\n"), (outcome.ExitCode, outcome.Output, outcome.Error));
        Assert.Empty(SiteWalk.Faults(Pages));
    }

    [Fact]
    public async Task A_comparison_comes_along()
    {
        var compared = Path.Combine(_folder, "compared");
        foreach (var (run, name) in new SyntheticComparison { Template = new() { Connections = [128], Draws = 50 } }.Build().Zip(["a", "b"]))
            Write(run, name);
        Assert.Equal(0, (await Cli.RunAsync("compare", Run("a"), Run("b"), "--out", compared)).ExitCode);

        var outcome = await Cli.RunAsync("site", Run("a"), "--comparison", compared, "--out", Pages);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Output));
        Assert.Empty(SiteWalk.Faults(Pages));
        // Where the runs lie is nobody's business.
        Assert.DoesNotContain("\"folder\"", await File.ReadAllTextAsync(Path.Combine(Pages, "compare/1/comparison.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_page_is_named()
    {
        Write(new SyntheticRun { Connections = [128], Draws = 50, Models = [.. SyntheticModel.CoreSet, SyntheticModel.CoreSet[0] with { Name = "carrier-pigeon" }] }.Build(), "a");

        var outcome = await Cli.RunAsync("site", Run("a"), "--out", Pages);

        Assert.Equal((0, $"without a page of their own: carrier-pigeon\nsite: {Pages}/index.html, from disk or on any static host\n"), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public async Task Nothing_is_overwritten_and_nothing_is_left_beside()
    {
        Directory.CreateDirectory(Pages);
        await File.WriteAllTextAsync(Path.Combine(Pages, "letter"), "dear", TestContext.Current.CancellationToken);

        var outcome = await Cli.RunAsync("site", Results("reference"), "--out", Pages);

        Assert.Equal((2, $"iobench: the folder is not empty, {Pages}; name a new one with --out, nothing is overwritten\n"), (outcome.ExitCode, outcome.Error));
        Assert.Equal([Pages], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("no such results folder", "nowhere")]
    [InlineData("no benchmarks are in this folder", "reference", "--benchmarks", "reference")]
    [InlineData("no comparison is in this folder", "reference", "--comparison", "reference")]
    public async Task What_is_not_what_it_should_be_is_named(string what, string run, params string[] more)
    {
        var outcome = await Cli.RunAsync(["site", Results(run), .. more.Select(static word => word.StartsWith('-') ? word : Results(word)), "--out", Pages]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith($"iobench: {what}, ", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Results(string name) => Path.Combine(Checkout.Results, name);

    private string Run(string name) => Path.Combine(_folder, name);

    private void Write(IoBench.Results.Run run, string name)
    {
        using var writer = RunWriter.Create(Run(name), run.Manifest);
        foreach (var invocation in run.Invocations)
            writer.Append(invocation);
        foreach (var floor in run.Floors)
            writer.Append(floor);
    }
}
