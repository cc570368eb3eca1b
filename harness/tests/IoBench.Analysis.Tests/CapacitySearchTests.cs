using CsCheck;
using IoBench.Analysis;

namespace IoBench.Tests.Analysis;

public sealed class CapacitySearchTests
{
    /// <summary>A queue with regular service (M/D/1): mean response = S (1 + rho / (2 (1 - rho))), by Pollaczek and Khinchine.</summary>
    private static double MeanNs(double rate, double capacity) => rate >= capacity ? double.PositiveInfinity : 1e9 / capacity * (1 + rate / capacity / (2 * (1 - rate / capacity)));

    /// <summary>The rate at which that mean is the limit.</summary>
    private static double Truth(double capacity, double limitNs)
    {
        var excess = limitNs * capacity / 1e9 - 1;
        return capacity * 2 * excess / (1 + 2 * excess);
    }

    [Fact]
    public Task Finds_the_rate_of_a_queue_within_five_per_cent_in_spite_of_noise() =>
        Gen.Select(Gen.Double[3, 6], Gen.Double[2, 30], Gen.Int).SampleAsync(async (magnitude, times, seed) =>
        {
            var capacity = Math.Pow(10, magnitude);
            var limit = times * 1e9 / capacity;
            var random = new Random(seed);

            var found = await new CapacitySearch { StartPerSecond = 500, LeastPerSecond = 1 }
                .RunAsync(rate => Task.FromResult(Window(rate, capacity, limit, noise: 0.02, random)));

            // Near the capacity the queue is steep, so noise in time is little noise in rate; at a light limit it is about as large.
            Assert.InRange(found.Best!.AskedPerSecond / Truth(capacity, limit), 0.95, 1.05);
            Assert.InRange(found.Probes.Count, 1, 40);
            Assert.True(found.Beyond!.AskedPerSecond / found.Best.AskedPerSecond <= 1.03 + 1e-9);
        }, iter: 200);

    [Fact]
    public async Task One_bad_window_costs_nothing()
    {
        var bad = 0;
        var found = await new CapacitySearch { StartPerSecond = 500, LeastPerSecond = 1 }.RunAsync(rate =>
            // Every third window fails for no reason of the server's.
            Task.FromResult(new Probe(rate, rate, rate > 100_000 || ++bad % 3 == 1 ? "noise" : null)));

        Assert.InRange(found.Best!.AskedPerSecond, 97_000, 100_000);
    }

    [Fact]
    public async Task Starts_high_and_comes_down()
    {
        var found = await new CapacitySearch { StartPerSecond = 1e6, LeastPerSecond = 10 }.RunAsync(static rate => Task.FromResult(new Probe(rate, rate, rate > 900 ? "slow" : null)));

        Assert.InRange(found.Best!.AskedPerSecond, 870, 900);
        Assert.Null(found.Note);
    }

    [Fact]
    public async Task Says_when_there_is_none_when_nothing_breaks_it_and_when_windows_run_out()
    {
        Assert.Equal("not even 100/s keeps it: slow", (await Run(static _ => "slow")).Note);
        Assert.Null((await Run(static _ => "slow")).Best);
        Assert.Equal("nothing broke it: a lower bound", (await Run(static _ => null)).Note);
        var cut = await new CapacitySearch { StartPerSecond = 100, LeastPerSecond = 100, MostProbes = 5 }
            .RunAsync(rate => Task.FromResult(new Probe(rate, rate, null)));
        Assert.Equal(("not closed in on within 5 windows", 5), (cut.Note, cut.Probes.Count));

        static Task<SearchResult> Run(Func<double, string?> broken) => new CapacitySearch { StartPerSecond = 1000, LeastPerSecond = 100, MostPerSecond = 1e6 }
            .RunAsync(rate => Task.FromResult(new Probe(rate, rate, broken(rate))));
    }

    [Fact]
    public void Six_searches_have_an_exact_interval_and_fewer_a_range()
    {
        var six = ModelCapacity.Of("epoll", [.. Enumerable.Range(0, 6).Select(static i => Found(100_000 + 1000 * i))], []);
        Assert.True(six.CapacityPerSecond!.IsInterval);
        Assert.Equal((100_000, 105_000, 6), (six.CapacityPerSecond.Low, six.CapacityPerSecond.High, six.CapacityPerSecond.N), new NearlyEqual());

        var five = ModelCapacity.Of("epoll", [.. Enumerable.Range(0, 5).Select(static i => Found(100_000 + 1000 * i)), new SearchResult(null, null, []) { Note = "none" }], []);
        Assert.False(five.CapacityPerSecond!.IsInterval);
        Assert.Equal("1 of 6 searches found none (none)", five.Note);

        static SearchResult Found(double rate) => new(new Probe(rate, rate, null) { P99Ns = 900_000 }, new Probe(rate * 1.02, rate, "slow"), []);
    }

    private sealed class NearlyEqual : IEqualityComparer<(double Low, double High, int N)>
    {
        public bool Equals((double Low, double High, int N) x, (double Low, double High, int N) y) =>
            x.N == y.N && Math.Abs(x.Low - y.Low) < 1 && Math.Abs(x.High - y.High) < 1;

        public int GetHashCode((double Low, double High, int N) value) => value.N;
    }

    private static Probe Window(double rate, double capacity, double limitNs, double noise, Random random)
    {
        var gauss = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var mean = MeanNs(rate, capacity) * Math.Exp(noise * gauss);
        return new Probe(rate, Math.Min(rate, capacity), rate > capacity / 0.98 ? "behind" : mean < limitNs ? null : "slow");
    }
}
