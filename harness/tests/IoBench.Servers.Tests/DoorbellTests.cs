using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Tests;

public sealed class DoorbellTests
{
    private const int LimitMs = 20_000;

    [Fact]
    public void Does_not_ring_for_one_who_is_awake()
    {
        using var bell = new Doorbell();
        var kernel = new Kernel();
        bell.Ring(kernel);
        bell.Listen();
        bell.Awake();
        bell.Ring(kernel);

        Assert.Equal(0, Calls.Of(kernel));
    }

    [Fact]
    public void Rings_once_for_each_sleep()
    {
        using var bell = new Doorbell();
        var kernel = new Kernel();
        for (var sleep = 1; sleep <= 3; sleep++)
        {
            bell.Listen();
            bell.Ring(kernel);
            bell.Ring(kernel);
            Assert.Equal(sleep, Calls.Of(kernel));
        }
    }

    /// <summary>A sleeper in epoll_wait and threads that put for it one by one: nothing is left lying, and it does not sleep beyond the last.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Wakes_the_sleeper_for_all_that_was_put(int putters)
    {
        const int Each = 20_000;
        using var bell = new Doorbell();
        var answers = new WorkQueue(putters * Each);
        var sleeper = new Kernel();
        var events = new EpollEvents(4);
        var epoll = sleeper.EpollCreate().OrThrow("epoll_create1");
        sleeper.EpollAdd(epoll, bell.Fd, Readiness.In, EpollMode.EdgeTriggered).OrThrow("epoll_ctl");
        var threads = Threads.Start(putters, me =>
        {
            var kernel = new Kernel();
            for (var i = 0; i < Each; i++)
            {
                answers.Put(new Work(Event.Handled, me * Each + i));
                answers.Publish(1, kernel);
                bell.Ring(kernel);
                if (i % 64 == 0) Thread.Yield();
            }
        });

        var seen = new bool[putters * Each];
        for (var left = seen.Length; left > 0;)
        {
            bell.Listen();
            var wait = answers.IsEmpty ? LimitMs : 0;
            var told = sleeper.EpollWait(epoll, events, wait).OrThrow("epoll_wait");
            bell.Awake();
            Assert.True(told > 0 || wait == 0, $"asleep while {left} were to come");
            while (answers.TryTake(out var answer))
            {
                Assert.False(seen[answer.Fd]);
                seen[answer.Fd] = true;
                left--;
            }
        }
        Threads.Join(threads, LimitMs, "a putter hangs");
        sleeper.Close(epoll);
    }
}
