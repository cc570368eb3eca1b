using IoBench.Analysis.Trends;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

/// <summary>The search against invented series of known levels. <c>scripts/verify-statistics trend</c> does the same with more of them and prints the table.</summary>
public sealed class ChangeSearchTests
{
    private const int Series = 400;

    [Fact]
    public void Fourteen_runs_are_the_least_and_five_on_a_side()
    {
        Assert.Equal(14, ChangeSearch.LeastRuns);
        double[] clear = [.. Enumerable.Range(0, 13).Select(static i => i < 7 ? 0.001 * i : 1 + 0.001 * i)];
        Assert.Empty(ChangeSearch.Of(clear));
        Assert.Equal([7], ChangeSearch.Of([.. clear, 1.02]));
        Assert.Equal([9], ChangeSearch.Of([.. Enumerable.Range(0, 14).Select(static i => i < 9 ? 0.001 * i : 1 + 0.001 * i)]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(60)]
    public void Runs_that_are_all_alike_have_no_change(int runs) => Assert.Empty(ChangeSearch.Of(new double[runs]));

    [Theory]
    [InlineData(14)]
    [InlineData(20)]
    [InlineData(60)]
    public void False_changes_are_as_rare_as_the_report_says(int runs)
    {
        foreach (var noise in new[] { Noise.Normal, Noise.HeavyTailed })
        {
            var found = Draw(new SyntheticSeries { Runs = runs, Noise = noise }).Sum(static logs => ChangeSearch.Of(logs).Count);
            // Three standard deviations of a count above what is stated.
            Assert.InRange(found, 0, Series * FalsePoints.Expected(runs) + 3 * Math.Sqrt(Series * FalsePoints.Expected(runs)));
        }
    }

    [Fact]
    public void A_step_of_five_per_cent_at_a_spread_of_three_is_found_in_its_place_in_sixty_runs()
    {
        var found = Draw(new SyntheticSeries { Runs = 60, Steps = [(30, 1.05)] }).Count(static logs => ChangeSearch.Of(logs) is [>= 28 and <= 32]);
        Assert.True(found > 0.75 * Series, $"{found} of {Series}");
    }

    [Fact]
    public void In_twenty_runs_it_takes_ten_per_cent_or_less_spread()
    {
        Assert.True(Found(new SyntheticSeries { Runs = 20, Steps = [(10, 1.10)] }) > 0.9 * Series);
        Assert.True(Found(new SyntheticSeries { Runs = 20, Spread = 0.01, Steps = [(10, 1.05)] }) > 0.9 * Series);

        static int Found(SyntheticSeries kind) => Draw(kind).Count(static logs => ChangeSearch.Of(logs).Any(static at => at is >= 8 and <= 12));
    }

    [Theory]
    [InlineData(14, 0.01)]
    [InlineData(20, 0.02)]
    [InlineData(60, 0.03)]
    public void The_smallest_step_that_a_report_names_is_found_in_four_of_five(int runs, double spread)
    {
        var step = SmallestStep.Of(runs, spread)!.Value;
        var found = Draw(new SyntheticSeries { Runs = runs, Spread = spread, Steps = [(runs / 2, 1 + step)] }).Count(logs => ChangeSearch.Of(logs).Any(at => Math.Abs(at - runs / 2) <= ChangeSearch.LeastSegment));
        Assert.InRange(found, 0.74 * Series, 0.99 * Series);
    }

    [Fact]
    public void Fewer_runs_name_no_step() => Assert.Null(SmallestStep.Of(13, 0.01));

    [Fact]
    public void Two_steps_are_told_apart_and_a_step_back_is_one()
    {
        var there = Draw(new SyntheticSeries { Runs = 60, Spread = 0.01, Steps = [(20, 1.08), (40, 1 / 1.08)] });
        Assert.True(there.Count(static logs => ChangeSearch.Of(logs) is [>= 19 and <= 21, >= 39 and <= 41]) > 0.9 * Series);
    }

    [Fact]
    public void A_step_below_three_per_cent_is_let_be_however_clear_it_is() =>
        Assert.All(Draw(new SyntheticSeries { Runs = 60, Spread = 0.002, Steps = [(30, 1.02)] }), static logs => Assert.Empty(ChangeSearch.Of(logs)));

    [Fact]
    public void A_change_of_scatter_alone_is_seldom_taken_for_a_change_of_level()
    {
        var random = new Random(3);
        var found = Enumerable.Range(0, Series).Count(_ => ChangeSearch.Of([.. new SyntheticSeries { Runs = 30, Spread = 0.005 }.Draw(random), .. new SyntheticSeries { Runs = 30, Spread = 0.05 }.Draw(random)]).Count > 0);
        Assert.InRange(found, 0, 0.1 * Series);
    }

    [Fact]
    public void One_run_that_is_far_off_makes_no_change() =>
        Assert.InRange(Draw(new SyntheticSeries { Runs = 30, Spread = 0.01, Off = [(15, 0.5)] }).Count(static logs => ChangeSearch.Of(logs).Count > 0), 0, 0.02 * Series);

    [Fact]
    public void A_ramp_is_cut_into_levels_that_all_go_its_way()
    {
        foreach (var logs in Draw(new SyntheticSeries { Runs = 60, Spread = 0.01, Ramp = 1.3 }).Take(50))
        {
            var changes = ChangeSearch.Of(logs);
            Assert.NotEmpty(changes);
            Assert.All(changes, at => Assert.True(ChangeSearch.Size(logs, changes, at).Centre > 1));
        }
    }

    private static List<double[]> Draw(SyntheticSeries kind)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, Series).Select(_ => kind.Draw(random))];
    }
}
