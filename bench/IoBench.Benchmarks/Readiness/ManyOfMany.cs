using BenchmarkDotNet.Attributes;
using IoBench.Benchmarks.Measuring;
using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>
/// Several of many are ready at once, spread evenly: all are sent to, then waits go on until each was received. An operation is the whole round.
/// </summary>
/// <remarks>The figure of N. Provos and C. Lever, Scalable Network I/O in Linux (USENIX 2000), and of libevent, with today's mechanisms.</remarks>
[BenchmarkCategory("readiness")]
public class ManyOfMany
{
    private readonly Kernel kernel = new();
    private readonly byte[] message = GC.AllocateArray<byte>(64, pinned: true);
    private readonly int[] ready = new int[1024];
    private Watched watched = null!;
    private IReadiness readiness = null!;

    public static IEnumerable<string> Known => Mechanisms.Names;

    [ParamsSource(nameof(Known))]
    public string Mechanism { get; set; } = "";

    [Params(1000, 10_000)]
    public int Descriptors { get; set; }

    [Params(10, 100)]
    public int Active { get; set; }

    [GlobalSetup]
    public void Open()
    {
        Placement.PinNear();
        watched = new Watched(Descriptors, [.. Enumerable.Range(0, Active).Select(i => (2 * i + 1) * Descriptors / (2 * Active))]);
        readiness = Mechanisms.Make(Mechanism, kernel, Descriptors);
        foreach (var fd in watched.Descriptors) readiness.Add(fd);
        Spending.CountCalls(kernel);
    }

    [GlobalCleanup]
    public void Close()
    {
        Spending.CountNoCalls();
        readiness.Dispose();
        watched.Dispose();
        Placement.Release();
    }

    [Benchmark]
    public int Round()
    {
        foreach (var peer in watched.Peers) kernel.Send(peer, message);
        for (var missing = Active; missing > 0;)
        {
            var count = readiness.Wait(ready);
            foreach (var fd in ready.AsSpan(0, count))
            {
                kernel.Recv(fd, message).OrThrow("recv", fd);
                readiness.Again(fd);
            }
            missing -= count;
        }
        return Active;
    }
}
