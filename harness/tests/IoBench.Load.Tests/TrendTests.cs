using CsCheck;

namespace IoBench.Load.Tests;

public sealed class TrendTests
{
    [Fact]
    public void Agrees_with_its_definition() =>
        Gen.Int[1, 1000].Array[4, 25].Sample(whole =>
        {
            var values = whole.Select(v => (double)v).ToArray();
            var n = values.Length;
            var pairs = from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) where i < j select (i, j);
            var s = pairs.Sum(p => Math.Sign(values[p.j] - values[p.i]));
            var slope = Median(pairs.Select(p => (values[p.j] - values[p.i]) / (p.j - p.i)));
            var z = Math.Max(0, Math.Abs(s) - 1) / Math.Sqrt(n * (n - 1.0) * (2 * n + 5) / 18);

            var trend = Of(values);
            Assert.Equal(slope * (n - 1) / Median(values), trend.Drift, 9);
            Assert.Equal(Math.Min(1, 2 * Tail(z)), trend.P, 2e-7);
        }, iter: 300);

    [Fact]
    public void Sees_a_line_exactly()
    {
        var rising = Of([.. Enumerable.Range(0, 20).Select(i => 100.0 + i)]);
        Assert.Equal(19 / 109.5, rising.Drift, 9);
        Assert.InRange(rising.P, 0, 1e-8);
        Assert.Equal(-rising.Drift, Of([.. Enumerable.Range(0, 20).Select(i => 119.0 - i)]).Drift, 9);
    }

    [Fact]
    public void Is_not_moved_by_an_outlier()
    {
        var values = Enumerable.Range(0, 20).Select(i => 1000.0 + i % 3).ToArray();
        values[19] = 50_000;

        Assert.InRange(Of(values).Drift, -0.01, 0.01);
    }

    [Fact]
    public void Finds_nothing_in_nothing()
    {
        Assert.Equal(new Trend(0, 1), Of(new double[20]));
        Assert.Equal((0, 1), (Of([.. Enumerable.Repeat(5.0, 20)]).Drift, Math.Round(Of([.. Enumerable.Repeat(5.0, 20)]).P, 6)));
    }

    /// <summary>20,000 series without a trend: one in twenty has P below 0.05, not more (ranks are discrete: fewer).</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    public void Raises_false_alarms_as_often_as_it_says(int length)
    {
        const int Series = 20_000;
        var random = new Xorshift(1, (ulong)length);
        int atFive = 0, atOne = 0;
        var values = new double[length];
        var slopes = new double[length * (length - 1) / 2];
        for (var series = 0; series < Series; series++)
        {
            for (var i = 0; i < length; i++) values[i] = 100 + random.Unit();
            var p = Trend.Of(values, slopes).P;
            if (p < 0.05) atFive++;
            if (p < 0.01) atOne++;
        }
        // Three standard deviations above; below, what the discrete ranks of eight leave.
        Assert.InRange(atFive / (double)Series, 0.02, 0.05 + 3 * Math.Sqrt(0.05 * 0.95 / Series));
        Assert.InRange(atOne / (double)Series, 0.001, 0.01 + 3 * Math.Sqrt(0.01 * 0.99 / Series));
    }

    private static Trend Of(double[] values) => Trend.Of(values, new double[values.Length * (values.Length - 1) / 2]);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    // By Simpson's rule.
    private static double Tail(double z)
    {
        const int Steps = 2000;
        var width = z / Steps;
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++) sum += (i == 0 || i == Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-(i * width) * (i * width) / 2);
        return 0.5 - sum * width / 3 / Math.Sqrt(2 * Math.PI);
    }
}
