using IoBench.Analysis.Sides;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

public sealed class SideComparisonTests
{
    private static readonly SyntheticRun Twelve = new() { Blocks = 12, Connections = [128], Draws = 0, Aa = false, OtherSide = static m => m };

    [Theory]
    [InlineData(1.10)]
    [InlineData(1 / 1.10)]
    public void B_over_A_is_the_truth_of_each_model_and_no_other(double factor)
    {
        var comparison = Of(Twelve with { OtherSide = m => m.Name == "poll" ? Times(m, factor) : m });
        var cpu = comparison.Figures.Where(static f => f.Metric == Metric.ServerCpu.Name).ToDictionary(static f => f.Model);

        Assert.Equal(SyntheticModel.CoreSet.Select(static m => m.Name), cpu.Keys);
        Assert.Equal(factor, cpu["poll"].Change.Ratio.Centre, 0.02);
        Assert.True(cpu["poll"].Change.Ratio.Interval!.Contains(factor));
        Assert.Equal(factor, cpu["poll"].B.Centre / cpu["poll"].A.Centre, 0.03);
        Assert.Equal(factor > 1 ? Judgement.Worse : Judgement.Better, cpu["poll"].Change.Judgement);
        Assert.All(cpu.Values.Where(static f => f.Model != "poll"), static f => Assert.Equal(1, f.Change.Ratio.Centre, 0.03));
        Assert.All(cpu.Values, static f => Assert.Equal(12, f.Change.PairedBlocks));
    }

    [Fact]
    public void Every_load_and_metric_is_a_family_of_all_models()
    {
        var summary = RunSummary.Of((Twelve with { Connections = [16, 128] }).Build());
        Assert.Equal(2, summary.Points.Count);
        Assert.All(summary.Points, static p => Assert.Equal(Metric.Compared.Select(static m => m.Name), p.Families.Select(static f => f.Metric)));
        Assert.All(summary.Points.SelectMany(static p => p.Families), static f =>
        {
            Assert.Null(f.Aa);
            Assert.Equal(Holm.Adjust([.. f.Comparisons.Select(static c => c.PValue!.Value)]), f.Comparisons.Select(static c => c.AdjustedPValue!.Value));
        });
        // No latencies are drawn here.
        Assert.Equal(2 * 2 * SyntheticModel.CoreSet.Count, SideComparison.Of(summary).Figures.Count);
    }

    [Fact]
    public void Of_two_the_same_next_to_none_is_suspect_and_nothing_confirmed()
    {
        const int Runs = 60;
        var (cried, confirmed) = (0, 0);
        for (var seed = 0; seed < Runs; seed++)
        {
            var suspects = Of(Twelve with { Seed = 2 * seed }).Suspects();
            cried += suspects.Count > 0 ? 1 : 0;
            confirmed += Of(Twelve with { Seed = 2 * seed + 1 }).Confirmed(suspects).Count > 0 ? 1 : 0;
        }

        // Two families, each with one chance in forty on the bad side: three are expected.
        Assert.InRange(cried, 0, 9);
        Assert.Equal(0, confirmed);
    }

    [Fact]
    public void Five_percent_are_suspect_and_confirmed_though_their_size_is_not_resolved()
    {
        const int Runs = 20;
        static SyntheticModel Dearer(SyntheticModel m) => m.Name == "poll" ? Times(m, 1.05) : m;
        var (found, worse) = (0, 0);
        for (var seed = 0; seed < Runs; seed++)
        {
            var first = Of(Twelve with { Seed = 2 * seed, OtherSide = Dearer });
            var confirmed = Of(Twelve with { Seed = 2 * seed + 1, OtherSide = Dearer }).Confirmed(first.Suspects());
            found += confirmed.Any(static f => f.Model == "poll" && f.Metric == Metric.ServerCpu.Name) ? 1 : 0;
            worse += first.Figures.Any(static f => f.Model == "poll" && f.Metric == Metric.ServerCpu.Name && f.Change.Judgement == Judgement.Worse) ? 1 : 0;
        }

        Assert.InRange(found, 18, Runs);
        Assert.InRange(worse, 0, Runs / 2);
    }

    [Fact]
    public void Better_is_no_suspect() =>
        Assert.DoesNotContain(Of(Twelve with { OtherSide = static m => Times(m, 0.8) }).Figures, static f => f.IsSuspect);

    [Fact]
    public void Too_few_blocks_for_Holm_make_it_blind()
    {
        var few = Twelve with { Blocks = 8, OtherSide = static m => Times(m, 2) };
        Assert.True(Of(few).IsBlind);
        Assert.Empty(Of(few).Suspects());
        Assert.False(Of(few with { Models = [.. SyntheticModel.CoreSet.Take(3)] }).IsBlind);
    }

    [Fact]
    public void A_block_that_lacks_a_side_counts_for_neither()
    {
        var comparison = Of(Twelve with
        {
            Change = static i => i.Cell.Side == ServerSide.B && i.Block <= 2 ? i with { Verdict = Verdict.Because("lost") } : i,
        });
        Assert.All(comparison.Figures, static f => Assert.Equal((10, 12), (f.Change.PairedBlocks, f.A.N)));
    }

    private static SyntheticModel Times(SyntheticModel m, double factor) =>
        m with { BusyUs = m.BusyUs * factor, Plateau = m.Plateau / factor, RateAtOne = m.RateAtOne / factor };

    private static SideComparison Of(SyntheticRun run) => SideComparison.Of(RunSummary.Of(run.Build()));
}
