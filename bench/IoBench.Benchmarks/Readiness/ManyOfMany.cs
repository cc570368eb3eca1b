using BenchmarkDotNet.Attributes;

namespace IoBench.Benchmarks.Readiness;

/// <summary>
/// Several of many are ready at once, spread evenly: all are sent to, then waits go on until each was received. An operation is the whole round.
/// </summary>
/// <remarks>The figure of N. Provos and C. Lever, Scalable Network I/O in Linux (USENIX 2000), and of libevent, with today's mechanisms.</remarks>
[BenchmarkCategory("readiness")]
public class ManyOfMany
{
    private readonly int[] ready = new int[1024];
    private Watching watching = null!;

    public static IEnumerable<string> Known => Mechanisms.Names;

    [ParamsSource(nameof(Known))]
    public string Mechanism { get; set; } = "";

    [Params(1000, 10_000)]
    public int Descriptors { get; set; }

    [Params(10, 100)]
    public int Active { get; set; }

    [GlobalSetup]
    public void Open() => watching = new Watching(Mechanism, Descriptors, [.. Enumerable.Range(0, Active).Select(i => (2 * i + 1) * Descriptors / (2 * Active))]);

    [GlobalCleanup]
    public void Close() => watching.Dispose();

    [Benchmark]
    public int Round()
    {
        var (kernel, readiness) = (watching.Kernel, watching.Readiness);
        foreach (var peer in watching.Watched.Peers) kernel.Send(peer, watching.Message);
        for (var missing = Active; missing > 0;)
        {
            var count = readiness.Wait(ready);
            foreach (var fd in ready.AsSpan(0, count))
            {
                kernel.Recv(fd, watching.Message).OrThrow("recv", fd);
                readiness.Again(fd);
            }
            missing -= count;
        }
        return Active;
    }
}
