using System.Net;
using BenchmarkDotNet.Attributes;
using IoBench.Benchmarks.Measuring;
using IoBench.Linux;

namespace IoBench.Benchmarks.Prices;

/// <summary>A TCP connection over loopback from connect(2) to its end, in one thread. It is reset, so that no TIME_WAIT uses up the ports.</summary>
[BenchmarkCategory("prices")]
public class ConnectionLife
{
    private readonly Kernel kernel = new();
    private int listener;
    private EndPoint target = null!;
    private byte[] address = [];

    [GlobalSetup]
    public void Open()
    {
        Placement.PinNear();
        listener = Socket.Listen(new IPEndPoint(IPAddress.Loopback, 0), backlog: 16, nonBlocking: false, reusePort: false);
        target = Socket.LocalEndPoint(listener);
        var serialized = target.Serialize();
        address = serialized.Buffer.Span[..serialized.Size].ToArray();
        Spending.CountCalls(kernel);
    }

    [GlobalCleanup]
    public void Close()
    {
        Spending.CountNoCalls();
        Socket.Close(listener);
        Placement.Release();
    }

    [Benchmark]
    public void ConnectAcceptReset()
    {
        var client = Socket.Client(target);
        kernel.Connect(client, address);
        var accepted = kernel.Accept(listener, nonBlocking: true).OrThrow("accept4", listener);
        Socket.ResetOnClose(client);
        kernel.Close(client);
        kernel.Close(accepted);
    }
}
