using IoBench.Analysis.Comparing;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

/// <summary>A few runs of what <c>scripts/verify-statistics</c> makes hundreds of: invented runs on this machine's noise go through the whole analysis.</summary>
public sealed class VerdictSimulationTests
{
    private static readonly NoisyRun Run = NoisyRun.Of(SyntheticManifest.Of(new SyntheticRun { Blocks = 15, Connections = [1, 64] }).Plan);

    // Loads without a twin, in few blocks, beside those that have one.
    private static readonly NoisyRun WithLoads = Run with
    {
        Plan = Run.Plan with { Sweeps = [.. Run.Plan.Sweeps, new Sweep { Name = "idle", Models = [], Connections = [64], Blocks = 6 }] },
        Cells = [.. Run.Cells, .. from c in Run.Cells where c is { Connections: 64, IsAa: false } from idle in new[] { 100, 1000 } select c with { Sweep = "idle", Idle = idle }],
    };

    [Theory]
    [InlineData(Noise.Normal)]
    [InlineData(Noise.HeavyTailed)]
    [InlineData(Noise.TwoModes)]
    internal void Nothing_is_called_slower_or_faster_where_nothing_changed_not_even_at_loads_without_a_twin(Noise kind)
    {
        const int Pairs = 10;
        var run = WithLoads with { Machine = MachineNoise.Measured with { Kind = kind } };
        var random = new Random(20261128);
        var wrong = Enumerable.Range(0, Pairs).Sum(_ => Compare(run, run, random).Changes().Count(static c => c.Model.Change!.Judgement is Judgement.Better or Judgement.Worse));
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Nothing_is_called_slower_or_faster_in_a_run_of_models_that_are_alike()
    {
        const int Runs = 10;
        var random = new Random(20261128);
        var wrong = Enumerable.Range(0, Runs).Sum(_ => RunSummary.Of(WithLoads.Build(random)).Points.SelectMany(static p => p.Families)
            .SelectMany(static f => f.Comparisons).Count(static c => c.Judgement is Judgement.Better or Judgement.Worse));
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_step_of_five_per_cent_is_found_at_a_spread_of_two_and_lies_in_its_interval()
    {
        const int Pairs = 20;
        var before = Run with { Machine = MachineNoise.Measured with { Scale = 0.125 }, Cells = [.. Run.Cells.Where(static c => c.Connections == 64)] };
        var after = before with { Cost = static c => c.Label == "poll" ? 1.05 : 1 };
        var random = new Random(20261128);
        var changes = Enumerable.Range(0, Pairs).Select(_ => Compare(before, after, random).Points[0].Family(Metric.ServerCpu)!.Of("poll")!.Change!).ToList();

        Assert.True(changes.Count(static c => c.Judgement is Judgement.Worse or Judgement.Differs) >= Pairs - 3);
        Assert.True(changes.Count(static c => c.Ratio.Interval!.Contains(1.05)) >= Pairs - 4);
    }

    [Fact]
    public void With_pacemakers_it_is_found_at_the_spread_as_measured_and_nothing_is_where_nothing_changed()
    {
        const int Pairs = 20;
        var before = Run with { Plan = Run.Plan with { Paced = true, Blocks = 11 }, Cells = [.. Run.Cells.Where(static c => c.Connections == 64)] };
        var after = before with { Cost = static c => c.Label == "poll" ? 1.05 : 1 };
        var random = new Random(20261128);
        var families = Enumerable.Range(0, Pairs).Select(_ => Compare(before, after, random).Points[0].Family(Metric.ServerCpu)!).ToList();

        Assert.True(families.Count(static f => f.Of("poll")!.Change!.Judgement is Judgement.Worse or Judgement.Differs) >= Pairs - 2);
        Assert.True(families.Count(static f => f.Of("poll")!.Change!.Ratio.Interval!.Contains(1.05)) >= Pairs - 4);
        Assert.DoesNotContain(families.SelectMany(static f => f.Models), static m => m.Label != "poll" && m.Change?.Judgement is Judgement.Worse or Judgement.Better);
    }

    private static RunComparison Compare(NoisyRun before, NoisyRun after, Random random) =>
        RunComparison.Of(RunSummary.OfFigures(before.Build(random)), RunSummary.OfFigures(after.Build(random)));
}
