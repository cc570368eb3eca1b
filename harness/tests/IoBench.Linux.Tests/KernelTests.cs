using System.Net;

namespace IoBench.Linux.Tests;

public sealed class KernelTests
{
    private readonly Kernel kernel = new();

    [Fact]
    public void Counts_each_call_by_its_name()
    {
        Span<byte> buffer = stackalloc byte[8];
        _ = kernel.Recv(-1, buffer);
        _ = kernel.Recv(-1, buffer);
        _ = kernel.Send(-1, buffer);

        Assert.Equal((2, 1, 0), (Counted("recv"), Counted("send"), Counted("accept4")));
    }

    [Fact]
    public void Returns_errors_and_throws_nothing() => Assert.Equal(Errno.EBADF, kernel.Recv(-1, new byte[1]).Errno);

    [Fact]
    public void Epoll_reports_what_became_readable_and_nothing_else()
    {
        using var quiet = new WakeEvent();
        using var set = new WakeEvent();
        var epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, quiet.Fd, Readiness.In).OrThrow("epoll_ctl");
        kernel.EpollAdd(epoll, set.Fd, Readiness.In).OrThrow("epoll_ctl");
        set.Set();
        var events = new EpollEvents(8);

        Assert.Equal(1, kernel.EpollWait(epoll, events, 1000).Value);
        Assert.Equal((set.Fd, Readiness.In), (events.Fd(0), events.Ready(0)));
        kernel.Close(epoll);
    }

    [Fact]
    public void A_signal_to_the_thread_is_taken_with_its_number()
    {
        const int Signal = SignalSet.FirstRealtime + 5;
        RunOnThread(() =>
        {
            var signals = new SignalSet(Signal);
            signals.Block();
            Linux.Signal.ToThread(Machine.ThreadId, Signal);
            Assert.True(signals.IsBlocked());
            Assert.Equal(Signal, kernel.SignalWait(signals, out var info).Value);
            Assert.Equal(Signal, info.Number);
            Assert.True(kernel.SignalPoll(signals, out _).WouldBlock);
        });
    }

    [Fact]
    public void A_futex_sleeper_is_woken()
    {
        var word = GC.AllocateArray<int>(1, pinned: true);
        var sleeper = new Thread(() =>
        {
            while (Volatile.Read(ref word[0]) == 0) new Kernel().FutexWait(ref word[0], 0);
        });
        sleeper.Start();
        Thread.Sleep(20);
        Volatile.Write(ref word[0], 1);
        kernel.FutexWake(ref word[0], 1);

        Assert.True(sleeper.Join(5000), "the sleeper was not woken");
    }

    [Fact]
    public void A_timer_fires_at_its_time()
    {
        using var timer = new WakeTimer();
        var atNs = Clock.NowNs() + 20_000_000;
        timer.Set(atNs);
        var poll = new PollFd { Fd = timer.Fd, Events = Readiness.In };

        Assert.Equal(1, kernel.Poll(ref poll, 5000).Value);
        Assert.True(Clock.NowNs() >= atNs);
    }

    /// <summary>Every wait that takes a limit, with nothing to wait for: it brings nothing, in its time.</summary>
    [Theory]
    [InlineData("select")]
    [InlineData("poll")]
    [InlineData("epoll_wait")]
    [InlineData("sigtimedwait")]
    [InlineData("futex")]
    public void A_wait_with_a_limit_brings_nothing_when_its_time_is_over(string call) => RunOnThread(() =>
    {
        const int LimitMs = 30;
        using var quiet = new WakeEvent();
        var startNs = Clock.NowNs();
        Assert.Equal(0, Wait(quiet.Fd, call, LimitMs));
        Assert.InRange(Clock.NowNs() - startNs, LimitMs * 1_000_000L, 4_000_000_000);
        Assert.True(Counted(call) > 0);
    });

    [Fact]
    public void A_blocking_socket_waits_no_longer_than_it_may()
    {
        const int LimitMs = 30;
        var listener = Socket.Listen(StreamPair.Ipv4, 8, nonBlocking: false, reusePort: false);
        var client = Socket.Client(Socket.LocalEndPoint(listener));
        var address = Socket.LocalEndPoint(listener).Serialize();
        _ = kernel.Connect(client, address.Buffer.Span[..address.Size]);
        var served = kernel.Accept(listener, nonBlocking: false).OrThrow("accept4");
        kernel.LimitWaits(served, LimitMs).OrThrow("setsockopt");

        var startNs = Clock.NowNs();
        Assert.True(kernel.Recv(served, new byte[1]).WouldBlock);
        Assert.InRange(Clock.NowNs() - startNs, LimitMs * 1_000_000L, 4_000_000_000);

        // Nobody reads: in the end not a byte more is taken, and that too is waited for only so long.
        var bytes = new byte[1 << 20];
        IoResult sent;
        do sent = kernel.Send(served, bytes);
        while (sent.Ok);
        Assert.True(sent.WouldBlock);
        Assert.Equal(2, Counted("setsockopt"));
        foreach (var fd in (int[])[served, client, listener]) kernel.Close(fd);
    }

    [Fact]
    public void A_listener_on_port_0_tells_its_port_and_refuses_a_second_one()
    {
        var listener = Socket.Listen(new IPEndPoint(IPAddress.Loopback, 0), 8, nonBlocking: true, reusePort: false);
        var endPoint = Socket.LocalEndPoint(listener);

        Assert.NotEqual(0, endPoint.Port);
        var error = Assert.Throws<SystemCallException>(() => Socket.Listen(endPoint, 8, nonBlocking: true, reusePort: false));
        Assert.Equal((Errno.EADDRINUSE, "bind"), (error.Errno, error.Call));
        Assert.True(kernel.Accept(listener, nonBlocking: true).WouldBlock);
        Socket.Close(listener);
    }

    private int Wait(int quiet, string call, int limitMs)
    {
        switch (call)
        {
            case "select":
                var readable = new DescriptorSet();
                readable.Add(quiet);
                var ready = kernel.Select(quiet + 1, readable, writable: null, limitMs).OrThrow(call);
                Assert.False(readable.Contains(quiet));
                return ready;
            case "poll":
                Span<PollFd> fds = [new() { Fd = quiet, Events = Readiness.In }];
                return kernel.Poll(fds, limitMs).OrThrow(call);
            case "epoll_wait":
                var epoll = kernel.EpollCreate().OrThrow("epoll_create1");
                var events = kernel.EpollWait(epoll, new EpollEvents(1), limitMs).OrThrow(call);
                kernel.Close(epoll);
                return events;
            case "sigtimedwait":
                var signals = new SignalSet(SignalSet.FirstRealtime + 6);
                signals.Block();
                return kernel.SignalWait(signals, out _, limitMs).OrThrow(call);
            default:
                Assert.Equal(Errno.ETIMEDOUT, kernel.FutexWait(ref GC.AllocateArray<int>(1, pinned: true)[0], 0, limitMs).Errno);
                return 0;
        }
    }

    private long Counted(string name)
    {
        var counters = new long[Kernel.CounterNames.Count];
        kernel.CopyTo(counters);
        return counters[Kernel.CounterNames.ToList().IndexOf(name)];
    }

    /// <summary>Signal masks stay with their thread, so such a test has one of its own.</summary>
    private static void RunOnThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        Assert.True(thread.Join(5000), "the thread hangs");
        Assert.Null(failure);
    }
}
