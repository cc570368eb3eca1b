using IoBench.Analysis;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

public sealed class ProcessesAgainstThreadsTests
{
    private static readonly LoadPoint Load = new(64, 0, 64, 1, 0);

    private static readonly LoadPoint[] Points =
    [
        .. from threads in new[] { 1, 2, 4 } select Load with { Threads = threads },
        .. from processes in new[] { 2, 4 } select Load with { Threads = 1, Processes = processes },
    ];

    // poll pays dearly for processes, uring nothing; a thread more costs a rate 3 %.
    private static readonly SyntheticModel[] Models =
    [
        SyntheticModel.CoreSet[2] with { ProcessCost = 0.2 }, SyntheticModel.CoreSet[3] with { ProcessCost = 0.15 },
        SyntheticModel.CoreSet[7] with { ProcessCost = 0 }, SyntheticModel.CoreSet[4] with { ProcessCost = 0.3, Unsteadiness = 1 },
    ];

    private static readonly SyntheticRun Run = new() { Models = Models, Connections = [64], Points = Points, Blocks = 15, Spread = 0.004, Draws = 0 };
    private static readonly RunSummary Summary = RunSummary.Of(Run.Build());

    [Fact]
    public void Each_model_is_compared_at_each_number_that_was_measured_both_ways()
    {
        Assert.Equal(
            [("poll", 2), ("epoll", 2), ("reactor", 2), ("uring", 2), ("poll", 4), ("epoll", 4), ("reactor", 4), ("uring", 4)],
            Summary.Tasks.Select(static t => (t.Label, t.Tasks)).OrderBy(static t => t.Tasks).ThenBy(static t => Array.IndexOf(["poll", "epoll", "reactor", "uring"], t.Label)));
        Assert.All(Summary.Tasks, static t =>
        {
            Assert.Equal((Load with { Threads = t.Tasks }, Load with { Threads = 1, Processes = t.Tasks }), (t.ThreadsAt, t.ProcessesAt));
            Assert.Equal((15, 15), (t.Throughput!.PairedBlocks, t.ServerCpu!.PairedBlocks));
        });
    }

    [Fact]
    public void Ratios_are_processes_over_threads_with_interval_and_the_judgement_of_all_comparisons()
    {
        var (poll, uring) = (Of("poll"), Of("uring"));

        // 1.6 times the CPU; the rate of four threads has lost 9 % already.
        Assert.InRange(1.6, poll.ServerCpu!.Ratio.Interval!.Low, poll.ServerCpu.Ratio.Interval.High);
        Assert.InRange(1.09 / 1.6, poll.Throughput!.Ratio.Interval!.Low, poll.Throughput.Ratio.Interval.High);
        Assert.Equal((Judgement.Worse, Judgement.Worse), (poll.Throughput.Judgement, poll.ServerCpu.Judgement));
        Assert.Equal((Judgement.Better, Judgement.Equivalent), (uring.Throughput!.Judgement, uring.ServerCpu!.Judgement));
        Assert.All(Summary.Tasks, static t => Assert.True(t.Throughput!.HolmReached && t.Throughput.AdjustedPValue >= t.Throughput.PValue));
    }

    [Fact]
    public void What_disturbs_a_block_disturbs_both_sides_and_cancels()
    {
        var shaken = RunSummary.Of((Run with { Change = static i => i with { Load = i.Load! with { ThroughputPerSecond = i.Load.ThroughputPerSecond * (i.Block % 3 + 1) } } }).Build());

        Assert.Equal(Of("epoll").Throughput!.Ratio.Centre, shaken.Tasks.Single(static t => t is { Label: "epoll", Tasks: 4 }).Throughput!.Ratio.Centre, 1e-9);
    }

    [Fact]
    public void Noise_of_the_twin_at_that_load_widens_the_margin()
    {
        Assert.All(Summary.Tasks, static t => Assert.Equal(0.05, t.Throughput!.Margin, 1e-9));
        var random = new Random(1);
        var noisy = RunSummary.Of((Run with { Change = i => i.Cell.IsAa ? i with { Load = i.Load! with { ThroughputPerSecond = i.Load.ThroughputPerSecond * (1 + 0.6 * random.NextDouble()) } } : i }).Build());
        Assert.All(noisy.Tasks, static t => Assert.True(t.Throughput!.Margin > 0.06));
    }

    [Fact]
    public void Threads_of_its_own_count_as_one_for_a_loop_and_not_for_workers()
    {
        var run = Run with { Points = [Load with { Threads = 2 }, Load with { Processes = 2 }] };

        Assert.Equal(["poll", "epoll", "uring"], RunSummary.Of(run.Build()).Tasks.Select(static t => t.Label).Order(StringComparer.Ordinal).OrderBy(static l => Array.IndexOf(["poll", "epoll", "uring"], l)));
    }

    [Fact]
    public void Several_threads_in_each_process_another_load_or_an_open_loop_are_no_pair()
    {
        LoadPoint[] points = [Load with { Threads = 2 }, Load with { Threads = 2, Processes = 2 }, Load with { Connections = 16, Threads = 1, Processes = 2 }, Load with { Threads = 1, Processes = 3 }];

        Assert.Empty(RunSummary.Of((Run with { Points = points }).Build()).Tasks);
        Assert.Empty(RunSummary.Of((Run with { Points = [] }).Build()).Tasks);
    }

    [Fact]
    public void Five_blocks_give_ratios_and_no_verdict() => Assert.All(
        RunSummary.Of((Run with { Blocks = 5 }).Build()).Tasks,
        static t => Assert.Equal((Judgement.TooFewBlocks, true), (t.Throughput!.Judgement, t.Throughput.Ratio.Interval is null)));

    [Fact]
    public void Processes_are_an_axis_of_their_own_and_the_headline_is_of_one()
    {
        var curves = AxisCurve.Of(Summary.Cells, Axis.Processes);

        Assert.All(curves, static c => Assert.Equal((Load with { Threads = 1 }, true), (c.Shape, c.Cells.Select(static x => x.Cell.Processes).SequenceEqual([1, 2, 4]))));
        Assert.Equal(4, curves.Count);
        Assert.All(AxisCurve.Of(Summary.Cells, Axis.Threads), static c => Assert.All(c.Cells, static x => Assert.Equal(1, x.Cell.Processes)));
        Assert.Contains(Summary.Crossovers, static c => c is { Axis: "processes", Label: "poll", From: 1, To: 4 });
        Assert.Equal(1, Summary.Headline!.Value.Processes);
        Assert.Equal(1, RunSummary.Of((Run with { Connections = [], Aa = false, Points = [.. Points.Reverse()] }).Build()).Headline!.Value.Processes);
    }

    private static ProcessesAgainstThreads Of(string label) => Summary.Tasks.Single(t => t.Label == label && t.Tasks == 4);
}
