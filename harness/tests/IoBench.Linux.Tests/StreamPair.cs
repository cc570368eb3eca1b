using System.Net;
using System.Net.Sockets;

namespace IoBench.Linux.Tests;

/// <summary>A client and what a listener accepted for it, both non-blocking, on an address of this test alone.</summary>
internal sealed class StreamPair : IDisposable
{
    private const int LimitMs = 5000;
    private readonly string? file;

    private StreamPair(Kernel kernel, EndPoint wish, EndPoint? source)
    {
        file = wish is UnixDomainSocketEndPoint ? wish.ToString() : null;
        var listener = Socket.Listen(wish, 8, nonBlocking: true, reusePort: false);
        try
        {
            Target = file is null ? Socket.LocalEndPoint(listener) : wish;
            Client = Socket.Client(Target);
            if (source is not null) Socket.Bind(Client, source);
            var address = Target.Serialize();
            Begun = kernel.Connect(Client, address.Buffer.Span[..address.Size]);
            Await(kernel, listener, Readiness.In);
            Server = kernel.Accept(listener, nonBlocking: true).OrThrow("accept4");
            Await(kernel, Client, Readiness.Out);
            Assert.Equal(Errno.None, Socket.TakeError(Client));
        }
        finally
        {
            Socket.Close(listener);
        }
    }

    internal static EndPoint Ipv4 => new IPEndPoint(IPAddress.Loopback, 0);

    internal static EndPoint Ipv6 => new IPEndPoint(IPAddress.IPv6Loopback, 0);

    /// <summary>A path that nothing stands at.</summary>
    internal static EndPoint Unix => new UnixDomainSocketEndPoint(Path.Combine(Path.GetTempPath(), $"iobench-{Guid.NewGuid():N}"));

    internal EndPoint Target { get; }

    /// <summary>What connect(2) said at once.</summary>
    internal IoResult Begun { get; }

    /// <summary>-1 when it is closed.</summary>
    internal int Client { get; private set; }

    internal int Server { get; }

    internal static StreamPair Of(Kernel kernel, EndPoint? wish = null, EndPoint? source = null) => new(kernel, wish ?? Ipv4, source);

    /// <summary>Waits for a descriptor, or fails the test.</summary>
    internal static Readiness Await(Kernel kernel, int fd, Readiness events)
    {
        var poll = new PollFd { Fd = fd, Events = events };
        Assert.True(kernel.Poll(ref poll, LimitMs).Value == 1, $"descriptor {fd} did not become ready ({events}) within {LimitMs} ms");
        return poll.Returned;
    }

    internal void CloseClient()
    {
        Socket.Close(Client);
        Client = -1;
    }

    public void Dispose()
    {
        CloseClient();
        Socket.Close(Server);
        if (file is not null) File.Delete(file);
    }
}
