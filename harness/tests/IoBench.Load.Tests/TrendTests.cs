using CsCheck;

namespace IoBench.Load.Tests;

public sealed class TrendTests
{
    private const int Length = WindowRecorder.Slices;

    private Xorshift random = new(7, 1);
    private double walked;

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
        Assert.InRange(rising.PersistentP, 0, 1e-4);
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
        Assert.Equal(new Trend(0, 1, 1), Of(new double[20]));
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

    [Fact]
    public void Holds_noise_that_persists_for_no_drift()
    {
        Assert.InRange(Accused(Noise(memory: 0), 4000), 0, 1);
        Assert.InRange(Accused(Noise(memory: 0.7), 4000), 0, 0.005 * 4000);
        Assert.InRange(Accused(Noise(memory: 0.9), 4000), 0, 0.02 * 4000);
        Assert.InRange(Accused(Walk, 4000), 0, 0.04 * 4000); // no bound of theory: what so short a series can tell of the worst noise there is
    }

    [Fact]
    public void Still_sees_what_drifts()
    {
        Assert.InRange(Accused(i => 0.75 + i * 0.5 / Length + 0.07 * Normal()), 190, 200);          // rises by half
        Assert.InRange(Accused(i => 1.25 - i * 0.5 / Length + 0.07 * Normal()), 190, 200);
        Assert.InRange(Accused(i => 1 - 0.5 * Math.Exp(-2.0 * i / Length) + 0.07 * Normal()), 160, 200); // warms up
        Assert.Equal(200, Accused(i => 1 / (1.5 - i / (double)Length)));                                          // without noise, but far from a line
    }

    [Fact]
    public void Holds_two_modes_for_no_drift() =>
        Assert.InRange(Accused(i => (i < Length / 2 ? 1 : 1.6) + 0.07 * Normal()), 0, 2);

    [Fact]
    public void Never_accuses_sooner_than_the_plain_p() =>
        Gen.Int[1, 30].Array[4, 45].Sample(whole =>
        {
            var trend = Of([.. whole.Select(v => (double)v)]);
            Assert.InRange(trend.PersistentP, trend.P, 1);
        }, iter: 500);

    /// <summary>How many of the series would be called unsteady, the size of the drift aside.</summary>
    private static int Accused(Func<int, double> next, int series = 200)
    {
        var values = new double[Length];
        var slopes = new double[Length * (Length - 1) / 2];
        var accused = 0;
        for (var s = 0; s < series; s++)
        {
            for (var i = 0; i < Length; i++) values[i] = next(i);
            if (Trend.Of(values, slopes).PersistentP < 1e-4) accused++;
        }
        return accused;
    }

    private Func<int, double> Noise(double memory)
    {
        var state = 0.0;
        return _ => 10 + (state = memory * state + Math.Sqrt(1 - memory * memory) * Normal());
    }

    private double Walk(int i) => 100 + (walked = i == 0 ? 0 : walked + Normal());

    // Twelve uniforms less their mean: near enough to normal for ranks.
    private double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++) sum += random.Unit();
        return sum;
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
