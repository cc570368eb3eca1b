using IoBench.Analysis;
using IoBench.Analysis.Trends;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

public sealed class TrendSummaryTests
{
    private static readonly SyntheticTrend Still = new();

    [Fact]
    public void Models_that_do_not_change_are_said_not_to()
    {
        var trend = Still.Summary();
        Assert.All(trend.Series, static s => Assert.Equal(TrendVerdict.NoChange, s.Verdict));
        // epoll, poll, uring and the twin of epoll, by four metrics.
        Assert.Equal((16, 0), (trend.Rule.Searched, trend.Rule.TooShort));
        Assert.InRange(trend.Rule.ExpectedFalsePoints, 0.01, 16 * 0.05);
        Assert.Equal(128, trend.Headline.Connections);
        Assert.Equal(["epoll", "poll", "uring", "epoll (A/A)"], trend.Series.Select(static s => s.Label).Distinct());
        Assert.Equal(Metric.Compared.Select(static m => m.Name), trend.Series.Take(4).Select(static s => s.Metric));
        Assert.True(trend.Series[^1].IsControl);
        Assert.Empty(trend.Shared);
    }

    [Fact]
    public void Who_gets_slower_is_found_with_its_place_size_and_direction_and_nobody_else()
    {
        var trend = (Still with { Speed = static (run, model) => model == "uring" && run >= 12 ? 0.88 : 1, Kernel = static run => run < 12 ? "6.12.41" : "6.12.43" }).Summary();

        var (throughput, cpu) = (Series(trend, "uring", Metric.Throughput), Series(trend, "uring", Metric.ServerCpu));
        foreach (var change in new[] { throughput.Changes.Single(), cpu.Changes.Single() })
        {
            Assert.Equal(("run-12", "run-13", 12, 8), (change.Before.Name, change.After.Name, change.RunsBefore, change.RunsAfter));
            Assert.Equal(("6.12.41", "6.12.43"), (change.Before.Kernel, change.After.Kernel));
            Assert.Equal(["kernel 6.12.41 to 6.12.43"], change.Differences);
            Assert.Equal((Judgement.Worse, false), (change.Judgement, change.ForBetter));
            Assert.True(change.PValue < ChangeSearch.Significance);
        }

        Assert.True(throughput.Changes[0].Ratio.Interval!.Contains(0.88));
        Assert.True(cpu.Changes[0].Ratio.Interval!.Contains(1 / 0.88));
        Assert.Equal([(0, 11), (12, 19)], throughput.Levels.Select(static l => (l.First, l.Last)));
        Assert.All(trend.Series.Where(static s => s.Label != "uring"), static s => Assert.Empty(s.Changes));
    }

    [Fact]
    public void A_change_that_is_there_and_too_small_to_matter_is_called_so()
    {
        var trend = (Still with { RunSpread = 0.002, Spread = 0.002, Speed = static (run, model) => model == "poll" && run >= 10 ? 1.04 : 1 }).Summary();
        var change = Assert.Single(Series(trend, "poll", Metric.Throughput).Changes);
        Assert.Equal((Judgement.Equivalent, true), (change.Judgement, change.ForBetter));
    }

    [Fact]
    public void A_machine_that_changes_moves_the_reference_and_no_ratio()
    {
        var trend = (Still with
        {
            Speed = static (run, _) => run >= 10 ? 0.7 : 1,
            Change = static (run, manifest) => run < 10 ? manifest : manifest with { Environment = manifest.Environment with { CpuModel = "another" } },
        }).Summary();

        Assert.All(trend.Series.Where(static s => s.Label != "epoll"), static s => Assert.Equal(TrendVerdict.NoChange, s.Verdict));
        var own = Series(trend, "epoll", Metric.Throughput);
        Assert.Equal(Basis.Absolute, own.Basis);
        Assert.Equal("CPU Intel(R) Xeon(R) Processor @ 2.10GHz to another", Assert.Single(Assert.Single(own.Changes).Differences));
    }

    [Fact]
    public void The_reference_is_held_against_its_floor_where_there_is_one()
    {
        var series = Series(Still.Summary(), "epoll", Metric.ServerCpu);
        Assert.Equal(Basis.Floor, series.Basis);
        Assert.InRange(series.Levels[0].Value.Centre, 1.1, 1.25);
        var without = Series((Still with { Template = Still.Template with { FloorUs = null } }).Summary(), "epoll", Metric.ServerCpu);
        Assert.Equal(Basis.Absolute, without.Basis);
        Assert.InRange(without.Levels[0].Value.Centre, 4.9, 5.4);
    }

    [Fact]
    public void Runs_from_before_there_were_floors_do_not_mix_with_later_ones()
    {
        Run[] old = [.. Still.Build().Select(static (r, i) => i < 5 ? r with { Floors = [] } : r)];
        var trend = Of(old);
        var series = Series(trend, "epoll", Metric.ServerCpu);
        Assert.Equal((Basis.Floor, 15), (series.Basis, series.Points.Count));
        Assert.Equal(20, Series(trend, "uring", Metric.ServerCpu).Points.Count);
    }

    [Fact]
    public void When_most_models_move_together_the_reference_is_suspected()
    {
        var models = new SyntheticTrend { Models = ["epoll", "poll", "uring", "select", "blocking"], Speed = static (run, model) => model == "epoll" && run >= 10 ? 1.15 : 1 };
        var shared = Assert.Single(models.Summary().Shared, static s => s.Metric == Metric.Throughput.Name);
        Assert.Equal((10, false, 4), (shared.After, shared.ForBetter, shared.Models));
        Assert.Equal(4, shared.Labels.Count);
    }

    [Fact]
    public void Few_runs_are_too_few_to_tell_however_large_the_step()
    {
        var trend = (Still with { Runs = 13, Speed = static (run, model) => model == "uring" && run >= 7 ? 0.5 : 1 }).Summary();
        Assert.All(trend.Series, static s => Assert.Equal((TrendVerdict.TooFewRuns, 0), (s.Verdict, s.Changes.Count)));
        Assert.Equal((0, 16, 14, 0.0), (trend.Rule.Searched, trend.Rule.TooShort, trend.Rule.LeastRuns, trend.Rule.ExpectedFalsePoints));
    }

    [Fact]
    public void A_model_that_came_later_is_followed_from_then_on()
    {
        Run[] runs = [.. Still.Build().Select(static (r, i) => i >= 8 ? r : r with { Invocations = [.. r.Invocations.Where(static v => v.Cell.Model != "uring")] })];
        var series = Series(Of(runs), "uring", Metric.Throughput);
        Assert.Equal((12, 8, TrendVerdict.TooFewRuns), (series.Points.Count, series.Points[0].Run, series.Verdict));
    }

    [Fact]
    public void A_run_that_is_far_off_is_named_and_counts()
    {
        var series = Series((Still with { Speed = static (run, model) => model == "uring" && run == 5 ? 0.6 : 1 }).Summary(), "uring", Metric.Throughput);
        Assert.Equal(20, series.Points.Count);
        Assert.Contains(5, series.Outliers.Select(static p => p.Run));
        Assert.Equal(TrendVerdict.NoChange, series.Verdict);
    }

    [Fact]
    public void Runs_stand_by_time_by_kernel_version_or_by_the_first_run_of_their_commit()
    {
        string[] kernels = ["6.12.41", "6.12.9", "6.1.140", "6.12.9"];
        string?[] commits = ["b", "a", "b", null];
        var four = Still with { Runs = 4, Kernel = i => kernels[i], Commit = i => commits[i] };
        Run[] shuffled = [.. four.Build().Reverse()];

        Assert.Equal(["run-01", "run-02", "run-03", "run-04"], Names(TrendAxis.Time));
        Assert.Equal(["run-03", "run-02", "run-04", "run-01"], Names(TrendAxis.Kernel));
        Assert.Equal(["run-01", "run-03", "run-02", "run-04"], Names(TrendAxis.Commit));

        IEnumerable<string> Names(TrendAxis by) => Of(shuffled, by).Runs.Select(static r => r.Name);
    }

    [Fact]
    public void All_loads_are_searched_when_asked_and_else_the_headline()
    {
        var more = Still with { Runs = 14, Template = Still.Template with { Connections = [1, 128] } };
        Assert.Equal([128], more.Summary().Series.Select(static s => s.Point.Connections).Distinct());
        var all = more.Summary(scope: TrendScope.All);
        Assert.Equal([128, 1], all.Series.Select(static s => s.Point.Connections).Distinct());
        Assert.Equal(2 * more.Summary().Rule.Searched, all.Rule.Searched);
    }

    [Fact]
    public void Runs_without_the_reference_or_the_load_are_named_with_the_reason()
    {
        var runs = Still.Build().ToList();
        runs[3] = runs[3] with { Invocations = [.. runs[3].Invocations.Where(static v => v.Cell.Model != "epoll")] };
        runs[4] = runs[4] with { Invocations = [.. runs[4].Invocations.Select(static v => v with { Cell = v.Cell with { PayloadBytes = 1024 } })] };
        runs[5] = runs[5] with { Invocations = [.. runs[5].Invocations.Select(static v => v with { Verdict = Verdict.Because("torn") })] };
        var trend = Of([.. runs]);

        Assert.Equal(17, trend.Runs.Count);
        Assert.Equal(
            [("run-04", "no valid invocation of the reference epoll, name another with --baseline"), ("run-05", "no load in common: nothing valid at c128 i0 p64 d1 t0"), ("run-06", "no valid invocation")],
            trend.LeftOut.Select(static l => (l.Run, l.Reason)));
    }

    [Fact]
    public void When_no_run_is_left_it_says_why()
    {
        Run[] none = [.. (Still with { Runs = 2 }).Build().Select(static r => r with { Invocations = [] })];
        var error = Assert.Throws<BadInputException>(() => Of(none));
        Assert.Equal("none of 2 runs can be followed, trend; the first, run-01: no valid invocation", error.Message);
    }

    [Fact]
    public void A_client_at_its_limit_is_told()
    {
        // uring serves 194 k of the 196 k that the invented client can drive.
        var trend = (Still with { Runs = 3, Spread = 0.001, RunSpread = 0 }).Summary();
        Assert.All(Series(trend, "uring", Metric.Throughput).Points, static p => Assert.True(p.ClientBound));
        Assert.All(Series(trend, "uring", Metric.ServerCpu).Points, static p => Assert.False(p.ClientBound));
    }

    [Fact]
    public void Only_machines_may_differ_between_runs_of_a_series()
    {
        var manifests = (Still with { Runs = 3 }).Build().Select(static r => r.Manifest).ToList();
        var usual = RunConditions.Usual(manifests);
        var one = manifests[0];

        Assert.Null(Misfit(one with { Environment = one.Environment with { CpuModel = "another", Kernel = "6.1", Hypervisor = "kvm, another vendor" }, Placement = one.Placement with { ServerCpus = [0], ClientCpus = [1] }, Models = [] }));
        Assert.Equal("another accelerator, bare metal instead of kvm", Misfit(one with { Environment = one.Environment with { Hypervisor = null } }));
        Assert.Equal("another plan, full instead of quick", Misfit(one with { Plan = one.Plan with { Name = "full" } }));
        Assert.Equal("other times in its plan, 0.3 s of warm-up and 2 s of window instead of 0.3 s and 1 s", Misfit(one with { Plan = one.Plan with { WindowSeconds = 2 } }));
        Assert.Equal(
            "another placement, 2 server and 1 client CPUs, threads of one core, loopback instead of 1 server and 1 client CPUs, threads of one core, loopback",
            Misfit(one with { Placement = one.Placement with { ServerCpus = [1, 2] } }));

        string? Misfit(RunManifest manifest) => usual.Misfit(RunConditions.Of(manifest));
    }

    [Fact]
    public void The_conditions_of_most_runs_are_the_usual_ones()
    {
        var manifests = (Still with { Runs = 5, Change = static (i, m) => i < 2 ? m with { Environment = m.Environment with { Hypervisor = null } } : m }).Build().Select(static r => r.Manifest).ToList();
        Assert.Equal("kvm", RunConditions.Usual(manifests).Accelerator);
        Assert.Equal("kvm", RunConditions.Usual(manifests.Take(4)).Accelerator);
        Assert.Equal(RunConditions.BareMetal, RunConditions.Usual(manifests.Take(3)).Accelerator);
    }

    private static TrendSeries Series(TrendSummary trend, string label, Metric metric) => trend.Series.Single(s => s.Label == label && s.Metric == metric.Name);

    private static TrendSummary Of(IReadOnlyList<Run> runs, TrendAxis by = TrendAxis.Time) =>
        TrendSummary.Of([.. runs.Select(static r => SyntheticTrend.Reduce(r, "epoll"))], [], "epoll", RunConditions.Usual(runs.Select(static r => r.Manifest)), by, TrendScope.Headline);
}
