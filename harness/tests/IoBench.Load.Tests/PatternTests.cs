namespace IoBench.Load.Tests;

public sealed class PatternTests
{
    private const int Period = 8191;

    private readonly Pattern pattern = new(64);

    // Every period that a pattern may have: another is taken where a message is a whole number of the one before.
    private static readonly int[] Periods = [Period, 8179, 8171, 8167, 8161, 8147, 8123, 8117];

    public static TheoryData<int> Places => [.. Periods.Select((_, place) => place)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Any_eight_bytes_stand_at_one_place_of_the_period(int taken)
    {
        var other = new Pattern(Periods.AsSpan(0, taken));
        Assert.Equal(Periods[taken], other.PeriodBytes);
        var places = new Dictionary<ulong, int>();
        for (var place = 0; place < other.PeriodBytes; place++)
        {
            var eight = BitConverter.ToUInt64(other.Slice(place, sizeof(ulong)));
            Assert.True(places.TryAdd(eight, place), $"those at {place} stand at {places[eight]} too");
        }
    }

    [Fact]
    public void Every_place_is_found_by_its_eight_bytes()
    {
        for (var place = 0; place < Period; place += 13) Assert.Equal(place, pattern.Find(pattern.Slice(place, sizeof(ulong))));
        Assert.Equal(Period - 1, pattern.Find(pattern.Slice(Period - 1, 100)));
    }

    [Fact]
    public void Slices_go_on_where_the_one_before_ended()
    {
        var cut = new List<byte>();
        for (var place = 0; cut.Count < Pattern.LongestSlice; place = pattern.Advance(place, 1000)) cut.AddRange(pattern.Slice(place, 1000));

        Assert.Equal(pattern.Slice(0, Pattern.LongestSlice), cut.ToArray().AsSpan(0, Pattern.LongestSlice));
    }

    [Fact]
    public void The_longest_slice_can_be_had_anywhere()
    {
        foreach (var place in (int[])[0, 1, Period - 1]) Assert.Equal(Pattern.LongestSlice, pattern.Slice(place, Pattern.LongestSlice).Length);
    }

    [Fact]
    public void The_stream_repeats_after_its_period()
    {
        Assert.Equal(5, pattern.Advance(5, 3 * Period));
        Assert.Equal(0, pattern.Advance(Period - 1, 1));
        Assert.Equal(pattern.Slice(5, 9000), pattern.Slice(5 + Period, 9000));
    }

    [Fact]
    public void No_message_is_a_whole_number_of_periods()
    {
        Assert.Equal(8179, new Pattern(64, 3 * Period).PeriodBytes);
        Assert.Equal(8171, new Pattern(2 * Period, 8179).PeriodBytes);
    }

    [Fact]
    public void Says_that_no_period_fits()
    {
        var complaint = Assert.Throws<ArgumentException>(() => new Pattern(Periods));
        Assert.Equal("8 sizes of messages are multiples of all periods of the stream; change one by a byte", complaint.Message);
    }

    [Fact]
    public void Bytes_that_stand_nowhere_are_not_found()
    {
        byte[] changed = [.. pattern.Slice(100, 32)];
        changed[20] ^= 1;

        Assert.Equal(-1, pattern.Find(changed));
    }

    [Fact]
    public void Fewer_than_eight_bytes_tell_nothing() => Assert.Equal(-1, pattern.Find(pattern.Slice(100, 7)));
}
