using IoBench.Analysis.Comparing;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

public sealed class RunComparisonTests
{
    private static readonly SyntheticRun Fifteen = new() { Blocks = 15, Connections = [128], Draws = 0 };

    [Fact]
    public void A_run_that_compares_two_servers_itself_is_refused() => Assert.Equal(
        "this run compares two servers itself, 2026-11-23-1402-quick; read its report, or name runs of one server",
        Assert.Throws<BadInputException>(static () => RunComparison.Of(Summary(Fifteen), Summary(Fifteen with { OtherSide = static m => m }))).Message);

    [Fact]
    public void Two_runs_of_the_same_truth_are_seldom_told_apart()
    {
        const int Pairs = 30;
        var wrong = Enumerable.Range(0, Pairs).Sum(pair => RunComparison.Of(Summary(Fifteen with { Seed = 2 * pair }), Summary(Fifteen with { Seed = 2 * pair + 1 }))
            .Changes().Count(static c => c.Model.Change!.Judgement is Judgement.Better or Judgement.Worse));
        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData(1.10, Judgement.Worse)]
    [InlineData(0.88, Judgement.Better)]
    public void A_model_that_changed_is_found_and_no_other(double factor, Judgement expected)
    {
        var comparison = RunComparison.Of(Summary(Fifteen with { Seed = 1 }), Summary(Fifteen with { Seed = 2, Change = Slowed("poll", factor) }));
        var family = comparison.Points.Single().Family(Metric.ServerCpu)!;

        Assert.Equal(expected, family.Of("poll")!.Change!.Judgement);
        Assert.Equal(factor, family.Of("poll")!.Change!.Ratio.Centre, 0.03);
        Assert.DoesNotContain(family.Models, m => m.Label != "poll" && m.Change!.Judgement is Judgement.Better or Judgement.Worse);
    }

    [Fact]
    public void Latencies_of_a_line_that_grew_in_either_run_are_not_judged()
    {
        // A capacity that was measured on a slow day: on another the same share of it is more than can be answered.
        var calm = Fifteen with { Draws = 200, Loads = [0.5, 0.9] };
        var crowded = calm with { Seed = 2, Change = static i => i is { Cell: { LoadShare: 0.9, Label: "poll" } } ? i with { Load = i.Load! with { ThroughputPerSecond = 0.9 * i.Load.RatePerSecond!.Value, LatencyNs = i.Load.LatencyNs with { P50 = 90_000_000, P99 = 99_000_000 } } } : i };

        var comparison = RunComparison.Of(Summary(calm), Summary(crowded));
        var (half, nearly) = (Point(0.5), Point(0.9));

        Assert.Null(nearly.Family(Metric.P50)!.Of("poll")!.Change);
        Assert.Null(nearly.Family(Metric.P99)!.Of("poll")!.Change);
        Assert.NotNull(nearly.Family(Metric.ServerCpu)!.Of("poll")!.Change);
        Assert.NotNull(nearly.Family(Metric.P50)!.Of("select")!.Change);
        Assert.NotNull(half.Family(Metric.P50)!.Of("poll")!.Change);

        PointChange Point(double share) => comparison.Points.Single(p => p.Point.LoadShare == share);
    }

    [Fact]
    public void A_machine_that_got_slower_changes_no_verdict()
    {
        var slow = Fifteen with { Seed = 2, Change = i => Slow(i, 1.3), FloorUs = 4.4 * 1.3 };
        var comparison = RunComparison.Of(Summary(Fifteen with { Seed = 1 }), Summary(slow));
        Assert.All(comparison.Changes(), c => Assert.DoesNotContain(c.Model.Change!.Judgement, new[] { Judgement.Better, Judgement.Worse }));
        // It is shown all the same.
        Assert.All(comparison.Points.Single().Family(Metric.ServerCpu)!.Models, m => Assert.Equal(1.3, m.Absolute!.Centre, 0.06));
    }

    [Fact]
    public void The_reference_model_is_judged_by_its_floor()
    {
        var comparison = RunComparison.Of(Summary(Fifteen with { Seed = 1 }), Summary(Fifteen with { Seed = 2, Change = Slowed("epoll", 1.12) }));
        var epoll = comparison.Points.Single().Family(Metric.ServerCpu)!.Of("epoll")!;
        Assert.Equal((ChangeBasis.Floor, Judgement.Worse), (epoll.Basis, epoll.Change!.Judgement));
        var rate = comparison.Points.Single().Family(Metric.Throughput)!.Of("epoll")!;
        Assert.Equal((ChangeBasis.Absolute, (Comparison?)null), (rate.Basis, rate.Change));
    }

    [Fact]
    public void Without_floors_the_reference_model_is_not_judged()
    {
        var comparison = RunComparison.Of(Summary(Fifteen with { Seed = 1, FloorUs = null }), Summary(Fifteen with { Seed = 2, FloorUs = null }));
        Assert.DoesNotContain(comparison.Changes(), c => c.Model.Label == "epoll");
    }

    [Fact]
    public void Another_reference_model_may_be_named()
    {
        var comparison = RunComparison.Of(Summary(Fifteen with { Seed = 1 }), Summary(Fifteen with { Seed = 2 }), "uring");
        Assert.Equal("uring", comparison.Reference);
        Assert.Equal(ChangeBasis.Reference, comparison.Points.Single().Family(Metric.P99)!.Of("epoll")?.Basis ?? ChangeBasis.Reference);
        Assert.Equal(ChangeBasis.Floor, comparison.Points.Single().Family(Metric.ServerCpu)!.Of("uring")!.Basis);
    }

    [Fact]
    public void Few_blocks_give_no_verdict()
    {
        var comparison = RunComparison.Of(Summary(Fifteen with { Blocks = 5 }), Summary(Fifteen));
        Assert.All(comparison.Changes(), c => Assert.Equal(Judgement.TooFewBlocks, c.Model.Change!.Judgement));
    }

    [Fact]
    public void Other_accelerators_and_architectures_are_refused_by_name()
    {
        var run = Summary(Fifteen);
        var other = run with { Manifest = run.Manifest with { Environment = run.Manifest.Environment with { Hypervisor = null, Architecture = "arm64" } } };
        var error = Assert.Throws<BadInputException>(() => RunComparison.Of(run, other));
        Assert.Contains("accelerator: kvm against bare metal; architecture: x64 against arm64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_without_a_common_load_are_refused()
    {
        var error = Assert.Throws<BadInputException>(() => RunComparison.Of(Summary(Fifteen), Summary(Fifteen with { Connections = [64] })));
        Assert.Contains("no load in common", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_varied_is_the_axis_and_what_else_differs_is_a_warning()
    {
        var before = Summary(Fifteen).Manifest;
        var after = before with
        {
            Environment = before.Environment with { Kernel = "6.19.1", Governor = "powersave", Mitigations = new Dictionary<string, string> { ["meltdown"] = "Not affected" }, GitCommit = "abc-dirty" },
            Plan = before.Plan with { WindowSeconds = 2 },
        };
        var likeness = Likeness.Of(before, after);
        Assert.Equal(["kernel: 6.18.4 against 6.19.1", $"commit: {before.Environment.GitCommit} against abc-dirty"], likeness.Axes.Select(a => a.ToString()));
        Assert.Equal(
            ["window: 1 s against 2 s", "governor: unknown against powersave", "mitigation spectre_v2: Mitigation: Enhanced IBRS against unknown", "checkout of the candidate: clean against abc-dirty"],
            likeness.Warnings.Select(w => w.ToString()));
        Assert.True(likeness.SameMachine);
        Assert.Empty(likeness.Refusals);
    }

    [Fact]
    public void Outliers_and_modes_are_said_and_counted_all_the_same()
    {
        var comparison = RunComparison.Of(Summary(Fifteen), Summary(Fifteen with { Seed = 3, Change = i => i.Block == 4 && i.Cell.Label == "select" ? Slow(i, 3) : i }));
        var select = comparison.Points.Single().Family(Metric.ServerCpu)!.Of("select")!;
        Assert.True(select.Outliers >= 1);
        Assert.Equal(15, select.Change!.PairedBlocks);
    }

    private static RunSummary Summary(SyntheticRun run) => RunSummary.Of(run.Build());

    private static Func<Invocation, Invocation> Slowed(string model, double factor) => i => i.Cell.Model == model ? Slow(i, factor) : i;

    private static Invocation Slow(Invocation i, double factor) => i with
    {
        Load = i.Load! with { ThroughputPerSecond = i.Load.ThroughputPerSecond / factor },
        Server = i.Server! with
        {
            Stop = i.Server.Stop with
            {
                CpuUs = i.Server.Stop.CpuUs with
                {
                    User = i.Server.Start.CpuUs.User + (i.Server.Stop.CpuUs.User - i.Server.Start.CpuUs.User) * factor,
                    System = i.Server.Start.CpuUs.System + (i.Server.Stop.CpuUs.System - i.Server.Start.CpuUs.System) * factor,
                },
            },
        },
    };
}
