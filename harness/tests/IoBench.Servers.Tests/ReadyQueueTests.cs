using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Tests;

public sealed class ReadyQueueTests
{
    [Fact]
    public void Gives_in_order_what_was_put()
    {
        var queue = new ReadyQueue(8);
        var kernel = new Kernel();
        foreach (var fd in (int[])[3, 1, 2]) queue.Put(fd);
        queue.Publish(kernel);

        Assert.Equal([3, 1, 2], [queue.Take(kernel), queue.Take(kernel), queue.Take(kernel)]);
    }

    [Fact]
    public void Wakes_nobody_when_nobody_sleeps()
    {
        var queue = new ReadyQueue(8);
        var kernel = new Kernel();
        queue.Put(1);
        queue.Publish(kernel);
        queue.Take(kernel);

        var counters = new long[Kernel.CounterNames.Count];
        kernel.CopyTo(counters);
        Assert.Equal(0, counters.Sum());
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 4)]
    [InlineData(4, 64)]
    public void Loses_and_doubles_nothing_among_many_takers(int takers, int capacity)
    {
        const int Items = 50_000, End = int.MaxValue;
        var queue = new ReadyQueue(capacity);
        var taken = new int[Items];
        var threads = Enumerable.Range(0, takers).Select(_ => new Thread(() =>
        {
            var kernel = new Kernel();
            for (int fd; (fd = queue.Take(kernel)) != End;) Interlocked.Increment(ref taken[fd]);
        })).ToArray();
        foreach (var thread in threads) thread.Start();

        var kernel = new Kernel();
        for (var fd = 0; fd < Items; fd++)
        {
            queue.Put(fd);
            // At most the capacity may be staged; batches of every size up to it.
            if (fd % capacity >= fd / 7 % capacity) queue.Publish(kernel);
        }
        queue.Publish(kernel);
        for (var i = 0; i < takers; i++)
        {
            queue.Put(End);
            queue.Publish(kernel);
        }

        foreach (var thread in threads) Assert.True(thread.Join(20_000), "a taker hangs");
        Assert.All(taken, count => Assert.Equal(1, count));
    }
}
