namespace IoBench.Linux.Tests;

public sealed class RingTests
{
    private readonly Kernel kernel = new();

    [Fact]
    public void Completes_a_poll_when_the_descriptor_becomes_readable()
    {
        Assert.SkipWhen(Ring.WhyUnavailable() is not null, Ring.WhyUnavailable() ?? "");
        using var ring = Ring.Create(kernel, 4, 8);
        using var wake = new WakeEvent();
        ring.PollReadable(wake.Fd, userData: 77);
        wake.Set();

        ring.SubmitAndWait().OrThrow("io_uring_enter");

        Assert.Equal(1, ring.Ready);
        Assert.Equal(77ul, ring.Peek().UserData);
        Assert.True(ring.Peek().Result.Ok);
        ring.Take();
        Assert.Equal(0, ring.Ready);
    }

    [Fact]
    public void Takes_more_than_its_queue_holds()
    {
        Assert.SkipWhen(Ring.WhyUnavailable() is not null, Ring.WhyUnavailable() ?? "");
        using var ring = Ring.Create(kernel, 4, 8);
        using var wake = new WakeEvent();
        wake.Set();
        for (ulong i = 0; i < 20; i++) ring.PollReadable(wake.Fd, i);

        var seen = new List<ulong>();
        while (seen.Count < 20)
        {
            ring.SubmitAndWait().OrThrow("io_uring_enter");
            for (; ring.Ready > 0; ring.Take()) seen.Add(ring.Peek().UserData);
        }
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (ulong)i), seen.Order());
    }
}
