using System.Net;

namespace IoBench.Linux;

/// <summary>Sockets before and beside the traffic: made, bound, asked. Nothing here is called in a measured loop.</summary>
public static unsafe class Socket
{
    /// <summary>A TCP listener with the options that every model gets. Accepted sockets inherit TCP_NODELAY from it (tcp(7)), so no model pays for setting it.</summary>
    /// <param name="reusePort">Several listeners share the port; the kernel spreads connections over them (SO_REUSEPORT).</param>
    /// <exception cref="SystemCallException">The address is taken (EADDRINUSE), not ours (EADDRNOTAVAIL) or forbidden (EACCES).</exception>
    public static int Listen(IPEndPoint endpoint, int backlog, bool nonBlocking, bool reusePort)
    {
        var fd = Create(endpoint, nonBlocking);
        try
        {
            SetOption(fd, Libc.SOL_SOCKET, Libc.SO_REUSEADDR, 1, "SO_REUSEADDR");
            if (reusePort) SetOption(fd, Libc.SOL_SOCKET, Libc.SO_REUSEPORT, 1, "SO_REUSEPORT");
            SetOption(fd, Libc.IPPROTO_TCP, Libc.TCP_NODELAY, 1, "TCP_NODELAY");
            var address = endpoint.Serialize();
            fixed (byte* start = address.Buffer.Span)
            {
                IoResult.Of(Libc.bind(fd, start, (uint)address.Size)).OrThrow("bind", endpoint.ToString());
            }
            IoResult.Of(Libc.listen(fd, backlog)).OrThrow("listen", endpoint.ToString());
            return fd;
        }
        catch
        {
            _ = Libc.close(fd);
            throw;
        }
    }

    /// <summary>A non-blocking TCP socket with TCP_NODELAY, ready to connect.</summary>
    /// <exception cref="SystemCallException">No descriptor or memory is left.</exception>
    public static int Client(IPEndPoint target)
    {
        var fd = Create(target, nonBlocking: true);
        SetOption(fd, Libc.IPPROTO_TCP, Libc.TCP_NODELAY, 1, "TCP_NODELAY");
        return fd;
    }

    /// <summary>Where a socket is bound: tells the port that the kernel chose for port 0.</summary>
    public static IPEndPoint LocalEndPoint(int fd)
    {
        var address = new SocketAddress(System.Net.Sockets.AddressFamily.InterNetworkV6);
        var length = (uint)address.Size;
        fixed (byte* start = address.Buffer.Span)
        {
            IoResult.Of(Libc.getsockname(fd, start, &length)).OrThrow("getsockname", fd);
        }
        address.Size = (int)length;
        var any = address.Family == System.Net.Sockets.AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        return (IPEndPoint)new IPEndPoint(any, 0).Create(address);
    }

    /// <summary>Ends all that waits on a socket, in whatever thread: an accept(2) with EINVAL, a read with 0. Errors tell nothing new and are not told.</summary>
    public static void Shutdown(int fd) => _ = Libc.shutdown(fd, Libc.SHUT_RDWR);

    public static void Close(int fd) => _ = Libc.close(fd);

    /// <summary>Takes the pending error of a socket (SO_ERROR): how a non-blocking connect ended.</summary>
    public static Errno TakeError(int fd) => (Errno)GetOption(fd, Libc.SOL_SOCKET, Libc.SO_ERROR);

    public static SocketOptions Options(int fd) => new(
        NoDelay: GetOption(fd, Libc.IPPROTO_TCP, Libc.TCP_NODELAY) != 0,
        SendBufferBytes: GetOption(fd, Libc.SOL_SOCKET, Libc.SO_SNDBUF),
        ReceiveBufferBytes: GetOption(fd, Libc.SOL_SOCKET, Libc.SO_RCVBUF),
        KeepAlive: GetOption(fd, Libc.SOL_SOCKET, Libc.SO_KEEPALIVE) != 0);

    private static int Create(IPEndPoint endpoint, bool nonBlocking)
    {
        var domain = endpoint.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? Libc.AF_INET : Libc.AF_INET6;
        var type = Libc.SOCK_STREAM | Libc.SOCK_CLOEXEC | (nonBlocking ? Libc.SOCK_NONBLOCK : 0);
        return IoResult.Of(Libc.socket(domain, type, 0)).OrThrow("socket");
    }

    private static void SetOption(int fd, int level, int option, int value, string name) =>
        IoResult.Of(Libc.setsockopt(fd, level, option, &value, sizeof(int))).OrThrow("setsockopt", name);

    private static int GetOption(int fd, int level, int option)
    {
        int value;
        uint length = sizeof(int);
        return IoResult.Of(Libc.getsockopt(fd, level, option, &value, &length)).Ok ? value : -1;
    }
}

/// <summary>Options of a connected socket as getsockopt(2) tells them.</summary>
public sealed record SocketOptions(bool NoDelay, int SendBufferBytes, int ReceiveBufferBytes, bool KeepAlive);
