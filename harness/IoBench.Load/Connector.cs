using System.Net;
using IoBench.Linux;

namespace IoBench.Load;

/// <summary>Opens many connections without blocking: some under way at a time, all within a limit.</summary>
internal sealed class Connector : IDisposable
{
    // Under the backlog of any sane server, so that no SYN is dropped and sent again a second later.
    private const int AtOnce = 128;

    private readonly Kernel kernel;
    private readonly IPEndPoint target;
    private readonly byte[] address;
    private readonly EpollEvents events = new(AtOnce);
    private readonly HashSet<int> underWay = [];
    private readonly int epoll;

    internal Connector(Kernel kernel, IPEndPoint target)
    {
        this.kernel = kernel;
        this.target = target;
        address = target.Serialize().Buffer.ToArray();
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
    }

    /// <summary>
    /// Fills <paramref name="connected"/> with connected, non-blocking descriptors. On failure those already there are left in it,
    /// and those under way are closed with this.
    /// </summary>
    /// <exception cref="LoadException">Refused, unreachable, out of descriptors, or not all within <paramref name="seconds"/>.</exception>
    internal void Connect(int count, double seconds, HashSet<int> connected)
    {
        var deadlineNs = Clock.NowNs() + (long)(seconds * 1e9);
        var begun = 0;
        while (connected.Count < count)
        {
            for (; begun < count && begun - connected.Count < AtOnce; begun++) Begin(begun, count);
            var leftMs = (deadlineNs - Clock.NowNs()) / 1_000_000;
            var ready = leftMs <= 0 ? 0 : kernel.EpollWait(epoll, events, (int)leftMs).OrThrow("epoll_wait");
            if (ready == 0) throw new LoadException($"{target} took only {connected.Count} of {count} connections within {seconds:0.#} s; is it overloaded, or its backlog small?");
            for (var i = 0; i < ready; i++) connected.Add(Finish(events.Fd(i)));
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
        if (!result.Ok && result.Errno != Errno.EINPROGRESS) throw Failure(result.Errno);
        kernel.EpollAdd(epoll, fd, Readiness.Out, EpollMode.OneShot).OrThrow("epoll_ctl", fd);
    }

    private int Finish(int fd)
    {
        var error = Socket.TakeError(fd);
        if (error != Errno.None) throw Failure(error);
        kernel.EpollRemove(epoll, fd).OrThrow("epoll_ctl", fd);
        underWay.Remove(fd);
        return fd;
    }

    private LoadException Failure(Errno error) => new(error switch
    {
        Errno.ECONNREFUSED => $"connect {target}: ECONNREFUSED, nobody listens there; start the server or mend --target",
        Errno.EADDRNOTAVAIL => $"connect {target}: EADDRNOTAVAIL, no local port is left; wait for TIME_WAIT to pass or widen net.ipv4.ip_local_port_range",
        _ => $"connect {target}: {error.Describe()}",
    });
}
