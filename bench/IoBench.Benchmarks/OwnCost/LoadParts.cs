using BenchmarkDotNet.Attributes;
using IoBench.Benchmarks.Measuring;
using IoBench.Linux;
using IoBench.Load;

namespace IoBench.Benchmarks.OwnCost;

/// <summary>What the load generator adds to each message, part by part: everything that it does in user space between two system calls.</summary>
[BenchmarkCategory("own cost")]
public class LoadParts
{
    private const int PayloadBytes = 64, Connections = 64;

    private readonly Pattern pattern = new(PayloadBytes);
    private readonly Latencies latencies = new();
    private readonly byte[] received = GC.AllocateArray<byte>(PayloadBytes, pinned: true);
    private readonly Kernel kernel = new();
    private WindowRecorder recorder = null!;
    private Conversation conversation = null!;
    private ArrivalQueue queue = null!;
    private Arrivals[] arrivals = [];
    private long tick;
    private int place;

    [GlobalSetup]
    public void Open()
    {
        Placement.PinNear();
        recorder = new WindowRecorder { Window = new Window(0, long.MaxValue / 2) };
        conversation = new Conversation(0, pattern, PayloadMix.Of(PayloadBytes), depth: 1);
        arrivals = [.. Enumerable.Range(0, Connections).Select(static i => new Arrivals(Arrival.Poisson, 100_000, i, Connections, seed: 1, baseNs: 0))];
        queue = new ArrivalQueue(Connections);
        queue.Fill([.. arrivals.Select(static a => a.DueNs)]);
    }

    [GlobalCleanup]
    public void Close() => Placement.Release();

    /// <summary>One reading of the clock; a message takes one.</summary>
    [Benchmark]
    public long Stamp() => Clock.NowNs();

    /// <summary>A time goes into the histogram.</summary>
    [Benchmark]
    public void Record() => latencies.Record(20_000 + (tick++ & 0xFFFF));

    /// <summary>Every byte of an answer is compared with what was sent.</summary>
    [Benchmark]
    public bool Check()
    {
        place = pattern.Advance(place, PayloadBytes);
        pattern.Slice(place, PayloadBytes).CopyTo(received);
        return received.AsSpan().SequenceEqual(pattern.Slice(place, PayloadBytes));
    }

    /// <summary>The copy by which the part before has something to compare.</summary>
    [Benchmark]
    public void CheckOverhead()
    {
        place = pattern.Advance(place, PayloadBytes);
        pattern.Slice(place, PayloadBytes).CopyTo(received);
    }

    /// <summary>A connection's state machine, from asking to answered: recording and checking are in it.</summary>
    [Benchmark]
    public int Conversation()
    {
        var nowNs = tick += 1000;
        conversation.Ask(nowNs, nowNs);
        recorder.Asked(nowNs);
        var bytes = conversation.ToSend;
        bytes.CopyTo(received);
        conversation.Sent(bytes.Length);
        return conversation.Received(received, nowNs + 500, recorder);
    }

    /// <summary>Open loop: an arrival is taken from the schedule of 64 connections, and the next is drawn.</summary>
    [Benchmark]
    public void Pace()
    {
        ref var coming = ref arrivals[queue.Next];
        coming.Advance();
        queue.Replace(coming.DueNs);
    }

    /// <summary>What stands around every call at the border, without a call in it: it is counted.</summary>
    [Benchmark]
    public IoResult Counting() => kernel.Leave(Call.recv, fd: 0, kernel.Enter(Call.recv), returned: PayloadBytes);
}
