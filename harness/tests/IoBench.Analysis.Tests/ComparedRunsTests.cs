using IoBench.Analysis.Comparing;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

public sealed class ComparedRunsTests
{
    private static readonly SyntheticComparison Alike = new()
    {
        Kernels = ["6.18.4", "6.18.4"],
        Template = new SyntheticRun { Connections = [128], Blocks = 8, Draws = 0, Models = [.. SyntheticModel.CoreSet.Where(static m => m.Name is "epoll" or "poll" or "uring")] },
    };

    [Fact]
    public void Kernels_stand_in_the_order_of_their_versions_and_the_base_stays_the_base()
    {
        var runs = (Alike with { Kernels = ["6.12.41", "6.18.4", "6.9.12"] }).Compared();
        Assert.Equal((ComparisonAxis.Kernel, 1), (runs.Axis, runs.Base));
        Assert.Equal(["6.9.12", "6.12.41", "6.18.4"], runs.Runs.Select(static r => r.Label));
        Assert.Equal([("6.9.12", "run-3"), ("6.18.4", "run-2")], runs.Candidates().Select(static c => (c.Run.Label, c.Comparison.Candidate)));
    }

    public static TheoryData<ComparisonAxis, string, string> Axes => new()
    {
        { ComparisonAxis.None, "run-1", "run-2" },
        { ComparisonAxis.Machine, "Intel(R) Xeon(R) Processor @ 2.10GHz, 2 CPUs", "AMD EPYC, 2 CPUs" },
        { ComparisonAxis.DotNet, ".NET 10.0.1", ".NET 11.0.0" },
        { ComparisonAxis.Commit, "0123456789", "fedcba9876" },
        { ComparisonAxis.Options, "run-1", "run-2" },
    };

    [Theory]
    [MemberData(nameof(Axes))]
    public void What_was_varied_is_the_axis(ComparisonAxis axis, string from, string to)
    {
        var runs = (Alike with { Change = (i, m) => i == 0 ? m : Varied(m, axis) }).Compared();
        Assert.Equal((axis, 0, from, to), (runs.Axis, runs.Base, runs.Runs[0].Label, runs.Runs[1].Label));
        Assert.Empty(runs.AlsoVaried);
    }

    [Fact]
    public void What_was_varied_beside_the_axis_is_named()
    {
        var runs = (Alike with { Kernels = ["6.12.41", "6.18.4"], Change = static (i, m) => i == 0 ? m : Varied(Varied(m, ComparisonAxis.DotNet), ComparisonAxis.Options) }).Compared();
        Assert.Equal(ComparisonAxis.Kernel, runs.Axis);
        Assert.Equal([ComparisonAxis.DotNet, ComparisonAxis.Options], runs.AlsoVaried);
    }

    [Fact]
    public void Settings_of_the_servers_are_options_and_named_once_for_all_models()
    {
        var from = RunSummary.OfFigures(Alike.Template.Build());
        var to = RunSummary.OfFigures((Alike.Template with { Seed = 5, Change = static i => i with { Server = i.Server! with { Ready = i.Server.Ready with { Options = i.Server.Ready.Options with { BufferBytes = 16_384 } } } } }).Build());
        var likeness = RunComparison.Of(from, to).Likeness;
        Assert.Equal(["buffer bytes: 4096 against 16384"], likeness.Axes.Select(static a => a.ToString()));
        Assert.Empty(likeness.Warnings);
        Assert.Equal(ComparisonAxis.Options, ComparedRuns.Of(ComparedRun.Of(from), [(ComparedRun.Of(to), RunComparison.Of(from, to))]).Axis);
    }

    [Fact]
    public void Two_runs_of_one_kernel_are_told_apart_by_their_names()
    {
        var runs = (Alike with { Kernels = ["6.12.41", "6.18.4", "6.18.4"] }).Compared();
        Assert.Equal(["6.12.41", "6.18.4 (run-2)", "6.18.4 (run-3)"], runs.Runs.Select(static r => r.Label));
    }

    [Fact]
    public void Between_two_machines_nothing_absolute_is_compared()
    {
        var runs = (Alike with { Change = static (i, m) => i == 0 ? m : Varied(m, ComparisonAxis.Machine) }).Compared();
        Assert.False(runs.Comparisons[0].Likeness.SameMachine);
        Assert.All(runs.Comparisons[0].Points.SelectMany(static p => p.Families).SelectMany(static f => f.Models), static m => Assert.Null(m.Absolute));
        Assert.All(Alike.Compared().Comparisons[0].Points.SelectMany(static p => p.Families).SelectMany(static f => f.Models), static m => Assert.NotNull(m.Absolute));
    }

    [Fact]
    public void The_vendor_of_the_machine_is_no_accelerator()
    {
        var run = RunSummary.OfFigures(Alike.Template.Build());
        var elsewhere = run with { Manifest = run.Manifest with { Environment = run.Manifest.Environment with { Hypervisor = "kvm, Somebody" } } };
        Assert.Empty(RunComparison.Of(run, elsewhere).Likeness.Refusals);
    }

    [Fact]
    public void Noise_is_the_plans_baseline_against_itself_block_by_block()
    {
        var noise = Alike.Compared().Runs[0].Noise;
        Assert.Equal(("epoll", Metric.Throughput.Name, 8), (noise.Label, noise.Metric, noise.Aa!.N));
        Assert.Equal(Enumerable.Range(1, 8), noise.Blocks.Select(static b => b.Block));
        Assert.All(noise.Blocks, static b => Assert.InRange(b.AaRatio!.Value, 0.8, 1.2));
    }

    [Fact]
    public void Outliers_of_a_cell_are_annotated_and_counted()
    {
        var summary = RunSummary.Of((Alike.Template with { Blocks = 15, Change = static i => i is { Block: 4, Cell.Label: "poll" } ? i with { Load = i.Load! with { ThroughputPerSecond = i.Load.ThroughputPerSecond / 3 } } : i }).Build());
        var poll = summary.Cells.Single(static c => c.Cell.Label == "poll");
        Assert.Contains(poll.Invocations.Single(static f => f.Block == 4).Order, poll.Annotations.Single(static a => a.Metric == Metric.Throughput.Name).Outliers);
        Assert.Equal((15, 15), (poll.Valid, poll.ThroughputPerSecond!.N));
    }

    [Fact]
    public void Two_modes_are_annotated_and_one_is_not()
    {
        var two = RunSummary.Of((Alike.Template with { Blocks = 30, Spread = 0.01, Change = static i => i.Cell.Label == "poll" && i.Block % 2 == 0 ? i with { Load = i.Load! with { ThroughputPerSecond = i.Load.ThroughputPerSecond / 2 } } : i }).Build());
        Assert.True(two.Cells.Single(static c => c.Cell.Label == "poll").Annotations.Single(static a => a.Metric == Metric.Throughput.Name).Multimodal);
        Assert.DoesNotContain(two.Cells.Single(static c => c.Cell.Label == "uring").Annotations, static a => a is { Metric: "throughputPerSecond", Multimodal: true });
    }

    private static RunManifest Varied(RunManifest m, ComparisonAxis axis) => axis switch
    {
        ComparisonAxis.Machine => m with { Environment = m.Environment with { CpuModel = "AMD EPYC" } },
        ComparisonAxis.DotNet => m with { Environment = m.Environment with { DotNet = "11.0.0" } },
        ComparisonAxis.Commit => m with { Environment = m.Environment with { GitCommit = "fedcba9876543210fedcba9876543210fedcba98" } },
        ComparisonAxis.Options => m with { Placement = m.Placement with { ServerCpus = [0, 1], Network = "through 'ip netns exec srv'" } },
        _ => m,
    };
}
