using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli.Tests;

/// <summary>Runs that were cut off and are taken up again: nothing lost, nothing twice, nothing torn, and nothing mixed unawares.</summary>
public sealed class ResumeTests
{
    private const string Models = "\"honest\", \"slow\"";

    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 17)]
    [InlineData(11, 300)]
    public async Task A_run_that_was_cut_off_anywhere_comes_to_what_it_would_have_been(int kept, int tornBytes)
    {
        using var whole = new FakePlan(Models, blocks: 3);
        using var cut = new FakePlan(Models, blocks: 3);
        await Cli.RunAsync("run", "--plan", whole.PlanFile, "--seed", "5", "--out", whole.Out);
        await Cli.RunAsync("run", "--plan", cut.PlanFile, "--seed", "5", "--out", cut.Out);
        Cut(cut, kept, tornBytes);

        var outcome = await Cli.RunAsync("run", "--resume", cut.Out);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"taken up again: {kept} invocations and ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("100 %  24 of 24, block 3, 0 s left", outcome.Error, StringComparison.Ordinal);
        var (expected, run) = (RunReader.Read(whole.Out), RunReader.Read(cut.Out));
        Assert.Empty(run.Notes);
        Assert.Equal(Turns(expected), Turns(run));
        Assert.Equal(expected.Floors.Select(static f => f.Order).Order(), run.Floors.Select(static f => f.Order).Order());
        var seam = Assert.Single(run.Manifest.Seams);
        Assert.Equal(kept, seam.Finished);
        Assert.Empty(seam.Differences);
        Assert.Contains($"Cut off after {kept} invocation", await ReportAsync(cut), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_may_be_cut_off_more_than_once()
    {
        using var plan = new FakePlan(Models, blocks: 3);
        await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);
        foreach (var kept in new[] { 2, 9 })
        {
            Cut(plan, kept, tornBytes: 5);
            Assert.Equal(0, (await Cli.RunAsync("run", "--resume", plan.Out)).ExitCode);
        }

        var run = RunReader.Read(plan.Out);
        Assert.Equal([2, 9], run.Manifest.Seams.Select(static s => s.Finished));
        Assert.Equal(18, run.Invocations.Count);
    }

    [Fact]
    public async Task Second_tries_are_not_made_a_third_time()
    {
        using var plan = new FakePlan("\"honest\", \"load-invalid\"", connections: "1", blocks: 3);
        await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);
        var before = RunReader.Read(plan.Out);
        Cut(plan, before.Invocations.TakeWhile(static i => i.Block == 1).Count(), tornBytes: 0);

        await Cli.RunAsync("run", "--resume", plan.Out);

        var run = RunReader.Read(plan.Out);
        Assert.Equal(Turns(before), Turns(run));
        Assert.Single(run.Invocations, static i => i.Repeats is not null);
    }

    [Fact]
    public async Task A_run_that_grows_goes_on_growing()
    {
        using var plan = new FakePlan(Models, connections: "1");
        await Cli.RunAsync("run", "--plan", plan.PlanFile, "--seed", "5", "--out", plan.Out, "--until-width", "2%", "--most-blocks", "12");
        var whole = RunReader.Read(plan.Out);
        Cut(plan, kept: 10, tornBytes: 0);
        Rewrite(plan, whole.Manifest with { Plan = whole.Manifest.Plan with { Blocks = 7 }, Growth = whole.Manifest.Growth! with { End = null } });

        var outcome = await Cli.RunAsync("run", "--resume", plan.Out);

        Assert.Equal(0, outcome.ExitCode);
        var run = RunReader.Read(plan.Out);
        Assert.Equal((Turns(whole).Count, 7, true), (run.Invocations.Count, run.Manifest.Growth!.End!.Blocks, run.Manifest.Growth.End.Reached));
    }

    [Fact]
    public async Task Another_binary_is_refused_and_forced_it_stands_in_the_report()
    {
        using var plan = new FakePlan(Models);
        await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);
        Cut(plan, kept: 3, tornBytes: 0);
        Rewrite(plan, RunReader.Manifest(plan.Out) with { NodeSha256 = "0123456789abcdef" });

        var refused = await Cli.RunAsync("run", "--resume", plan.Out);

        Assert.Equal(2, refused.ExitCode);
        Assert.Matches("^iobench: the run was begun otherwise: node 0123456789ab, now [0-9a-f]{12}, .*; go on as it was begun, or all the same with --force, which the report will say\n$", refused.Error);
        Assert.Equal(3, RunReader.Read(plan.Out).Invocations.Count);

        Assert.Equal(0, (await Cli.RunAsync("run", "--resume", plan.Out, "--force")).ExitCode);
        Assert.StartsWith("node 0123456789ab, now ", Assert.Single(RunReader.Manifest(plan.Out).Seams[0].Differences), StringComparison.Ordinal);
        Assert.Contains("with another node 0123456789ab, now ", await ReportAsync(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_kernel_is_refused()
    {
        using var plan = new FakePlan(Models);
        await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);
        Cut(plan, kept: 3, tornBytes: 0);
        var manifest = RunReader.Manifest(plan.Out);
        Rewrite(plan, manifest with { Environment = manifest.Environment with { Kernel = "5.4.0-lab" } });

        var outcome = await Cli.RunAsync("run", "--resume", plan.Out);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("iobench: the run was begun otherwise: kernel 5.4.0-lab ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_comes_out_in_another_order_is_refused_force_or_not()
    {
        using var plan = new FakePlan(Models);
        await Cli.RunAsync("run", "--plan", plan.PlanFile, "--seed", "5", "--out", plan.Out);
        Cut(plan, kept: 3, tornBytes: 0);
        Rewrite(plan, RunReader.Manifest(plan.Out) with { Seed = 6 });

        var outcome = await Cli.RunAsync("run", "--resume", plan.Out, "--force");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Matches("^iobench: turn [0-9]+ was .* in block 1, and this IoBench puts another one there, .*; take it up with the IoBench that began it\n$", outcome.Error);
    }

    [Fact]
    public async Task What_still_goes_on_is_not_taken_up()
    {
        using var plan = new FakePlan(Models, blocks: 500);
        using var running = Cli.Start("run", "--plan", plan.PlanFile, "--out", plan.Out);
        await WrittenAsync(plan);

        var outcome = await Cli.RunAsync("run", "--resume", plan.Out);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains($"iobench: the run cannot be gone on with, {plan.Out}; wait until nobody writes or reads it", outcome.Error, StringComparison.Ordinal);
        running.Signal("INT");
        var interrupted = await running.EndAsync();
        Assert.Contains($"\ngo on with: iobench run --resume {plan.Out}\n", interrupted.Error, StringComparison.Ordinal);
        Assert.Empty(RunReader.Read(plan.Out).Manifest.Seams);
    }

    [Fact]
    public async Task A_whole_run_a_missing_one_and_words_that_choose_anew_are_mistakes()
    {
        using var plan = new FakePlan(connections: "1", blocks: 1);
        await Cli.RunAsync("run", "--plan", plan.PlanFile, "--out", plan.Out);

        Assert.Equal(
            (2, $"iobench: nothing is left of this run, {plan.Out}; draw it with 'iobench report', or run it again under another name\n"), await ErrorAsync("--resume", plan.Out));
        Assert.Equal(2, (await ErrorAsync("--resume", plan.Out + "-not")).Code);
        Assert.Equal((2, "iobench: '--blocks' with '--resume', whose run has its own, run; see 'iobench run --help'\n"), await ErrorAsync("--resume", plan.Out, "--blocks", "3"));
        Assert.Equal((2, "iobench: '--force' without '--resume', run; see 'iobench run --help'\n"), await ErrorAsync("--force"));

        static async Task<(int Code, string Error)> ErrorAsync(params string[] words)
        {
            var outcome = await Cli.RunAsync(["run", .. words]);
            return (outcome.ExitCode, outcome.Error);
        }
    }

    private static List<(int Order, int Block, string Key, int? Repeats)> Turns(Run run) => [.. run.Invocations.Select(static i => (i.Order, i.Block, i.Cell.Key, i.Repeats)).Order()];

    /// <summary>As a machine leaves it that lost its power: so many whole lines, and perhaps a part of the next. Floors behind the last one are gone too.</summary>
    private static void Cut(FakePlan plan, int kept, int tornBytes)
    {
        var lines = File.ReadAllLines(plan.Invocations);
        var last = RunReader.Read(plan.Out).Invocations[kept - 1].Order;
        File.WriteAllText(plan.Invocations, string.Concat(lines.Take(kept).Select(static l => l + "\n")) + lines[kept][..Math.Min(tornBytes, lines[kept].Length - 1)]);
        var floors = Path.Combine(plan.Out, "floors.jsonl");
        var orders = RunReader.Read(plan.Out).Floors.Count(f => f.Order < last);
        File.WriteAllText(floors, string.Concat(File.ReadAllLines(floors).Take(orders).Select(static l => l + "\n")));
    }

    private static void Rewrite(FakePlan plan, RunManifest manifest)
    {
        var moved = Directory.CreateDirectory(plan.Out + "-new").FullName;
        using (RunWriter.Create(moved, manifest))
        {
        }

        File.Move(Path.Combine(moved, "run.json"), Path.Combine(plan.Out, "run.json"), overwrite: true);
        Directory.Delete(moved, recursive: true);
    }

    private static Task<string> ReportAsync(FakePlan plan) => File.ReadAllTextAsync(Path.Combine(plan.Out, "report.md"), TestContext.Current.CancellationToken);

    private static async Task WrittenAsync(FakePlan plan)
    {
        for (var tries = 0; tries < 200 && !(File.Exists(plan.Invocations) && new FileInfo(plan.Invocations).Length > 0); tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }
}
