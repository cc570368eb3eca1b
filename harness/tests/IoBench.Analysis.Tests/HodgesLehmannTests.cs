using CsCheck;
using IoBench.Analysis;

namespace IoBench.Tests.Analysis;

public sealed class HodgesLehmannTests
{
    // Depression scores of nine patients (Hollander, Wolfe and Chicken, examples 3.1, 3.3 and 3.4; also R's ?wilcox.test).
    private static readonly double[] Before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
    private static readonly double[] After = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    private static readonly double[] Differences = [.. After.Zip(Before, static (y, x) => y - x)];

    [Fact]
    public void Centre_and_p_value_are_those_of_the_textbook()
    {
        var scores = new HodgesLehmann(Differences);
        Assert.Equal(-0.46, scores.Centre, 3);
        Assert.Equal(0.039, scores.PValue, 3);
    }

    [Fact]
    public void Interval_is_that_of_the_textbook()
    {
        // Example 3.4: the interval of 96.1 % runs from -.786 to -.010.
        var interval = new HodgesLehmann(Differences).At(0.95)!;
        Assert.Equal(-0.786, interval.Low, 3);
        Assert.Equal(-0.010, interval.High, 3);
        Assert.Equal(0.961, interval.Coverage, 3);
    }

    [Fact]
    public void Five_values_cannot_give_95_percent_and_six_give_their_range()
    {
        Assert.Null(new HodgesLehmann([1, 2, 3, 4, 5]).At(0.95));
        var six = new HodgesLehmann([3, 1, 2, 6, 5, 4]).At(0.95)!;
        Assert.Equal((1, 6), (six.Low, six.High));
        Assert.Equal(0.96875, six.Coverage);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(15)]
    public void Interval_covers_the_true_centre_as_often_as_it_says(int n)
    {
        const int runs = 4_000;
        var random = new Random(n);
        var coverage = SignedRank.Of(n).CriticalValue(0.05) is { } w ? 1 - 2 * SignedRank.Of(n).Cdf(w) : 0;
        // Laplace: symmetric and heavy-tailed, so the exactness is not that of the normal distribution.
        var covered = Enumerable.Range(0, runs).Count(_ =>
            new HodgesLehmann([.. Enumerable.Range(0, n).Select(_ => Laplace(random))]).At(0.95)!.Contains(0));
        Assert.InRange(covered / (double)runs, coverage - 0.012, coverage + 0.012);
    }

    [Fact]
    public void Interval_excludes_zero_exactly_when_the_test_rejects() =>
        Gen.Double[-3, 5].Array[6, 14].Sample(
            values =>
            {
                var (hl, interval) = (new HodgesLehmann(values), new HodgesLehmann(values).At(0.95)!);
                // An end at exactly zero comes from values that tie, where the p-value is rounded to the careful side.
                return interval.Low == 0 || interval.High == 0 || interval.Contains(0) == hl.PValue > 0.05;
            },
            iter: 2_000, threads: 1);

    [Fact]
    public void Moving_and_scaling_the_values_moves_and_scales_the_centre() =>
        Gen.Select(Gen.Double[-10, 10].Array[1, 12], Gen.Double[-10, 10], Gen.Double[0.1, 10]).Sample(
            (values, shift, scale) =>
                Math.Abs(new HodgesLehmann([.. values.Select(v => v * scale + shift)]).Centre - (new HodgesLehmann(values).Centre * scale + shift)) < 1e-9,
            iter: 1_000, threads: 1);

    [Fact]
    public void One_wild_value_among_ten_hardly_moves_the_centre() =>
        Assert.InRange(new HodgesLehmann([9, 10, 11, 9.5, 10.5, 10, 9.8, 10.2, 9.9, 1_000_000]).Centre, 9.8, 10.4);

    [Fact]
    public void Estimate_on_logs_is_geometric_and_falls_back_where_a_value_is_zero()
    {
        Assert.Equal(10, HodgesLehmann.Estimate([1, 100], Scale.Log)!.Centre, 9);
        Assert.Equal(50, HodgesLehmann.Estimate([0, 100], Scale.Log)!.Centre, 9);
        Assert.Null(HodgesLehmann.Estimate([], Scale.Log));
    }

    private static double Laplace(Random random)
    {
        var u = random.NextDouble() - 0.5;
        return -Math.Sign(u) * Math.Log(1 - 2 * Math.Abs(u));
    }
}
