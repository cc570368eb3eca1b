using IoBench.Analysis;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

public sealed class RunSummaryTests
{
    private static readonly LoadPoint Headline = new(128, 0, 64, 1, 0);

    private static Comparison Ratio(RunSummary summary, string label, Metric metric) =>
        summary.HeadlinePoint!.Family(metric)!.Comparisons.Single(c => c.Label == label);

    private static CellSummary At(RunSummary summary, string label) => summary.CellsAt(Headline).Single(c => c.Cell.Label == label);

    [Fact]
    public void Finds_the_differences_that_were_put_in()
    {
        var summary = RunSummary.Of(new SyntheticRun { Blocks = 15 }.Build());
        Assert.Equal(Headline, summary.Headline);
        Assert.Equal(Judgement.Worse, Ratio(summary, "aio", Metric.Throughput).Judgement);
        Assert.Equal(Judgement.Worse, Ratio(summary, "aio", Metric.ServerCpu).Judgement);
        Assert.Equal(Judgement.Equivalent, Ratio(summary, "uring", Metric.Throughput).Judgement);
        Assert.Equal(62.0 / 190, Ratio(summary, "aio", Metric.Throughput).Ratio.Centre, 1);
        Assert.True(summary.HeadlinePoint!.Family(Metric.Throughput)!.Aa!.Ratio.Interval!.Contains(1));
        Assert.All(summary.Points.SelectMany(static p => p.Families).SelectMany(static f => f.Comparisons), static c => Assert.True(c.HolmReached));
    }

    [Fact]
    public void Six_blocks_judge_by_their_widest_interval_and_say_that_Holm_asks_for_more()
    {
        var slow = Ratio(RunSummary.Of(new SyntheticRun().Build()), "aio", Metric.Throughput);
        Assert.Equal(Judgement.Worse, slow.Judgement);
        Assert.False(slow.HolmReached);
        Assert.Equal(0.96875, slow.Adjusted!.Level);
        Assert.Equal(7 * 2 / 64.0, slow.AdjustedPValue);
    }

    [Fact]
    public void Equal_models_in_six_blocks_are_seldom_called_faster_or_slower()
    {
        // Holm cannot be met with 6 blocks; what keeps the family's false alarms down is the margin. Here is how far.
        const int runs = 300;
        var same = SyntheticModel.CoreSet.Select(static m => SyntheticModel.CoreSet[3] with { Name = m.Name }).ToList();
        var alarms = Enumerable.Range(1, runs).Count(seed =>
        {
            var run = new SyntheticRun { Seed = seed, Models = same, Connections = [128], Spread = 0.03, Draws = 0 };
            return RunSummary.Of(run.Build()).HeadlinePoint!.Family(Metric.Throughput)!.Comparisons
                .Any(static c => c.Judgement is Judgement.Better or Judgement.Worse);
        });
        Assert.InRange(alarms, 0, runs * Levels.Family);
    }

    [Fact]
    public void Five_blocks_give_no_verdict_and_no_interval()
    {
        var summary = RunSummary.Of(new SyntheticRun { Blocks = 5 }.Build());
        var slow = Ratio(summary, "aio", Metric.Throughput);
        Assert.Equal(Judgement.TooFewBlocks, slow.Judgement);
        Assert.Null(slow.Ratio.Interval);
        Assert.Null(slow.SmallestDetectable);
        Assert.Null(At(summary, "aio").ThroughputPerSecond!.Interval);
    }

    [Fact]
    public void Costs_are_per_message_and_ring_operations_are_no_system_calls()
    {
        var summary = RunSummary.Of(new SyntheticRun().Build());
        Assert.Equal(2.06, At(summary, "epoll").SyscallsPerMessage!.Centre, 2);
        Assert.Equal(0.11, At(summary, "uring").SyscallsPerMessage!.Centre, 2);
        Assert.Equal(1, At(summary, "uring").CallsPerMessage["uring:recv"].Centre, 2);
        Assert.Equal(0, At(summary, "epoll").AllocatedBytesPerMessage!.Centre);
        Assert.Equal(5.0 * (1 + 0.25 / Math.Sqrt(128)), At(summary, "epoll").ServerCpuUsPerMessage!.Centre, 0);
    }

    [Fact]
    public void Invalid_invocations_count_in_no_figure_and_are_listed()
    {
        var run = new SyntheticRun
        {
            Change = static i => i.Block == 2 && i.Cell.Label == "poll" && i.Cell.Connections == 128
                ? i with { Verdict = Verdict.Because("Little's law is off by 12 %."), Load = i.Load! with { ThroughputPerSecond = 1 } }
                : i,
        };
        var summary = RunSummary.Of(run.Build());
        var poll = At(summary, "poll");
        Assert.Equal(5, poll.Valid);
        Assert.Equal(["Little's law is off by 12 %."], Assert.Single(poll.Invalid).Reasons);
        Assert.InRange(poll.ThroughputPerSecond!.Centre, 150_000, 200_000);
        Assert.Equal(Judgement.TooFewBlocks, Ratio(summary, "poll", Metric.Throughput).Judgement);
        Assert.Equal(1, summary.Completeness.Invalid);
    }

    [Fact]
    public void A_client_at_its_limit_marks_the_cell_unless_the_server_is_busier()
    {
        var bound = RunSummary.Of(new SyntheticRun { Change = Busy(client: 0.99) }.Build());
        Assert.True(At(bound, "blocking").ClientBound);
        Assert.True(Ratio(bound, "blocking", Metric.Throughput) is { ClientBound: true, BaselineClientBound: true });
        Assert.False(At(RunSummary.Of(new SyntheticRun { Change = Busy(client: 0.90) }.Build()), "blocking").ClientBound);
        // uring's server is at 95 % itself: with the client at 95 % too, both are.
        var server = At(bound, "uring").ServerCpuShare!.Centre;
        Assert.False(At(RunSummary.Of(new SyntheticRun { Change = Busy(client: server - 0.001) }.Build()), "uring").ClientBound);

        static Func<Invocation, Invocation> Busy(double client) => i => i with { Load = i.Load! with { CpuShare = client } };
    }

    [Fact]
    public void Noise_widens_the_margin()
    {
        var family = RunSummary.Of(new SyntheticRun { Spread = 0.10 }.Build()).HeadlinePoint!.Family(Metric.Throughput)!;
        Assert.All(family.Comparisons, static c => Assert.True(c.Margin > 0.10));
        Assert.Equal(0.05, family.Aa!.Margin);
    }

    [Fact]
    public void A_run_cut_off_says_what_is_missing()
    {
        var summary = RunSummary.Of(new SyntheticRun { Length = 20 }.Build());
        Assert.False(summary.Completeness.IsWhole);
        Assert.Equal(6 * 27, summary.Completeness.Planned);
        Assert.Equal(20, summary.Completeness.Finished);
        Assert.Equal(7, summary.Completeness.MissingCells.Count);
        Assert.Equal(20, summary.Completeness.ShortCells.Count);
    }

    [Fact]
    public void A_second_try_takes_the_place_of_what_failed()
    {
        var run = new SyntheticRun { Connections = [128] }.Build();
        var failed = run.Invocations.First(static i => i.Cell.Label == "poll");
        var last = run.Invocations.Max(static i => i.Order);
        run = run with
        {
            Invocations = [.. run.Invocations.Select(i => i == failed ? i with { Verdict = Verdict.Because("late") } : i), failed with { Order = last + 1, Repeats = failed.Order }],
        };
        var summary = RunSummary.Of(run);

        var poll = At(summary, "poll");
        Assert.Equal((6, 1, last + 1), (poll.Valid, poll.Invalid.Count, poll.Invocations[0].Order));
        Assert.Equal([1, 2, 3, 4, 5, 6], poll.Invocations.Select(static f => f.Block));
        Assert.True(summary.Completeness.IsWhole);
        var c = summary.Completeness;
        Assert.Equal((c.Planned, c.Planned, 1, 1, 1), (c.Finished, c.Valid, c.Invalid, c.SecondTries, c.MadeGood));
        Assert.Empty(c.ShortCells);
    }

    [Fact]
    public void An_empty_run_has_no_figures_and_no_trouble()
    {
        var summary = RunSummary.Of(new SyntheticRun { Length = 0 }.Build());
        Assert.Null(summary.Headline);
        Assert.Null(summary.HeadlinePoint);
        Assert.Empty(summary.Points);
        Assert.Equal(27, summary.Completeness.MissingCells.Count);
    }

    [Fact]
    public void A_point_without_the_baseline_has_figures_but_no_ratios()
    {
        var run = new SyntheticRun { Models = [.. SyntheticModel.CoreSet.Where(static m => m.Name != "epoll")], Aa = false }.Build();
        var point = RunSummary.Of(run).HeadlinePoint!;
        Assert.Null(point.Baseline);
        Assert.Empty(point.Families);
        Assert.Equal("uring", point.CeilingLabel);
    }

    [Fact]
    public void A_load_without_a_server_still_gives_a_rate()
    {
        var summary = RunSummary.Of(new SyntheticRun { Change = static i => i with { Server = null } }.Build());
        Assert.NotNull(At(summary, "epoll").ThroughputPerSecond);
        Assert.Null(At(summary, "epoll").ServerCpuUsPerMessage);
        Assert.Empty(summary.HeadlinePoint!.Family(Metric.ServerCpu)!.Comparisons);
    }
}
