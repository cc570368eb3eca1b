using System.Net;
using System.Net.Sockets;

namespace IoBench.Linux;

/// <summary>Sockets before and beside the traffic: made, bound, asked. Nothing here is called in a measured loop.</summary>
public static unsafe class Socket
{
    /// <summary>
    /// A stream listener (IPv4, IPv6, Unix) with the options that every model gets. Accepted sockets inherit TCP_NODELAY from it
    /// (tcp(7)), so no model pays for setting it. The file of a Unix listener stays after it: whoever chose the path deletes it.
    /// </summary>
    /// <param name="reusePort">Several listeners share the port; the kernel spreads connections over them (SO_REUSEPORT). TCP only.</param>
    /// <exception cref="SystemCallException">The address is taken (EADDRINUSE), not ours (EADDRNOTAVAIL), forbidden (EACCES) or of no family that is known here (EAFNOSUPPORT).</exception>
    public static int Listen(EndPoint endpoint, int backlog, bool nonBlocking, bool reusePort)
    {
        var fd = Create(endpoint, nonBlocking);
        try
        {
            if (endpoint.AddressFamily != AddressFamily.Unix) SetOption(fd, Libc.SOL_SOCKET, Libc.SO_REUSEADDR, 1, "SO_REUSEADDR");
            if (reusePort) SetOption(fd, Libc.SOL_SOCKET, Libc.SO_REUSEPORT, 1, "SO_REUSEPORT");
            SendAtOnce(fd, endpoint);
            BindTo(fd, endpoint);
            IoResult.Of(Libc.listen(fd, backlog)).OrThrow("listen", endpoint.ToString());
            return fd;
        }
        catch
        {
            _ = Libc.close(fd);
            throw;
        }
    }

    /// <summary>A non-blocking stream socket of the target's family (IPv4, IPv6, Unix), over TCP with TCP_NODELAY, ready to connect.</summary>
    /// <exception cref="SystemCallException">No descriptor or memory is left (EMFILE, ENFILE, ENOMEM), or the family is none of these (EAFNOSUPPORT).</exception>
    public static int Client(EndPoint target)
    {
        var fd = Create(target, nonBlocking: true);
        SendAtOnce(fd, target);
        return fd;
    }

    /// <summary>
    /// Gives a client its source address before it connects (bind(2)). With port 0 the port is chosen by connect(2), not here
    /// (IP_BIND_ADDRESS_NO_PORT): each target then has all ports of the source to itself, and bind does not search for a free one.
    /// </summary>
    /// <exception cref="SystemCallException">The address is not ours (EADDRNOTAVAIL), taken (EADDRINUSE) or of another family than the socket (EINVAL, EAFNOSUPPORT, EOPNOTSUPP).</exception>
    public static void Bind(int fd, EndPoint source)
    {
        if (source is IPEndPoint { Port: 0 }) SetOption(fd, Libc.IPPROTO_IP, Libc.IP_BIND_ADDRESS_NO_PORT, 1, "IP_BIND_ADDRESS_NO_PORT");
        BindTo(fd, source);
    }

    /// <summary>A Unix datagram socket that nobody sends to: one descriptor to be watched, at the least price (unix(7)). Non-blocking.</summary>
    /// <exception cref="SystemCallException">No descriptor is left (EMFILE, ENFILE).</exception>
    public static int Datagram() => IoResult.Of(Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK, 0)).OrThrow("socket");

    /// <summary>Two such sockets that are connected (socketpair(2)): what one sends the other receives, without a network between them.</summary>
    /// <exception cref="SystemCallException">No descriptor is left (EMFILE, ENFILE).</exception>
    public static (int Near, int Far) DatagramPair()
    {
        var ends = stackalloc int[2];
        IoResult.Of(Libc.socketpair(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK, 0, ends)).OrThrow("socketpair");
        return (ends[0], ends[1]);
    }

    /// <summary>Where a TCP socket is bound: tells the port that the kernel chose for port 0.</summary>
    public static IPEndPoint LocalEndPoint(int fd)
    {
        var address = new SocketAddress(AddressFamily.InterNetworkV6);
        var length = (uint)address.Size;
        fixed (byte* start = address.Buffer.Span)
        {
            IoResult.Of(Libc.getsockname(fd, start, &length)).OrThrow("getsockname", fd);
        }
        address.Size = (int)length;
        var any = address.Family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        return (IPEndPoint)new IPEndPoint(any, 0).Create(address);
    }

    /// <summary>Ends all that waits on a socket, in whatever thread: an accept(2) with EINVAL, a read with 0. Errors tell nothing new and are not told.</summary>
    public static void Shutdown(int fd) => _ = Libc.shutdown(fd, Libc.SHUT_RDWR);

    /// <summary>
    /// From here on close(2) resets the connection instead of ending it (SO_LINGER with no time): what is unsent is thrown away, the
    /// peer reads ECONNRESET, and no TIME_WAIT keeps the port. A Unix socket takes it without effect.
    /// </summary>
    /// <exception cref="SystemCallException">Not an open socket (EBADF, ENOTSOCK).</exception>
    public static void ResetOnClose(int fd)
    {
        var linger = new Linger { On = 1, Seconds = 0 };
        IoResult.Of(Libc.setsockopt(fd, Libc.SOL_SOCKET, Libc.SO_LINGER, &linger, (uint)sizeof(Linger))).OrThrow("setsockopt", "SO_LINGER");
    }

    /// <summary>Whether calls on a descriptor wait, or answer EAGAIN (fcntl(2), O_NONBLOCK). Other flags of the file are cleared.</summary>
    /// <exception cref="SystemCallException">Not an open descriptor (EBADF).</exception>
    public static void SetBlocking(int fd, bool blocking) =>
        IoResult.Of(Libc.fcntl(fd, Libc.F_SETFL, blocking ? 0 : Libc.O_NONBLOCK)).OrThrow("fcntl", fd);

    public static void Close(int fd) => _ = Libc.close(fd);

    /// <summary>Takes the pending error of a socket (SO_ERROR): how a non-blocking connect ended.</summary>
    public static Errno TakeError(int fd) => (Errno)GetOption(fd, Libc.SOL_SOCKET, Libc.SO_ERROR);

    /// <summary>The options that bear on a measurement. What a family does not know (TCP_NODELAY of a Unix socket) is off.</summary>
    public static SocketOptions Options(int fd) => new(
        NoDelay: GetOption(fd, Libc.IPPROTO_TCP, Libc.TCP_NODELAY) > 0,
        SendBufferBytes: GetOption(fd, Libc.SOL_SOCKET, Libc.SO_SNDBUF),
        ReceiveBufferBytes: GetOption(fd, Libc.SOL_SOCKET, Libc.SO_RCVBUF),
        KeepAlive: GetOption(fd, Libc.SOL_SOCKET, Libc.SO_KEEPALIVE) > 0);

    private static int Create(EndPoint endpoint, bool nonBlocking)
    {
        var domain = endpoint.AddressFamily switch
        {
            AddressFamily.InterNetwork => Libc.AF_INET,
            AddressFamily.InterNetworkV6 => Libc.AF_INET6,
            AddressFamily.Unix => Libc.AF_UNIX,
            _ => throw new SystemCallException("socket", Errno.EAFNOSUPPORT, endpoint.ToString()),
        };
        var type = Libc.SOCK_STREAM | Libc.SOCK_CLOEXEC | (nonBlocking ? Libc.SOCK_NONBLOCK : 0);
        return IoResult.Of(Libc.socket(domain, type, 0)).OrThrow("socket");
    }

    /// <summary>Turns Nagle's algorithm off; a Unix socket has none.</summary>
    private static void SendAtOnce(int fd, EndPoint endpoint)
    {
        if (endpoint.AddressFamily != AddressFamily.Unix) SetOption(fd, Libc.IPPROTO_TCP, Libc.TCP_NODELAY, 1, "TCP_NODELAY");
    }

    private static void BindTo(int fd, EndPoint endpoint)
    {
        var address = endpoint.Serialize();
        fixed (byte* start = address.Buffer.Span)
        {
            IoResult.Of(Libc.bind(fd, start, (uint)address.Size)).OrThrow("bind", endpoint.ToString());
        }
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
