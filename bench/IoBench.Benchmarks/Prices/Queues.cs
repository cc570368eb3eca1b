using System.Collections.Concurrent;
using System.Threading.Channels;
using BenchmarkDotNet.Attributes;
using IoBench.Benchmarks.Measuring;
using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Benchmarks.Prices;

/// <summary>
/// Work handed from one thread to another, a thousand pieces at a time, each published by itself: the models' own queue beside those of the
/// class library. An operation is one piece.
/// </summary>
[BenchmarkCategory("prices")]
public class Queues
{
    private const int Pieces = 1000;

    private readonly Kernel kernel = new(), giverKernel = new();
    private IHandoff handoff = null!;
    private FutexBell start = null!;
    private Thread giver = null!;
    private volatile bool ends;

    public static IEnumerable<string> Choices => Placement.Choices;

    [Params("workqueue", "blockingcollection", "channel", "concurrentqueue")]
    public string By { get; set; } = "";

    [ParamsSource(nameof(Choices))]
    public string Cpus { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        Placement.PinNear();
        handoff = By switch
        {
            "workqueue" => new OwnQueue(),
            "blockingcollection" => new Blocking(),
            "channel" => new ByChannel(),
            _ => new WithSemaphore(),
        };
        start = new FutexBell(kernel, giverKernel);
        giver = new Thread(Give) { IsBackground = true };
        giver.Start();
        Spending.CountCalls(kernel, giverKernel);
    }

    [GlobalCleanup]
    public void Close()
    {
        Spending.CountNoCalls();
        ends = true;
        start.Ring();
        giver.Join();
        Placement.Release();
    }

    [Benchmark(OperationsPerInvoke = Pieces)]
    public int Pass()
    {
        start.Ring();
        var sum = 0;
        for (var i = 0; i < Pieces; i++) sum += handoff.Take(kernel);
        return sum;
    }

    private void Give()
    {
        CpuSet.PinThread(Placement.Far(Cpus));
        while (true)
        {
            start.Await();
            if (ends) return;
            for (var i = 0; i < Pieces; i++) handoff.Put(i, giverKernel);
        }
    }

    private interface IHandoff
    {
        void Put(int piece, Kernel kernel);

        int Take(Kernel kernel);
    }

    private sealed class OwnQueue : IHandoff
    {
        private readonly WorkQueue queue = new(Pieces);

        public void Put(int piece, Kernel kernel)
        {
            queue.Put(new Work(Event.Readable, piece));
            queue.Publish(1, kernel);
        }

        public int Take(Kernel kernel) => queue.Take(kernel).Fd;
    }

    private sealed class Blocking : IHandoff
    {
        private readonly BlockingCollection<int> queue = [];

        public void Put(int piece, Kernel kernel) => queue.Add(piece);

        public int Take(Kernel kernel) => queue.Take();
    }

    private sealed class ByChannel : IHandoff
    {
        private readonly Channel<int> channel = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

        public void Put(int piece, Kernel kernel) => channel.Writer.TryWrite(piece);

        public int Take(Kernel kernel)
        {
            int piece;
            while (!channel.Reader.TryRead(out piece)) channel.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();
            return piece;
        }
    }

    private sealed class WithSemaphore : IHandoff
    {
        private readonly ConcurrentQueue<int> queue = [];
        private readonly SemaphoreSlim filled = new(0);

        public void Put(int piece, Kernel kernel)
        {
            queue.Enqueue(piece);
            filled.Release();
        }

        public int Take(Kernel kernel)
        {
            filled.Wait();
            queue.TryDequeue(out var piece);
            return piece;
        }
    }
}
