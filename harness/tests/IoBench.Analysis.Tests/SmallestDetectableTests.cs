using IoBench.Analysis;

namespace IoBench.Tests.Analysis;

public sealed class SmallestDetectableTests
{
    [Fact]
    public void Is_not_given_below_six_blocks() => Assert.Null(SmallestDetectable.Of([0.1, 0.2, 0.3, 0.4, 0.5]));

    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(15)]
    public void An_effect_of_that_size_is_found_in_about_four_of_five_runs(int n)
    {
        const int runs = 4_000;
        var random = new Random(n);
        var effect = SmallestDetectable.Factor(n);
        var found = Enumerable.Range(0, runs).Count(_ =>
            new HodgesLehmann([.. Enumerable.Range(0, n).Select(_ => effect + Gauss(random))]).PValue <= 0.05);
        Assert.InRange(found / (double)runs, 0.75, 0.85);
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
