using System.Net;
using IoBench.Linux;

namespace IoBench.Load;

/// <summary>Opens many connections without blocking: some under way at a time, all within a limit. A server that is not there yet is waited for.</summary>
internal sealed class Connector : IDisposable
{
    // Under the backlog of any sane server, so that no SYN is dropped and sent again a second later.
    private const int AtOnce = 128;

    private const int RetryMs = 20;

    private readonly Kernel kernel;
    private readonly EndPoint target;
    private readonly byte[] address;
    private readonly EpollEvents events = new(AtOnce);
    private readonly HashSet<int> underWay = [];
    private readonly int epoll;
    private Errno refusal, lastRefusal;

    /// <param name="address">The target as connect(2) wants it.</param>
    internal Connector(Kernel kernel, EndPoint target, byte[] address)
    {
        this.kernel = kernel;
        this.target = target;
        this.address = address;
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
    }

    /// <summary>
    /// Fills <paramref name="connected"/> with connected, non-blocking descriptors. On failure those already there are left in it,
    /// and those under way are closed with this.
    /// </summary>
    /// <exception cref="LoadException">Unreachable, out of descriptors, or not all within <paramref name="seconds"/>.</exception>
    internal void Connect(int count, double seconds, HashSet<int> connected)
    {
        var deadlineNs = Clock.NowNs() + (long)(seconds * 1e9);
        while (connected.Count < count)
        {
            while (refusal == Errno.None && connected.Count + underWay.Count < count && underWay.Count < AtOnce) Begin(connected.Count + underWay.Count, count);
            var leftMs = (int)((deadlineNs - Clock.NowNs()) / 1_000_000);
            if (leftMs <= 0) throw OutOfTime(count, seconds, connected.Count);
            var ready = kernel.EpollWait(epoll, events, refusal == Errno.None ? leftMs : Math.Min(leftMs, RetryMs)).OrThrow("epoll_wait");
            refusal = Errno.None;
            for (var i = 0; i < ready; i++)
            {
                if (Finish(events.Fd(i))) connected.Add(events.Fd(i));
            }
        }
    }

    public void Dispose()
    {
        foreach (var fd in underWay) kernel.Close(fd);
        kernel.Close(epoll);
    }

    private void Begin(int index, int count)
    {
        int fd;
        try
        {
            fd = Socket.Client(target);
        }
        catch (SystemCallException e) when (e.Errno is Errno.EMFILE or Errno.ENFILE)
        {
            throw new LoadException($"no descriptor left for connection {index + 1} of {count} ({e.Errno}); raise ulimit -n or ask for fewer --connections");
        }
        underWay.Add(fd);
        var result = kernel.Connect(fd, address);
        if (result.Ok || result.Errno == Errno.EINPROGRESS) kernel.EpollAdd(epoll, fd, Readiness.Out, EpollMode.OneShot).OrThrow("epoll_ctl", fd);
        else Refused(fd, result.Errno);
    }

    private bool Finish(int fd)
    {
        var error = Socket.TakeError(fd);
        if (error != Errno.None)
        {
            Refused(fd, error);
            return false;
        }
        kernel.EpollRemove(epoll, fd).OrThrow("epoll_ctl", fd);
        underWay.Remove(fd);
        return true;
    }

    /// <summary>Not there yet, or its backlog is full (EAGAIN, of a Unix socket): tried again after a while.</summary>
    private void Refused(int fd, Errno error)
    {
        underWay.Remove(fd);
        kernel.Close(fd);
        if (error is not (Errno.ECONNREFUSED or Errno.ENOENT or Errno.EAGAIN)) throw Failure(error);
        refusal = error;
        lastRefusal = error;
    }

    private LoadException OutOfTime(int count, double seconds, int connected) => connected == 0 && lastRefusal is Errno.ECONNREFUSED or Errno.ENOENT
        ? Failure(lastRefusal)
        : new LoadException(FormattableString.Invariant($"{target} took only {connected} of {count} connections within {seconds:0.#} s; is it overloaded, or its backlog small?"));

    private LoadException Failure(Errno error) => new(error switch
    {
        Errno.ECONNREFUSED => $"connect {target}: ECONNREFUSED, nobody listens there; start the server, mend --target or wait longer (--connect-timeout)",
        Errno.ENOENT => $"connect {target}: ENOENT, there is no such socket; start the server or mend --target",
        Errno.EADDRNOTAVAIL => $"connect {target}: EADDRNOTAVAIL, no local port is left; wait for TIME_WAIT to pass or widen net.ipv4.ip_local_port_range",
        _ => $"connect {target}: {error.Describe()}",
    });
}
