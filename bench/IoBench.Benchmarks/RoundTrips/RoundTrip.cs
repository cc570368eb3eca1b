using BenchmarkDotNet.Attributes;
using IoBench.Benchmarks.Measuring;
using IoBench.Linux;
using IoBench.Servers;

namespace IoBench.Benchmarks.RoundTrips;

/// <summary>One message of 64 bytes to a server of each model and back, over loopback TCP, with a client that blocks: on one CPU, and across two.</summary>
[BenchmarkCategory("round trip")]
public class RoundTrip
{
    private const int PayloadBytes = 64, LimitMs = 5000;

    private readonly Kernel kernel = new();
    private readonly byte[] message = GC.AllocateArray<byte>(PayloadBytes, pinned: true), answer = GC.AllocateArray<byte>(PayloadBytes, pinned: true);
    private ServerHost host = null!;
    private int fd;

    public static IEnumerable<string> Models => Catalog.All.Where(static m => m.WhyUnavailable() is null).Select(static m => m.Name);

    public static IEnumerable<string> Choices => Placement.Choices;

    [ParamsSource(nameof(Models))]
    public string Model { get; set; } = "";

    [ParamsSource(nameof(Choices))]
    public string Cpus { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        // Threads of the runtime too: those of the socket models are its own.
        Placement.PinOthers(Cpus);
        host = new ServerHost(Catalog.Find(Model)!, new ServerOptions { Cpus = [Placement.Far(Cpus)] });
        fd = Socket.Client(host.EndPoint);
        var address = host.EndPoint.Serialize();
        Socket.SetBlocking(fd, blocking: true);
        kernel.LimitWaits(fd, LimitMs).OrThrow("setsockopt", fd);
        kernel.Connect(fd, address.Buffer.Span[..address.Size]).OrThrow("connect", fd);
        Spending.CountCalls(kernel, host.Ledger.Calls);
    }

    [GlobalCleanup]
    public void Close()
    {
        Spending.CountNoCalls();
        Socket.Close(fd);
        host.Dispose();
        Placement.Release();
    }

    [Benchmark]
    public void Echo()
    {
        kernel.Send(fd, message).OrThrow("send", fd);
        for (var received = 0; received < PayloadBytes;)
        {
            var more = kernel.Recv(fd, answer.AsSpan(received)).OrThrow("recv", fd);
            if (more == 0) throw new InvalidOperationException($"{Model} ended the connection");
            received += more;
        }
    }
}
