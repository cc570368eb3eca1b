namespace IoBench.Load.Tests;

public sealed class PatternTests
{
    [Fact]
    public void Any_eight_bytes_stand_at_one_place_of_the_period()
    {
        var places = new Dictionary<ulong, int>();
        for (var place = 0; place < Pattern.PeriodBytes; place++)
        {
            var eight = BitConverter.ToUInt64(Pattern.Slice(place, sizeof(ulong)));
            Assert.True(places.TryAdd(eight, place), $"those at {place} stand at {places[eight]} too");
        }
    }

    [Fact]
    public void Every_place_is_found_by_its_eight_bytes()
    {
        for (var place = 0; place < Pattern.PeriodBytes; place += 13) Assert.Equal(place, Pattern.Find(Pattern.Slice(place, sizeof(ulong))));
        Assert.Equal(Pattern.PeriodBytes - 1, Pattern.Find(Pattern.Slice(Pattern.PeriodBytes - 1, 100)));
    }

    [Fact]
    public void Slices_go_on_where_the_one_before_ended()
    {
        var cut = new List<byte>();
        for (var position = 0L; cut.Count < Pattern.LongestSlice; position += 1000) cut.AddRange(Pattern.Slice(position, 1000));

        Assert.Equal(Pattern.Slice(0, Pattern.LongestSlice), cut.ToArray().AsSpan(0, Pattern.LongestSlice));
    }

    [Fact]
    public void The_longest_slice_can_be_had_anywhere()
    {
        foreach (var position in (long[])[0, 1, Pattern.PeriodBytes - 1, Pattern.PeriodBytes, long.MaxValue])
        {
            Assert.Equal(Pattern.LongestSlice, Pattern.Slice(position, Pattern.LongestSlice).Length);
        }
    }

    [Fact]
    public void The_stream_repeats_after_its_period() => Assert.Equal(Pattern.Slice(5, 9000), Pattern.Slice(5 + 1_000_000L * Pattern.PeriodBytes, 9000));

    [Fact]
    public void Bytes_that_stand_nowhere_are_not_found()
    {
        byte[] changed = [.. Pattern.Slice(100, 32)];
        changed[20] ^= 1;

        Assert.Equal(-1, Pattern.Find(changed));
    }

    [Fact]
    public void Fewer_than_eight_bytes_tell_nothing() => Assert.Equal(-1, Pattern.Find(Pattern.Slice(100, 7)));
}
