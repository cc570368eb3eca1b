using CsCheck;

namespace IoBench.Load.Tests;

public sealed class ArrivalsTests
{
    private const long BaseNs = 1_000_000_000_000;

    /// <summary>
    /// Kolmogorov and Smirnov: the gaps of all connections together, against the exponential distribution of the rate asked for.
    /// The bound is passed by chance once in a hundred thousand; seeds are fixed.
    /// </summary>
    [Theory]
    [InlineData(1, 1UL)]
    [InlineData(7, 2UL)]
    [InlineData(50, 3UL)]
    [InlineData(500, 4UL)]
    public void Poisson_arrivals_of_all_connections_are_one_Poisson_stream(int connections, ulong seed)
    {
        const double RatePerSecond = 10_000;
        var merged = Merged(Arrival.Poisson, RatePerSecond, connections, seed, 20_000);
        var gaps = merged.Zip(merged.Skip(1), (a, b) => (b - a) / 1e9).Order().ToList();
        var distance = 0.0;
        for (var i = 0; i < gaps.Count; i++)
        {
            var expected = 1 - Math.Exp(-RatePerSecond * gaps[i]);
            distance = Math.Max(distance, Math.Max(expected - i / (double)gaps.Count, (i + 1.0) / gaps.Count - expected));
        }
        Assert.InRange(Math.Sqrt(gaps.Count) * distance, 0, 2.47);

        // And gaps do not depend on those before them: 20,000 of them, five standard deviations.
        var inOrder = merged.Zip(merged.Skip(1), (a, b) => (double)(b - a)).ToList();
        var mean = inOrder.Average();
        var correlation = inOrder.Zip(inOrder.Skip(1), (a, b) => (a - mean) * (b - mean)).Sum() / inOrder.Sum(g => (g - mean) * (g - mean));
        Assert.InRange(correlation, -5 / Math.Sqrt(gaps.Count), 5 / Math.Sqrt(gaps.Count));
        Assert.InRange(mean * RatePerSecond / 1e9, 1 - 5 / Math.Sqrt(gaps.Count), 1 + 5 / Math.Sqrt(gaps.Count));
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(8, 1000)]
    [InlineData(7, 1000)]
    [InlineData(50, 30_000)]
    public void Constant_arrivals_take_turns_evenly_to_the_nanosecond(int connections, double ratePerSecond)
    {
        var merged = Merged(Arrival.Constant, ratePerSecond, connections, 1, 10_000);
        for (var i = 0; i < merged.Count; i++) Assert.InRange(merged[i] - BaseNs - (i + 1) * (1e9 / ratePerSecond), -1.001, 0.001);
    }

    [Fact]
    public void The_same_seed_gives_the_same_schedule_and_another_gives_another()
    {
        var one = Merged(Arrival.Poisson, 5000, 9, 42, 2000);

        Assert.Equal(one, Merged(Arrival.Poisson, 5000, 9, 42, 2000));
        Assert.NotEqual(one, Merged(Arrival.Poisson, 5000, 9, 43, 2000));
        var (first, second) = (new Arrivals(Arrival.Poisson, 5000, 0, 9, 42, BaseNs), new Arrivals(Arrival.Poisson, 5000, 1, 9, 42, BaseNs));
        Assert.NotEqual(first.DueNs, second.DueNs);
    }

    [Fact]
    public void A_copy_goes_on_alike() =>
        Gen.Select(Gen.Enum<Arrival>(), Gen.ULong, Gen.Int[0, 50], Gen.Int[0, 50]).Sample((arrival, seed, before, after) =>
        {
            var arrivals = new Arrivals(arrival, 1000, 3, 5, seed, BaseNs);
            for (var i = 0; i < before; i++) arrivals.Advance();
            var copy = arrivals;
            for (var i = 0; i < after; i++)
            {
                Assert.Equal(arrivals.DueNs, copy.DueNs);
                var at = arrivals.DueNs;
                arrivals.Advance();
                Assert.True(arrivals.DueNs >= at && copy.DueNs == at);
                copy.Advance();
            }
        }, iter: 200);

    /// <summary>The heap against a list that is sorted anew each time.</summary>
    [Fact]
    public void The_queue_gives_the_soonest_first() =>
        Gen.Select(Gen.Long[0, 100].Array[1, 20], Gen.Long[0, 50].Array[0, 100]).Sample((first, gaps) =>
        {
            var queue = new ArrivalQueue(first.Length);
            queue.Fill(first);
            long[] due = [.. first];
            foreach (var gap in gaps)
            {
                Assert.Equal(due.Min(), queue.NextNs);
                Assert.Equal(due[queue.Next], queue.NextNs);
                due[queue.Next] += gap;
                queue.Replace(due[queue.Next]);
            }
            var left = new HashSet<int>();
            for (var i = 0; i < first.Length; i++)
            {
                Assert.Equal(due.Where((_, who) => !left.Contains(who)).Min(), queue.NextNs);
                Assert.True(left.Add(queue.Next), "one connection stands twice");
                queue.Replace(long.MaxValue);
            }
        }, iter: 500);

    private static List<long> Merged(Arrival arrival, double ratePerSecond, int connections, ulong seed, int count)
    {
        var each = new Arrivals[connections];
        var first = new long[connections];
        for (var i = 0; i < connections; i++)
        {
            each[i] = new Arrivals(arrival, ratePerSecond, i, connections, seed, BaseNs);
            first[i] = each[i].DueNs;
        }
        var queue = new ArrivalQueue(connections);
        queue.Fill(first);
        var merged = new List<long>(count);
        while (merged.Count < count)
        {
            merged.Add(queue.NextNs);
            each[queue.Next].Advance();
            queue.Replace(each[queue.Next].DueNs);
        }
        return merged;
    }
}
