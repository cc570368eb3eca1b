using System.Net;
using System.Net.Sockets;
using IoBench.Results;

namespace IoBench.Node.Tests;

/// <summary><c>--target</c> as users write it.</summary>
public sealed class TargetTests
{
    [Theory]
    [InlineData("127.0.0.1:{0}", "127.0.0.1:{0}")]
    [InlineData("localhost:{0}", "127.0.0.1:{0}")]
    public void Reaches_IPv4_by_number_and_by_name(string target, string told) => Reaches(new IPEndPoint(IPAddress.Loopback, 0), target, told);

    [Fact]
    public void Reaches_IPv6()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 && File.Exists("/proc/net/if_inet6") && File.ReadAllText("/proc/net/if_inet6").Length > 0, "no IPv6 on this machine");
        Reaches(new IPEndPoint(IPAddress.IPv6Loopback, 0), "[::1]:{0}", "[::1]:{0}");
    }

    [Fact]
    public void Reaches_a_Unix_socket()
    {
        var path = Path.Combine(Path.GetTempPath(), $"iobench-{Guid.NewGuid():N}");
        try
        {
            Reaches(new UnixDomainSocketEndPoint(path), $"unix:{path}", $"unix:{path}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("127.0.0.1:0", "'127.0.0.1:0' has no port")]
    [InlineData("::1", "'::1' has no port")]
    [InlineData("localhost", "'localhost' is not HOST:PORT such as 127.0.0.1:7, [::1]:7, localhost:7, or unix:/path")]
    [InlineData(":7", "':7' is not HOST:PORT such as 127.0.0.1:7, [::1]:7, localhost:7, or unix:/path")]
    [InlineData("a:b:c:d", "'a:b:c:d' is not HOST:PORT such as 127.0.0.1:7, [::1]:7, localhost:7, or unix:/path")]
    [InlineData("localhost:seven", "'seven' is no port from 1 to 65535")]
    [InlineData("localhost:65536", "'65536' is no port from 1 to 65535")]
    [InlineData("localhost:", "'' is no port from 1 to 65535")]
    [InlineData("unix:socket", "'socket' is no absolute path of a Unix socket")]
    [InlineData("unix:", "'' is no absolute path of a Unix socket")]
    public void Says_what_is_wrong_with_a_target(string target, string complaint)
    {
        using var node = new NodeProcess("load", "--target", target);
        Assert.Equal((2, "", $"iobench: load: --target: {complaint}\n"), node.End());
    }

    [Fact]
    public void Says_that_a_path_is_too_long()
    {
        var path = "/" + new string('x', 107);
        using var node = new NodeProcess("load", "--target", $"unix:{path}");
        Assert.Equal((2, "", $"iobench: load: --target: '{path}' is too long for a Unix socket (107 bytes)\n"), node.End());
    }

    [Fact]
    public void Says_that_a_name_cannot_be_resolved()
    {
        // RFC 6761: nothing is ever called so.
        using var node = new NodeProcess("load", "--target", "nowhere.invalid:7");
        var (exitCode, output, errors) = node.End();
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Matches(@"^iobench: load: --target: 'nowhere\.invalid' cannot be resolved \(\w+\)\n$", errors);
    }

    private static void Reaches(EndPoint bind, string target, string told)
    {
        using var listener = new Socket(bind.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(bind);
        listener.Listen(1);
        var echo = new Thread(() =>
        {
            using var peer = listener.Accept();
            var buffer = new byte[4096];
            for (int received; (received = peer.Receive(buffer)) > 0;) peer.Send(buffer, received, SocketFlags.None);
        }) { IsBackground = true };
        echo.Start();
        var port = (listener.LocalEndPoint as IPEndPoint)?.Port;
        using var load = new NodeProcess("load", "--target", string.Format(null, target, port), "--json", "--warmup", "0", "--duration", "0.3");
        load.Read(LineJson.Default.LoadWindow);
        var report = load.Read(LineJson.Default.LoadReport);
        load.End();

        Assert.Equal(string.Format(null, told, port), report.Target);
        Assert.True(report.Received > 0);
        Assert.Equal(0, report.Failed);
        Assert.True(echo.Join(5000));
    }
}
