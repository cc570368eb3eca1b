using CsCheck;
using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Tests;

public sealed class WorkQueueTests
{
    private const int LimitMs = 20_000;

    [Fact]
    public void Gives_in_order_what_was_put()
    {
        var queue = new WorkQueue(8);
        var kernel = new Kernel();
        Work[] put = [new(Event.Readable, 3), new(Event.Writable, 1), new(Event.Received, 0), new(Event.Handled, int.MaxValue), new(Event.End)];
        foreach (var work in put) queue.Put(work);
        queue.Publish(put.Length, kernel);

        Assert.All(put, work => Assert.Equal(work, queue.Take(kernel)));
        Assert.True(queue.IsEmpty);
        Assert.False(queue.TryTake(out _));
    }

    [Fact]
    public void Shows_nothing_before_it_is_published()
    {
        var queue = new WorkQueue(8);
        queue.Put(new Work(Event.Readable, 1));
        Assert.False(queue.TryTake(out _));

        queue.Publish(1, new Kernel());
        Assert.True(queue.TryTake(out var work));
        Assert.Equal(1, work.Fd);
    }

    [Fact]
    public void Wakes_nobody_when_nobody_sleeps()
    {
        var queue = new WorkQueue(8);
        var kernel = new Kernel();
        queue.Put(new Work(Event.Readable, 1));
        queue.Publish(1, kernel);
        queue.Take(kernel);

        Assert.Equal(0, Calls.Of(kernel));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var queue = new WorkQueue(8);
        var kernel = new Kernel();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var fd = 0; fd < 10_000; fd++)
        {
            queue.Put(new Work(Event.Readable, fd));
            queue.Publish(1, kernel);
            queue.Take(kernel);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(1, 1, 4)]
    [InlineData(1, 4, 64)]
    [InlineData(3, 1, 4)]
    [InlineData(3, 3, 8)]
    [InlineData(2, 2, 1024)]
    public void Loses_and_doubles_nothing(int putters, int takers, int capacity) => Exchange(putters, takers, capacity, each: 50_000, seed: 1);

    /// <summary>Short lives by the thousand: the races at the start and at the end, where all go to sleep, are met again and again.</summary>
    [Fact]
    public void Loses_no_wake_up_however_threads_meet() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 6], Gen.Int[1, 40], Gen.Int[0, int.MaxValue])
            .Sample((putters, takers, capacityBits, each, seed) => Exchange(putters, takers, 1 << capacityBits, each, seed), iter: 2000, threads: 1);

    /// <summary>Each putter puts its own numbers in batches of random size and rests now and then, so that the takers fall asleep; each number must come out once.</summary>
    private static void Exchange(int putters, int takers, int capacity, int each, int seed)
    {
        var queue = new WorkQueue(capacity);
        var taken = new int[putters * each];
        var taking = Threads.Start(takers, _ =>
        {
            var kernel = new Kernel();
            Work work;
            while ((work = queue.Take(kernel)).What != Event.End) Interlocked.Increment(ref taken[work.Fd]);
        });
        var putting = Threads.Start(putters, me =>
        {
            var kernel = new Kernel();
            var random = new Random(seed + me);
            var put = 0;
            // All putters together may hold back no more than the capacity, or each waits for the other to publish.
            var most = Math.Max(1, capacity / putters);
            for (var i = 0; i < each; i++)
            {
                queue.Put(new Work(Event.Received, me * each + i));
                if (++put < random.Next(1, most + 1)) continue;
                queue.Publish(put, kernel);
                put = 0;
                if (random.Next(50) == 0) Thread.Yield();
            }
            queue.Publish(put, kernel);
        });
        Threads.Join(putting, LimitMs, "a putter hangs");
        var kernel = new Kernel();
        for (var i = 0; i < takers; i++)
        {
            queue.Put(new Work(Event.End));
            queue.Publish(1, kernel);
        }
        Threads.Join(taking, LimitMs, "a taker hangs");
        Assert.All(taken, count => Assert.Equal(1, count));
        Assert.True(queue.IsEmpty);
    }
}
