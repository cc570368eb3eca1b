using IoBench.Analysis;
using Perfolizer.Mathematics.SignificanceTesting.MannWhitney;

namespace IoBench.Tests.Analysis;

public sealed class RankSumTests
{
    // Permeability constants of the human chorioamnion (Hollander, Wolfe and Chicken, example 4.1; R's ?wilcox.test: W = 35, one-sided p = 0.1272).
    private static readonly double[] AtTerm = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    private static readonly double[] Earlier = [1.15, 0.88, 0.90, 0.74, 1.21];

    [Fact]
    public void P_value_and_shift_are_those_of_the_textbook()
    {
        var shift = new Shift(Earlier, AtTerm);

        Assert.Equal(2 * 0.1272, shift.PValue, 3);
        Assert.Equal(0.305, shift.Centre, 3);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 9)]
    [InlineData(7, 7)]
    [InlineData(10, 50)]
    [InlineData(15, 15)]
    public void Distribution_is_that_of_Perfolizer(int n, int m)
    {
        var own = RankSum.Of(n, m);
        // Its distribution function is P(U < u), ours P(U <= u).
        for (var u = 0; u < n * m; u += Math.Max(1, n * m / 17))
            Assert.Equal(MannWhitneyLoefflerExactCdf.Instance.Cdf(n, m, u + 1), own.Cdf(u), 9);
    }

    /// <summary>Every order of two small samples, counted.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 3)]
    [InlineData(6, 4)]
    [InlineData(6, 6)]
    public void Distribution_is_that_of_all_orders(int n, int m)
    {
        var counts = new int[n * m + 1];
        for (var order = 0; order < 1 << (n + m); order++)
        {
            if (int.PopCount(order) != n)
                continue;
            // A set bit is a value of the first sample; it exceeds as many of the second as there are clear bits below it.
            counts[Enumerable.Range(0, n + m).Where(i => (order >> i & 1) == 1).Sum(i => i - int.PopCount(order & (1 << i) - 1))]++;
        }

        var (sum, all) = (0, counts.Sum());
        for (var u = 0; u <= n * m; u++)
            Assert.Equal((sum += counts[u]) / (double)all, RankSum.Of(n, m).Cdf(u), 12);
    }

    [Fact]
    public void Beyond_the_exact_the_normal_distribution_goes_on_where_it_ends()
    {
        // 100 x 100 is exact, 100 x 101 is not: the same place in standard deviations has nearly the same probability.
        var (exact, normal) = (RankSum.Of(100, 100), RankSum.Of(100, 101));
        foreach (var z in new[] { -3.5, -2.0, -0.5, 0.0 })
            Assert.Equal(exact.Cdf(At(100, 100, z)), normal.Cdf(At(100, 101, z)), 3);
        Assert.InRange(normal.PValue(At(100, 101, -3.5)) / exact.PValue(At(100, 100, -3.5)), 0.85, 1.25);
    }

    [Fact]
    public void Least_p_value_is_one_order_of_all()
    {
        // 924 ways to choose six of twelve, two of them extreme.
        Assert.Equal(2.0 / 924, RankSum.Of(6, 6).PValue(0), 12);
        Assert.Equal(1, RankSum.Of(6, 6).PValue(18), 12);
        Assert.Null(RankSum.Of(3, 3).CriticalValue(0.05));
        Assert.Equal(5, RankSum.Of(6, 6).CriticalValue(0.05));
    }

    [Fact]
    public void Interval_covers_as_often_as_it_says()
    {
        var random = new Random(5);
        var (covered, coverage) = (0, 0.0);
        for (var i = 0; i < 4_000; i++)
        {
            var interval = new Shift([.. Enumerable.Range(0, 7).Select(_ => Cauchy(random))], [.. Enumerable.Range(0, 9).Select(_ => 2 + Cauchy(random))]).At(0.95)!;
            covered += interval.Contains(2) ? 1 : 0;
            coverage = interval.Coverage;
        }

        Assert.InRange(coverage, 0.95, 0.97);
        Assert.InRange(covered / 4000.0, coverage - 0.012, coverage + 0.012);
    }

    [Fact]
    public void Ties_count_half_and_make_nothing_significant() => Assert.Equal(1, new Shift([1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1]).PValue);

    private static int At(int n, int m, double z) => (int)Math.Round(n * m / 2.0 + z * Math.Sqrt(n * m / 12.0 * (n + m + 1)));

    private static double Cauchy(Random random) => Math.Tan(Math.PI * (random.NextDouble() - 0.5));
}
