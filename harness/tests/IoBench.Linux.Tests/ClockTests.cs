namespace IoBench.Linux.Tests;

public sealed class ClockTests
{
    [Fact]
    public void RealtimeOffset_brings_one_clock_to_the_other()
    {
        var offsetNs = Clock.RealtimeOffsetNs(out var uncertaintyNs);
        var before = Clock.NowNs() + offsetNs;
        var realtimeNs = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        var after = Clock.NowNs() + offsetNs;

        Assert.InRange(uncertaintyNs, 0, 1_000_000);
        Assert.InRange(realtimeNs, before - uncertaintyNs - TimeSpan.NanosecondsPerTick - 100_000, after + uncertaintyNs + 100_000); // the clock may be slewed meanwhile
    }
}
