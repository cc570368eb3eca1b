using BenchmarkDotNet.Attributes;
using IoBench.Benchmarks.Measuring;
using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>
/// What one event costs among 1 to 10,000 descriptors: a message is sent to the active one, the wait tells of it, it is received, and where
/// a notice is all that was asked for, the next is asked for. Sending and receiving cost every mechanism the same.
/// </summary>
[BenchmarkCategory("readiness")]
public class OneOfMany
{
    private readonly Kernel kernel = new();
    private readonly byte[] message = GC.AllocateArray<byte>(64, pinned: true);
    private readonly int[] ready = new int[16];
    private Watched watched = null!;
    private IReadiness readiness = null!;
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
        Placement.PinNear();
        watched = new Watched(At.Descriptors, [At.Index]);
        peer = watched.Peers[0];
        readiness = Mechanism == Mechanisms.Told ? new ByForesight(watched.Descriptors[At.Index]) : Mechanisms.Make(Mechanism, kernel, At.Descriptors);
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
    public int Event()
    {
        kernel.Send(peer, message);
        readiness.Wait(ready);
        var fd = ready[0];
        var received = kernel.Recv(fd, message).OrThrow("recv", fd);
        readiness.Again(fd);
        return received;
    }

    /// <summary>Was told beforehand who will be ready.</summary>
    private sealed class ByForesight(int one) : IReadiness
    {
        public void Add(int fd)
        {
        }

        public void Remove(int fd)
        {
        }

        public int Wait(Span<int> ready)
        {
            ready[0] = one;
            return 1;
        }

        public void Again(int fd)
        {
        }

        public void Dispose()
        {
        }
    }
}
