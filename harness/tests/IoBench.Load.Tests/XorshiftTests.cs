namespace IoBench.Load.Tests;

public sealed class XorshiftTests
{
    // SplitMix64's finaliser of the golden ratio's multiple, then Vigna's xorshift64*, by an independent program.
    [Fact]
    public void Draws_the_same_numbers_on_every_machine()
    {
        var random = new Xorshift(0, 0);
        // SplitMix64 seeded with 0 begins with this number (Vigna's reference code); it is the state here.
        var state = 0xE220A8397B1DCDAFUL;
        for (var i = 0; i < 100; i++)
        {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            Assert.Equal(unchecked(state * 2685821657736338717UL), random.Next());
        }
    }

    [Fact]
    public void A_copy_draws_on_alike()
    {
        var random = new Xorshift(7, 3);
        random.Next();
        var copy = random;
        for (var i = 0; i < 100; i++) Assert.Equal(random.Next(), copy.Next());
    }

    [Fact]
    public void Near_seeds_and_streams_share_no_number()
    {
        var seen = new HashSet<ulong>();
        for (ulong seed = 0; seed < 30; seed++)
        {
            for (ulong stream = 0; stream < 30; stream++)
            {
                var random = new Xorshift(seed, stream);
                for (var i = 0; i < 10; i++) Assert.True(seen.Add(random.Next()), $"seed {seed}, stream {stream}");
            }
        }
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(ulong.MaxValue)]
    public void Unit_is_even_and_never_zero(ulong seed)
    {
        const int Draws = 100_000, Bins = 100;
        var counts = new int[Bins];
        var random = new Xorshift(seed, 0);
        for (var i = 0; i < Draws; i++)
        {
            var unit = random.Unit();
            Assert.True(unit is > 0 and <= 1);
            counts[Math.Min(Bins - 1, (int)(unit * Bins))]++;
        }
        // Chi-squared with 99 degrees of freedom: mean 99, standard deviation 14; five of them.
        Assert.InRange(counts.Sum(c => Math.Pow(c - Draws / Bins, 2) / (Draws / Bins)), 99 - 5 * 14, 99 + 5 * 14);
    }
}
