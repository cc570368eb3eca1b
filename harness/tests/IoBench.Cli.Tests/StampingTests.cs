using System.Text.Json;
using System.Text.RegularExpressions;
using IoBench.Analysis.Anatomy;
using IoBench.Results;

namespace IoBench.Cli.Tests;

/// <summary><c>anatomy</c> and <c>models --measure</c>, with real servers and real clients on loopback.</summary>
public partial class StampingTests
{
    [Fact]
    public async Task Anatomy_adds_up_for_one_loop_and_for_a_hand_over()
    {
        using var plan = new FakePlan();
        var outcome = await Cli.RunWithNodeAsync(RealNode.Path, "anatomy", "--models", "epoll,reactor", "--messages", "200", "--out", plan.Out, "--json");

        Assert.True(outcome.ExitCode is 0 or 3, outcome.Error);
        var report = JsonSerializer.Deserialize(outcome.Output, FileJson.Default.AnatomyReport)!;
        Assert.Equal(["epoll", "reactor"], report.Models.Select(m => m.Model));
        Assert.All(report.Models, m => Assert.Equal(200, m.Echoes));
        // 3 if a busy machine spreads the echoes wide: then it is said, and the parts are still in order.
        Assert.Equal(outcome.ExitCode == 3, report.Models.Any(m => m.Deviation > Dissection.Tolerance));
        Assert.All(report.Models, m => Assert.InRange(m.Deviation, 0, 0.25));
        Assert.All(report.Models, m => Assert.Equal(m.SumNs, m.Parts.Sum(p => p.MeanNs), 1.0));
        var epoll = report.Models[0].Parts;
        Assert.Equal("client send", $"{epoll[0].Lane} {epoll[0].Name}");
        Assert.Contains(epoll, p => p is { Name: "epoll_wait returns", Kind: PartKind.WakeUp });
        Assert.Contains(epoll, p => p is { Lane: "server", Name: "recv", Kind: PartKind.Copying });
        Assert.Contains(epoll, p => p is { Lane: "server", Name: "send", Kind: PartKind.Copying });
        Assert.Contains(report.Models[1].Parts, p => p is { Name: "futex (wake)", Kind: PartKind.HandOver });
        Assert.True(File.Exists(Path.Combine(plan.Out, "anatomy.json")) && File.Exists(Path.Combine(plan.Out, "charts", "anatomy.png")));
    }

    [Fact]
    public async Task Waits_are_seen_where_the_model_waits()
    {
        using var plan = new FakePlan();
        var outcome = await Cli.RunWithNodeAsync(RealNode.Path, "models", "--measure", "--models", "epoll,blocking", "--out", plan.Out, "--json");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var report = JsonSerializer.Deserialize(outcome.Output, FileJson.Default.WaitReport)!;
        var (blocking, epoll) = (report.Models.Single(m => m.Model == "blocking"), report.Models.Single(m => m.Model == "epoll"));
        Assert.Equal(["epoll_wait"], epoll.Threads.Where(t => t.Stamped).SelectMany(t => t.WaitsIn).Select(w => w.Call));
        Assert.Equal(["accept4", "recv"], blocking.Threads.Where(t => t.Stamped).SelectMany(t => t.WaitsIn).Select(w => w.Call).Order());
        Assert.All(report.Models, m => Assert.Equal(["recv", "send"], m.CopyingCallsPerEcho.Keys.Order()));
        Assert.Contains(report.Calls!.Probes, p => p is { Call: "connect", Blocking: false, Returned: "EINPROGRESS" });
        Assert.True(File.Exists(Path.Combine(plan.Out, "waits.json")));
    }

    /// <summary>A page names a thread and the calls in which it spends a fifth of its time or more.</summary>
    [Fact]
    public async Task Every_model_waits_where_its_page_says()
    {
        using var plan = new FakePlan();
        var outcome = await Cli.RunWithNodeAsync(RealNode.Path, "models", "--measure", "--out", plan.Out, "--json");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var seen = JsonSerializer.Deserialize(outcome.Output, FileJson.Default.WaitReport)!.Models;
        Assert.NotEmpty(seen);
        Assert.All(seen, model => Assert.Equal(
            WaitOfPage().Matches(File.ReadAllText(Path.Combine(ModelPagesTests.Folder, model.Model + ".md"))).Select(match => (match.Groups[1].Value, match.Groups[2].Value.Replace("and in ", "", StringComparison.Ordinal))).Order(),
            model.Threads.Where(thread => thread.Stamped && thread.WaitsIn.Any(wait => wait.Share >= 0.2))
                .Select(thread => (thread.Name, string.Join(' ', thread.WaitsIn.Where(wait => wait.Share >= 0.2).Select(wait => $"`{wait.Call}`").Order(StringComparer.Ordinal)))).Order()));
    }

    [GeneratedRegex(@"^- `([^`]+)`(?: \(\d+\))? waits in (.*)$", RegexOptions.Multiline)]
    private static partial Regex WaitOfPage();

    [Fact]
    public async Task A_plan_may_ask_for_both_after_its_last_block()
    {
        using var plan = new FakePlan(models: "\"epoll\"", blocks: 1, connections: "1", baseline: "epoll", anatomy: true);
        var outcome = await Cli.RunWithNodeAsync(RealNode.Path, "run", "--plan", plan.PlanFile, "--out", plan.Out);

        Assert.Contains("cutting an echo of each of 1 models", outcome.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(plan.Out, "anatomy.json")) && File.Exists(Path.Combine(plan.Out, "waits.json")), outcome.Error);
        Assert.Contains("Where does each model wait?", await File.ReadAllTextAsync(Path.Combine(plan.Out, "report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown model 'epol', --models; did you mean 'epoll'?", "anatomy", "--models", "epol")]
    [InlineData("CPU 4095 may not be used here, --server-cpus", "anatomy", "--server-cpus", "4095")]
    [InlineData("the folder cannot be written, /proc/none", "anatomy", "--models", "epoll", "--out", "/proc/none")]
    [InlineData("unknown model 'epol', --models; did you mean 'epoll'?", "models", "--measure", "--models", "epol")]
    [InlineData("'--out' without '--measure', models; add --measure, or leave it out", "models", "--out", "x")]
    [InlineData("'--models' without '--measure', models; add --measure, or leave it out", "models", "--models", "epoll")]
    public async Task Wrong_words_end_it_with_a_line(string line, params string[] words)
    {
        var outcome = await Cli.RunWithNodeAsync(RealNode.Path, words);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith($"iobench: {line}", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_server_that_dies_is_told_of_and_leaves_the_others_alone()
    {
        var outcome = await Cli.RunAsync("anatomy", "--models", "dies-early", "--messages", "10");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("skipped: dies-early (", outcome.Output, StringComparison.Ordinal);
    }
}
