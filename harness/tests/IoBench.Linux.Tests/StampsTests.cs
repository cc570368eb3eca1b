namespace IoBench.Linux.Tests;

public sealed class StampsTests
{
    [Fact]
    public void Every_call_has_a_stamp_with_its_times_thread_descriptor_and_result()
    {
        var book = new StampBook(64);
        var kernel = new Kernel(book);
        using var pair = StreamPair.Of(new Kernel());
        var before = Clock.NowNs();
        kernel.Send(pair.Client, "abc"u8);
        StreamPair.Await(kernel, pair.Server, Readiness.In);
        kernel.Recv(pair.Server, new byte[8]);
        kernel.Recv(pair.Server, new byte[8]);
        var after = Clock.NowNs();

        var stamps = book.Take();

        Assert.Equal(["send", "poll", "recv", "recv"], stamps.Select(s => s.Name));
        Assert.Equal([3L, 1, 3, -(long)Errno.EAGAIN], stamps.Select(s => s.Result));
        Assert.Equal([pair.Client, pair.Server, pair.Server, pair.Server], stamps.Select(s => s.Fd));
        Assert.All(stamps, s => Assert.Equal(Machine.ThreadId, s.Thread));
        long[] times = [before, .. stamps.SelectMany(s => new[] { s.EnterNs, s.LeaveNs }), after];
        Assert.Equal(times.Order(), times);
        Assert.Equal(0, book.Dropped);
    }

    [Fact]
    public void What_was_taken_is_gone_and_what_finds_no_room_is_counted()
    {
        var book = new StampBook(4);
        var kernel = new Kernel(book);
        var fd = new WakeEvent();
        for (var i = 0; i < 6; i++) kernel.Recv(fd.Fd, new byte[8]);

        Assert.Equal((4, 2L), (book.Take().Count, book.Dropped));
        kernel.Recv(fd.Fd, new byte[8]);
        Assert.Equal((1, 0L), (book.Take().Count, book.Dropped));
        Assert.Empty(book.Take());
        fd.Dispose();
    }

    [Fact]
    public void A_closed_book_stamps_nothing_and_a_call_under_way_when_it_opens_has_no_begin()
    {
        var book = new StampBook(16) { Open = false };
        var kernel = new Kernel(book);
        using var wake = new WakeEvent();
        var waiter = new Thread(() => StreamPair.Await(kernel, wake.Fd, Readiness.In)) { IsBackground = true };
        waiter.Start();
        Assert.True(SpinWait.SpinUntil(() => book.OpenCalls().Count == 0 && IsUnderWay(kernel), 2000));
        Thread.Sleep(20);
        Assert.Empty(book.Take());
        book.Open = true;
        wake.Set();
        Assert.True(waiter.Join(5000));

        var stamp = Assert.Single(book.Take());
        Assert.Equal(("poll", Stamp.Unknown), (stamp.Name, stamp.EnterNs));
    }

    [Fact]
    public void A_call_that_waits_is_told_with_its_begin()
    {
        var book = new StampBook(16);
        using var wake = new WakeEvent();
        var waiter = new Thread(() =>
        {
            var kernel = new Kernel(book);
            kernel.Recv(wake.Fd, new byte[8]);
            StreamPair.Await(kernel, wake.Fd, Readiness.In);
        }) { IsBackground = true };
        waiter.Start();
        Assert.True(SpinWait.SpinUntil(() => book.OpenCalls().Any(c => c.Name == "poll"), 5000));
        Assert.InRange(book.OpenCalls().Single().SinceNs, 1, Clock.NowNs());
        wake.Set();
        Assert.True(waiter.Join(5000));
        Assert.Empty(book.OpenCalls());
    }

    [Fact]
    public void Stamping_allocates_nothing()
    {
        var book = new StampBook(4096);
        var kernel = new Kernel(book);
        using var wake = new WakeEvent();
        var buffer = new byte[8];
        for (var i = 0; i < 100; i++) kernel.Recv(wake.Fd, buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) kernel.Recv(wake.Fd, buffer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1100, book.Take().Count);
    }

    [Fact]
    public void A_reader_beside_the_writer_gets_every_stamp_once_and_whole()
    {
        const int Calls = 50_000;
        var book = new StampBook(1 << 10);
        using var wake = new WakeEvent();
        var writer = new Thread(() =>
        {
            var kernel = new Kernel(book);
            for (var i = 0; i < Calls; i++) kernel.Recv(wake.Fd, new byte[1]);
        }) { IsBackground = true };
        writer.Start();
        long taken = 0, dropped = 0, last = 0;
        var torn = 0;
        var limit = Clock.NowNs() + 20_000_000_000;
        bool ended;
        do
        {
            ended = writer.Join(0);
            foreach (var stamp in book.Take())
            {
                if (stamp.Name != "recv" || stamp.EnterNs < last || stamp.LeaveNs < stamp.EnterNs) torn++;
                last = stamp.LeaveNs;
                taken++;
            }
            dropped += book.Dropped;
        }
        while (!ended && Clock.NowNs() < limit);
        Assert.Equal((0, (long)Calls), (torn, taken + dropped));
    }

    [Fact]
    public void A_ring_tells_what_a_call_carried_and_what_came()
    {
        Assert.SkipWhen(Ring.WhyUnavailable() is not null, Ring.WhyUnavailable() ?? "");
        var book = new StampBook(64);
        using var ring = Ring.Create(new Kernel(book), 4, 8);
        using var wake = new WakeEvent();
        ring.PollReadable(wake.Fd, userData: 77);
        wake.Set();
        ring.SubmitAndWait().OrThrow("io_uring_enter");
        _ = ring.Peek();
        _ = ring.Peek();
        ring.Take();

        var stamps = book.Take().Where(s => s.Name != "io_uring_setup").ToList();

        Assert.Equal([("uring:poll_add", StampKind.Submission), ("io_uring_enter", StampKind.Call), ("uring:poll_add", StampKind.Completion)], stamps.Select(s => (s.Name, s.Kind)));
        Assert.All(stamps.Where(s => s.Kind != StampKind.Call), s => Assert.Equal(wake.Fd, s.Fd));
        Assert.Equal((long)Readiness.In, stamps[2].Result);
    }

    // Counted before it is made; who has never stamped is not told among those that wait.
    private static bool IsUnderWay(Kernel kernel)
    {
        var counters = new long[Kernel.CounterNames.Count];
        kernel.CopyTo(counters);
        return counters[(int)Call.poll] > 0;
    }
}
