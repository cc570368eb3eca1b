using System.Net;
using System.Net.Sockets;

namespace IoBench.Linux.Tests;

public sealed class SocketTests
{
    private readonly Kernel kernel = new();

    public static TheoryData<string> Families => Socket6 ? ["IPv4", "IPv6", "Unix", "Unix, abstract"] : ["IPv4", "Unix", "Unix, abstract"];

    private static bool Socket6 => System.Net.Sockets.Socket.OSSupportsIPv6 && File.Exists("/proc/net/if_inet6") && File.ReadAllText("/proc/net/if_inet6").Contains(" lo", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Families))]
    public void A_client_of_any_family_reaches_its_listener(string family)
    {
        using var pair = StreamPair.Of(kernel, Address(family));

        Assert.Equal(5, kernel.Send(pair.Client, "hello"u8).Value);
        StreamPair.Await(kernel, pair.Server, Readiness.In);
        var buffer = new byte[8];
        Assert.Equal(5, kernel.Recv(pair.Server, buffer).Value);
        Assert.Equal("hello"u8.ToArray(), buffer[..5]);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Options_tell_TCP_NODELAY_where_there_is_one(string family)
    {
        using var pair = StreamPair.Of(kernel, Address(family));
        var tcp = !family.StartsWith("Unix", StringComparison.Ordinal);

        foreach (var options in (SocketOptions[])[Socket.Options(pair.Client), Socket.Options(pair.Server)])
        {
            Assert.Equal((tcp, false), (options.NoDelay, options.KeepAlive));
            Assert.True(options is { SendBufferBytes: > 0, ReceiveBufferBytes: > 0 });
        }
    }

    [Fact]
    public void A_Unix_client_is_connected_at_once()
    {
        using var pair = StreamPair.Of(kernel, StreamPair.Unix);
        Assert.Equal(0, pair.Begun.Value);
        Assert.True(pair.Begun.Ok);
    }

    [Fact]
    public void A_Unix_client_is_told_of_a_full_backlog()
    {
        var path = StreamPair.Unix;
        var listener = Socket.Listen(path, 0, nonBlocking: true, reusePort: false);
        var address = path.Serialize();
        var clients = Enumerable.Range(0, 2).Select(_ => Socket.Client(path)).ToArray();

        Assert.Equal([Errno.None, Errno.EAGAIN], clients.Select(fd => kernel.Connect(fd, address.Buffer.Span[..address.Size]).Errno));

        foreach (var fd in (int[])[.. clients, listener]) Socket.Close(fd);
        File.Delete(path.ToString()!);
    }

    [Fact]
    public void A_second_listener_on_a_path_is_refused_and_the_path_named()
    {
        using var pair = StreamPair.Of(kernel, StreamPair.Unix);
        var error = Assert.Throws<SystemCallException>(() => Socket.Listen(pair.Target, 8, nonBlocking: true, reusePort: false));
        Assert.StartsWith($"bind({pair.Target}): EADDRINUSE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_of_no_known_family_is_named()
    {
        var error = Assert.Throws<SystemCallException>(() => Socket.Client(new DnsEndPoint("example.invalid", 80)));
        Assert.Equal(("socket", Errno.EAFNOSUPPORT), (error.Call, error.Errno));
        Assert.Contains("example.invalid", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.2")]
    [InlineData("::1", "::1")]
    public void Bind_gives_the_source_and_leaves_its_port_to_connect(string target, string source)
    {
        Assert.SkipUnless(Socket6 || !target.Contains(':'), "no IPv6 on the loopback of this machine");
        var unbound = Socket.Client(new IPEndPoint(IPAddress.Parse(target), 0));
        Socket.Bind(unbound, new IPEndPoint(IPAddress.Parse(source), 0));
        Assert.Equal(new IPEndPoint(IPAddress.Parse(source), 0), Socket.LocalEndPoint(unbound));
        Socket.Close(unbound);

        using var pair = StreamPair.Of(kernel, new IPEndPoint(IPAddress.Parse(target), 0), new IPEndPoint(IPAddress.Parse(source), 0));
        Assert.Equal(IPAddress.Parse(source), Socket.LocalEndPoint(pair.Client).Address);
        Assert.NotEqual(0, Socket.LocalEndPoint(pair.Client).Port);
    }

    [Fact]
    public void Bind_to_an_address_of_others_names_it()
    {
        var fd = Socket.Client(StreamPair.Ipv4);
        var error = Assert.Throws<SystemCallException>(() => Socket.Bind(fd, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0)));
        Socket.Close(fd);
        Assert.StartsWith("bind(192.0.2.1:0): EADDRNOTAVAIL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_to_an_address_of_another_family_is_refused()
    {
        var unix = Socket.Client(StreamPair.Unix);
        var tcp = Socket.Client(StreamPair.Ipv4);
        Assert.Throws<SystemCallException>(() => Socket.Bind(unix, StreamPair.Ipv4));
        Assert.Throws<SystemCallException>(() => Socket.Bind(tcp, StreamPair.Unix));
        Socket.Close(unix);
        Socket.Close(tcp);
    }

    [Theory]
    [InlineData("IPv4", true, Errno.ECONNRESET)]
    [InlineData("IPv4", false, Errno.None)]
    [InlineData("Unix", true, Errno.None)]
    public void ResetOnClose_lets_the_peer_see_a_reset_over_TCP(string family, bool reset, Errno seen)
    {
        using var pair = StreamPair.Of(kernel, Address(family));
        if (reset) Socket.ResetOnClose(pair.Client);
        pair.CloseClient();

        StreamPair.Await(kernel, pair.Server, Readiness.In);
        Assert.Equal(seen, kernel.Recv(pair.Server, new byte[1]).Errno);
    }

    [Fact]
    public void ResetOnClose_of_no_socket_is_told()
    {
        using var wake = new WakeEvent();
        var error = Assert.Throws<SystemCallException>(() => Socket.ResetOnClose(wake.Fd));
        Assert.StartsWith("setsockopt(SO_LINGER): ENOTSOCK", error.Message, StringComparison.Ordinal);
    }

    private static EndPoint Address(string family) => family switch
    {
        "IPv4" => StreamPair.Ipv4,
        "IPv6" => StreamPair.Ipv6,
        "Unix" => StreamPair.Unix,
        _ => new UnixDomainSocketEndPoint($"\0iobench-{Guid.NewGuid():N}"),
    };
}
