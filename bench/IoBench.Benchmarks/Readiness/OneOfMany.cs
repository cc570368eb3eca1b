using BenchmarkDotNet.Attributes;

namespace IoBench.Benchmarks.Readiness;

/// <summary>
/// What one event costs among 1 to 10,000 descriptors: a message is sent to the active one, the wait tells of it, it is received, and where
/// a notice is all that was asked for, the next is asked for. Sending and receiving cost every mechanism the same.
/// </summary>
[BenchmarkCategory("readiness")]
public class OneOfMany
{
    private readonly int[] ready = new int[16];
    private Watching watching = null!;
    private int peer;

    public static IEnumerable<string> Known => [Mechanisms.Told, .. Mechanisms.Names];

    public static IEnumerable<Spot> Spots =>
        from descriptors in (int[])[1, 10, 100, 1000, 10_000]
        from active in descriptors == 1 ? [Place.Last] : (Place[])[Place.First, Place.Middle, Place.Last]
        select new Spot(descriptors, active);

    [ParamsSource(nameof(Known))]
    public string Mechanism { get; set; } = "";

    [ParamsSource(nameof(Spots))]
    public Spot At { get; set; } = new(1, Place.Last);

    [GlobalSetup]
    public void Open()
    {
        watching = new Watching(Mechanism, At.Descriptors, [At.Index]);
        peer = watching.Watched.Peers[0];
    }

    [GlobalCleanup]
    public void Close() => watching.Dispose();

    [Benchmark]
    public int Event()
    {
        watching.Kernel.Send(peer, watching.Message);
        watching.Readiness.Wait(ready);
        var fd = ready[0];
        var received = watching.Kernel.Recv(fd, watching.Message).OrThrow("recv", fd);
        watching.Readiness.Again(fd);
        return received;
    }
}
