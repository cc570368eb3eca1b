namespace IoBench.Linux;

public sealed unsafe partial class Kernel
{
    /// <summary>accept4(2): the next connection of a listener.</summary>
    public IoResult Accept(int listener, bool nonBlocking)
    {
        var flags = Libc.SOCK_CLOEXEC | (nonBlocking ? Libc.SOCK_NONBLOCK : 0);
        IoResult result;
        do
        {
            var entered = Enter(Call.accept4);
            result = Leave(Call.accept4, listener, entered, Libc.accept4(listener, null, null, flags));
        }
        while (result.Errno == Errno.EINTR);
        return result;
    }

    /// <summary>recv(2): at most <paramref name="buffer"/>.Length bytes; 0 when the peer has ended its side.</summary>
    public IoResult Recv(int fd, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            IoResult result;
            do
            {
                var entered = Enter(Call.recv);
                result = Leave(Call.recv, fd, entered, Libc.recv(fd, start, (nuint)buffer.Length, 0));
            }
            while (result.Errno == Errno.EINTR);
            return result;
        }
    }

    /// <summary>send(2) without SIGPIPE: what the socket takes at once, which may be less than <paramref name="bytes"/>.</summary>
    public IoResult Send(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            IoResult result;
            do
            {
                var entered = Enter(Call.send);
                result = Leave(Call.send, fd, entered, Libc.send(fd, start, (nuint)bytes.Length, Libc.MSG_NOSIGNAL));
            }
            while (result.Errno == Errno.EINTR);
            return result;
        }
    }

    /// <summary>
    /// connect(2) of a non-blocking socket. Over TCP EINPROGRESS is the usual answer; a Unix socket is connected at once, or not at
    /// all: EAGAIN when the listener's backlog is full, and no event tells when to try again.
    /// </summary>
    /// <param name="address">The target as <c>EndPoint.Serialize()</c> writes it: <c>Buffer.Span[..Size]</c>.</param>
    public IoResult Connect(int fd, ReadOnlySpan<byte> address)
    {
        fixed (byte* start = address)
        {
            var entered = Enter(Call.connect);
            return Leave(Call.connect, fd, entered, Libc.connect(fd, start, (uint)address.Length));
        }
    }

    /// <summary>
    /// From here on no recv(2) and no send(2) of a blocking socket waits longer than <paramref name="timeoutMs"/>: it fails with EAGAIN
    /// instead (SO_RCVTIMEO, SO_SNDTIMEO). The kernel counts in its own ticks, of 1 to 10 ms, and rounds up.
    /// </summary>
    public IoResult LimitWaits(int fd, int timeoutMs)
    {
        var limit = new Timeval { Seconds = timeoutMs / 1000, Microseconds = timeoutMs % 1000 * 1000 };
        var entered = Enter(Call.setsockopt);
        var result = Leave(Call.setsockopt, fd, entered, Libc.setsockopt(fd, Libc.SOL_SOCKET, Libc.SO_RCVTIMEO, &limit, (uint)sizeof(Timeval)));
        if (!result.Ok) return result;
        entered = Enter(Call.setsockopt);
        return Leave(Call.setsockopt, fd, entered, Libc.setsockopt(fd, Libc.SOL_SOCKET, Libc.SO_SNDTIMEO, &limit, (uint)sizeof(Timeval)));
    }

    /// <summary>shutdown(2) of both sides: ends reads that wait in other threads, which close(2) does not.</summary>
    public IoResult ShutdownBoth(int fd)
    {
        var entered = Enter(Call.shutdown);
        return Leave(Call.shutdown, fd, entered, Libc.shutdown(fd, Libc.SHUT_RDWR));
    }

    /// <summary>shutdown(2) of the sending side: the peer reads what was sent, then the end.</summary>
    public IoResult ShutdownSend(int fd)
    {
        var entered = Enter(Call.shutdown);
        return Leave(Call.shutdown, fd, entered, Libc.shutdown(fd, Libc.SHUT_WR));
    }

    /// <summary>close(2). Its result is of no use to anyone: the descriptor is gone either way.</summary>
    public void Close(int fd)
    {
        var entered = Enter(Call.close);
        _ = Leave(Call.close, fd, entered, Libc.close(fd));
    }
}
