using CsCheck;

namespace IoBench.Analysis.Tests;

public sealed class ShiftTests
{
    /// <summary>The interval holds exactly the shifts that the test does not reject.</summary>
    [Fact]
    public void Interval_is_the_test_turned_round() =>
        Gen.Select(Gen.Double[-10, 10].Array[4, 15], Gen.Double[-10, 10].Array[4, 15]).Sample((from, to) =>
        {
            var interval = new Shift(from, to).At(0.95)!;
            Assert.True(interval.Coverage >= 0.95);
            foreach (var (edge, outwards) in new[] { (interval.Low, -1e-7), (interval.High, 1e-7) })
            {
                Assert.True(PValueOf(edge - outwards) > 0.05);
                Assert.True(PValueOf(edge + outwards) <= 0.05);
            }

            double PValueOf(double shift) => new Shift(from, [.. to.Select(y => y - shift)]).PValue;
        });

    [Fact]
    public void Turning_the_samples_round_turns_the_shift_round() =>
        Gen.Select(Gen.Double[-10, 10].Array[1, 12], Gen.Double[-10, 10].Array[1, 12]).Sample((from, to) =>
        {
            var (there, back) = (new Shift(from, to), new Shift(to, from));
            Assert.Equal(there.Centre, -back.Centre, 1e-9);
            Assert.Equal(there.PValue, back.PValue, 1e-9);
            Assert.Equal(there.At(0.9)?.Low, -back.At(0.9)?.High);
        });

    [Theory]
    [InlineData(6, 6)]
    [InlineData(15, 15)]
    [InlineData(6, 15)]
    public void Interval_covers_as_often_as_it_says(int n, int m)
    {
        var random = new Random(7);
        const int Trials = 4000;
        var covered = Enumerable.Range(0, Trials).Count(_ => new Shift(Draw(n, 0), Draw(m, 0.05)).At(0.95)!.Contains(0.05));
        // 95 % at least, and not much more than the steps of an exact distribution bring; four standard errors are 1.4 %.
        Assert.InRange(covered / (double)Trials, 0.935, 0.985);

        double[] Draw(int count, double shift) => [.. Enumerable.Range(0, count).Select(_ => shift + 0.03 * Gauss())];

        double Gauss() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
