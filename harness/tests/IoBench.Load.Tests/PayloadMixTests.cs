namespace IoBench.Load.Tests;

public sealed class PayloadMixTests
{
    [Theory]
    [InlineData("64", 64.0, 64, null)]
    [InlineData("64:3", 64.0, 64, null)]
    [InlineData("64:90,16384:10", 1696.0, 16384, "64:90,16384:10")]
    [InlineData("3:1,1:1,2:2", 2.0, 3, "3:1,1:1,2:2")]
    public void Reads_sizes_and_weights(string text, double meanBytes, int longestBytes, string? written)
    {
        var mix = PayloadMix.Parse(text);

        Assert.Equal((meanBytes, longestBytes, written), (Math.Round(mix.MeanBytes, 9), mix.LongestBytes, mix.Text));
        if (written is not null) Assert.Equal(written, PayloadMix.Parse(written).Text);
    }

    [Theory]
    [InlineData("", "'' is no bytes from 1 to 16777216")]
    [InlineData("0", "'0' is no bytes from 1 to 16777216")]
    [InlineData("16777217", "'16777217' is no bytes from 1 to 16777216")]
    [InlineData("-1", "'-1' is no bytes from 1 to 16777216")]
    [InlineData(" 64", "' 64' is no bytes from 1 to 16777216")]
    [InlineData("64k", "'64k' is no bytes from 1 to 16777216")]
    [InlineData("64:", "'' is no weight from 1 to 1000000")]
    [InlineData("64:1000001", "'1000001' is no weight from 1 to 1000000")]
    [InlineData("64:1:2", "'64:1:2' is not BYTES:WEIGHT")]
    [InlineData("64:1,128", "'128' is not BYTES:WEIGHT")]
    [InlineData("64:1,", "'' is not BYTES:WEIGHT")]
    [InlineData("64:1,128:2,64:3", "a size is given twice")]
    [InlineData("1:1,2:1,3:1,4:1,5:1,6:1,7:1,8:1,9:1,10:1,11:1,12:1,13:1,14:1,15:1,16:1,17:1", "17 sizes; at most 16 are mixed")]
    public void Says_what_is_wrong(string text, string complaint) =>
        Assert.Equal(complaint, Assert.Throws<FormatException>(() => PayloadMix.Parse(text)).Message);

    [Fact]
    public void Draws_each_size_by_its_weight()
    {
        const int Draws = 100_000;
        (int Bytes, double Share)[] expected = [(10, 0.7), (20, 0.2), (30, 0.1)];
        var mix = PayloadMix.Parse("10:7,20:2,30:1");
        for (ulong seed = 0; seed < 5; seed++)
        {
            var random = new Xorshift(seed, 0);
            var drawn = new List<int>(Draws);
            for (var i = 0; i < Draws; i++) drawn.Add(mix.Draw(ref random));
            foreach (var (bytes, share) in expected)
            {
                var slack = 5 * Math.Sqrt(share * (1 - share) / Draws); // five standard deviations
                Assert.InRange(drawn.Count(d => d == bytes) / (double)Draws, share - slack, share + slack);
            }
        }
    }

    [Fact]
    public void One_size_costs_no_number()
    {
        var random = new Xorshift(1, 1);
        var untouched = random;

        Assert.Equal(500, PayloadMix.Of(500).Draw(ref random));
        Assert.Equal(untouched.Next(), random.Next());
    }

    [Fact]
    public void The_same_seed_draws_the_same_sizes()
    {
        var mix = PayloadMix.Parse("1:1,2:1,3:1");
        Xorshift one = new(4, 2), other = new(4, 2), third = new(5, 2);
        var differs = false;
        for (var i = 0; i < 100; i++)
        {
            var size = mix.Draw(ref one);
            Assert.Equal(size, mix.Draw(ref other));
            differs |= size != mix.Draw(ref third);
        }
        Assert.True(differs);
    }
}
