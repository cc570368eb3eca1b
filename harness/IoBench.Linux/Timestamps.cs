namespace IoBench.Linux;

/// <summary>
/// When the kernel itself handed bytes to the network device and took them from it (SO_TIMESTAMPING, software stamps, in
/// CLOCK_REALTIME): what a client's own clock readings around send and recv add to a latency can be told from them.
/// </summary>
/// <remarks>
/// What it costs, and whom:
/// <list type="bullet">
/// <item>Receive stamps are turned on for the whole machine with the first socket that asks: every packet is stamped, the server's
/// too (about 0.13 us of 6.7 us for a send and its recv).</item>
/// <item>A worker of the kernel turns them on, perhaps after <see cref="Enable"/> has returned: the first receives may bring none.</item>
/// <item>A transmit stamp waits in the socket's error queue until <see cref="Kernel.TakeTransmitStamp"/> takes it. As long as one
/// waits, poll(2) and epoll(7) report <see cref="Readiness.Error"/>, asked or not: level-triggered, a loop that does not drain it
/// spins, and it must not take the report for a broken connection (<see cref="Socket.TakeError"/> tells). Stamps that nobody takes
/// fill the receive buffer (SO_RCVBUF: 157 stamps in 128 KiB); then further ones are lost.</item>
/// <item>A receive of a ring is not disturbed by a stamp that waits, but brings no receive stamp either.</item>
/// </list>
/// </remarks>
public static unsafe class Timestamps
{
    private const int Wanted = Libc.SOF_TIMESTAMPING_SOFTWARE | Libc.SOF_TIMESTAMPING_RX_SOFTWARE | Libc.SOF_TIMESTAMPING_TX_SOFTWARE
        | Libc.SOF_TIMESTAMPING_OPT_ID | Libc.SOF_TIMESTAMPING_OPT_TSONLY;

    /// <summary>Asks for both stamps on a connected TCP socket that has nothing on its way; bytes are numbered from here.</summary>
    /// <returns>EINVAL: not connected yet. EOPNOTSUPP: no TCP/IP socket (Unix sockets take the option, and never stamp anything).</returns>
    public static IoResult Enable(int fd)
    {
        int domain;
        uint length = sizeof(int);
        var known = IoResult.Of(Libc.getsockopt(fd, Libc.SOL_SOCKET, Libc.SO_DOMAIN, &domain, &length));
        if (!known.Ok) return known;
        if (domain is not (Libc.AF_INET or Libc.AF_INET6)) return IoResult.Failed(Errno.EOPNOTSUPP);
        // Without OPT_ID_TCP (Linux 6.2) bytes are numbered from the first unacknowledged one: the same when none is.
        var result = Set(fd, Wanted | Libc.SOF_TIMESTAMPING_OPT_ID_TCP);
        return result.Errno == Errno.EINVAL ? Set(fd, Wanted) : result;
    }

    /// <summary>Asks for no more stamps; those that wait in the error queue stay there.</summary>
    public static IoResult Disable(int fd) => Set(fd, 0);

    private static IoResult Set(int fd, int flags) =>
        IoResult.Of(Libc.setsockopt(fd, Libc.SOL_SOCKET, Libc.SO_TIMESTAMPING, &flags, sizeof(int)));
}
