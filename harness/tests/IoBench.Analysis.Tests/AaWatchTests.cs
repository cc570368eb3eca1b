using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

public sealed class AaWatchTests
{
    private static readonly Run Run = new SyntheticRun { Blocks = 8, Connections = [1, 128], Spread = 0.04 }.Build();
    private static readonly AaWatch Watch = new(Run.Manifest.Plan, [.. Run.Invocations.Select(static i => i.Cell).DistinctBy(static c => c.Key)]);

    [Fact]
    public void At_the_end_it_is_what_the_report_says()
    {
        var reported = RunNoise.Of(RunSummary.Of(Run)).Aa!;
        var seen = Watch.Look(Run.Invocations)!;
        Assert.Equal((reported.Centre, reported.Interval!.Low, reported.N), (seen.Centre, seen.Interval!.Low, seen.N));
    }

    [Fact]
    public void With_few_blocks_there_is_a_ratio_without_an_interval()
    {
        var seen = Watch.Look(Run.Invocations.Where(static i => i.Block <= 2))!;
        Assert.Equal((null, 2), (seen.Interval, seen.N));
    }

    [Fact]
    public void Before_the_twin_ran_there_is_nothing_to_tell() => Assert.Null(Watch.Look(Run.Invocations.Where(static i => !i.Cell.IsAa)));

    [Fact]
    public void What_failed_a_check_does_not_count() => Assert.Null(Watch.Look(Run.Invocations.Select(static i => i with { Verdict = Verdict.Because("a byte was wrong") })));

    [Fact]
    public void A_plan_without_a_twin_has_nothing_to_tell()
    {
        var alone = new AaWatch(Run.Manifest.Plan, [.. Run.Invocations.Select(static i => i.Cell).Where(static c => !c.IsAa)]);
        Assert.Null(alone.Look(Run.Invocations));
    }
}
