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
            Count(Call.accept4);
            result = IoResult.Of(Libc.accept4(listener, null, null, flags));
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
                Count(Call.recv);
                result = IoResult.Of(Libc.recv(fd, start, (nuint)buffer.Length, 0));
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
                Count(Call.send);
                result = IoResult.Of(Libc.send(fd, start, (nuint)bytes.Length, Libc.MSG_NOSIGNAL));
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
        Count(Call.connect);
        fixed (byte* start = address) return IoResult.Of(Libc.connect(fd, start, (uint)address.Length));
    }

    /// <summary>
    /// From here on no recv(2) and no send(2) of a blocking socket waits longer than <paramref name="timeoutMs"/>: it fails with EAGAIN
    /// instead (SO_RCVTIMEO, SO_SNDTIMEO). The kernel counts in its own ticks, of 1 to 10 ms, and rounds up.
    /// </summary>
    public IoResult LimitWaits(int fd, int timeoutMs)
    {
        var limit = new Timeval { Seconds = timeoutMs / 1000, Microseconds = timeoutMs % 1000 * 1000 };
        Count(Call.setsockopt);
        var result = IoResult.Of(Libc.setsockopt(fd, Libc.SOL_SOCKET, Libc.SO_RCVTIMEO, &limit, (uint)sizeof(Timeval)));
        if (!result.Ok) return result;
        Count(Call.setsockopt);
        return IoResult.Of(Libc.setsockopt(fd, Libc.SOL_SOCKET, Libc.SO_SNDTIMEO, &limit, (uint)sizeof(Timeval)));
    }

    /// <summary>shutdown(2) of both sides: ends reads that wait in other threads, which close(2) does not.</summary>
    public IoResult ShutdownBoth(int fd)
    {
        Count(Call.shutdown);
        return IoResult.Of(Libc.shutdown(fd, Libc.SHUT_RDWR));
    }

    /// <summary>shutdown(2) of the sending side: the peer reads what was sent, then the end.</summary>
    public IoResult ShutdownSend(int fd)
    {
        Count(Call.shutdown);
        return IoResult.Of(Libc.shutdown(fd, Libc.SHUT_WR));
    }

    /// <summary>close(2). Its result is of no use to anyone: the descriptor is gone either way.</summary>
    public void Close(int fd)
    {
        Count(Call.close);
        _ = Libc.close(fd);
    }
}
