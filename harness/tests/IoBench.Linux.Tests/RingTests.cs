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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tells_when_it_is_time(bool hasThread)
    {
        var thread = hasThread ? new SubmissionThread(IdleMs: 1) : null;
        Assert.SkipWhen(Ring.WhyUnavailable(thread) is not null, Ring.WhyUnavailable(thread) ?? "");
        using var ring = Ring.Create(kernel, 4, 8, thread);
        // One that is past is told at once, then one that is to come.
        foreach (var atNs in (long[])[0, Clock.NowNs() + 30_000_000])
        {
            ring.TimeoutAt(atNs, userData: 5);
            ring.SubmitAndWait().OrThrow("io_uring_enter");

            Assert.True(SpinWait.SpinUntil(() => ring.Ready == 1, 5000));
            Assert.True(Clock.NowNs() >= atNs);
            Assert.Equal((5ul, Errno.ETIME), (ring.Peek().UserData, ring.Peek().Result.Errno));
            ring.Take();
        }
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

    [Fact]
    public void A_thread_of_the_kernel_submits_also_after_it_fell_asleep()
    {
        var thread = new SubmissionThread(IdleMs: 1);
        Assert.SkipWhen(Ring.WhyUnavailable(thread) is not null, Ring.WhyUnavailable(thread) ?? "");
        using var ring = Ring.Create(kernel, 4, 8, thread);
        for (ulong round = 0; round < 10; round++)
        {
            using var wake = new WakeEvent();
            wake.Set();
            // Longer than it spins: it has to be woken, and more entries than the queue holds have to wait for it.
            Thread.Sleep(20);
            for (ulong i = 0; i < 10; i++) ring.PollReadable(wake.Fd, i);
            var seen = new List<ulong>();
            while (seen.Count < 10)
            {
                ring.SubmitAndWait().OrThrow("io_uring_enter");
                for (; ring.Ready > 0; ring.Take()) seen.Add(ring.Peek().UserData);
            }
            Assert.Equal(Enumerable.Range(0, 10).Select(i => (ulong)i), seen.Order());
        }
    }

    /// <summary>What getrusage(2) charges to a process is the time of its threads, and this is one of them.</summary>
    [Fact]
    public void The_thread_of_the_kernel_is_a_thread_of_this_process()
    {
        var thread = new SubmissionThread(IdleMs: 1000);
        Assert.SkipWhen(Ring.WhyUnavailable(thread) is not null, Ring.WhyUnavailable(thread) ?? "");
        using var ring = Ring.Create(kernel, 4, 8, thread);
        using var wake = new WakeEvent();
        wake.Set();
        ring.PollReadable(wake.Fd, userData: 1);
        ring.SubmitAndWait().OrThrow("io_uring_enter");

        Assert.True(SpinWait.SpinUntil(() => SpunNs() > 1_000_000, 10_000), "no thread iou-sqp-... that runs");

        static long SpunNs() => Directory.EnumerateDirectories("/proc/self/task").Sum(task =>
        {
            try
            {
                if (!File.ReadAllText($"{task}/comm").StartsWith("iou-sqp-", StringComparison.Ordinal)) return 0;
                return long.Parse(File.ReadAllText($"{task}/schedstat").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // A thread that has ended meanwhile.
                return 0;
            }
        });
    }
}
