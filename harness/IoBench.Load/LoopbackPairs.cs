using System.Net;
using IoBench.Linux;

namespace IoBench.Load;

/// <summary>Connections over loopback of which both ends are here: non-blocking, with the options of every client and server.</summary>
internal sealed class LoopbackPairs : IDisposable
{
    private readonly Kernel kernel;
    private int count;

    /// <summary>Connects one after the other, so that each that is accepted belongs to the one that was begun.</summary>
    /// <exception cref="LoadException">Out of descriptors or ports, or not all within <paramref name="seconds"/>.</exception>
    internal LoopbackPairs(Kernel kernel, int connections, double seconds)
    {
        this.kernel = kernel;
        Near = new int[connections];
        Far = new int[connections];
        var deadlineNs = Clock.NowNs() + (long)(seconds * 1e9);
        var listener = -1;
        try
        {
            listener = Socket.Listen(new IPEndPoint(IPAddress.Loopback, 0), backlog: 16, nonBlocking: true, reusePort: false);
            var target = Socket.LocalEndPoint(listener);
            var address = target.Serialize().Buffer.ToArray();
            for (; count < connections; count++) Connect(listener, target, address, deadlineNs, seconds);
        }
        catch (SystemCallException e)
        {
            Dispose();
            throw new LoadException($"floor: connection {count + 1} of {connections}: {e.Message}{Mend(e.Errno)}");
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            if (listener >= 0) kernel.Close(listener);
        }
    }

    /// <summary>The ends that connected.</summary>
    internal int[] Near { get; }

    /// <summary>The ends that were accepted; those of one connection have one index.</summary>
    internal int[] Far { get; }

    public void Dispose()
    {
        for (var i = 0; i < count; i++)
        {
            kernel.Close(Near[i]);
            kernel.Close(Far[i]);
        }
        count = 0;
    }

    private void Connect(int listener, IPEndPoint target, byte[] address, long deadlineNs, double seconds)
    {
        var near = Socket.Client(target);
        try
        {
            var begun = kernel.Connect(near, address);
            if (!begun.Ok && begun.Errno != Errno.EINPROGRESS) begun.OrThrow("connect", target.ToString());
            var pending = new PollFd { Fd = listener, Events = Readiness.In };
            var leftMs = Math.Max(0, (deadlineNs - Clock.NowNs()) / 1_000_000);
            if (kernel.Poll(ref pending, (int)leftMs).OrThrow("poll", listener) == 0)
            {
                throw new LoadException(FormattableString.Invariant($"floor: only {count} of {Near.Length} connections stood within {seconds:0.###} s; is the machine overloaded?"));
            }
            Far[count] = kernel.Accept(listener, nonBlocking: true).OrThrow("accept4", listener);
            Near[count] = near;
        }
        catch
        {
            kernel.Close(near);
            throw;
        }
    }

    private static string Mend(Errno errno) => errno switch
    {
        Errno.EMFILE or Errno.ENFILE => "; a connection takes two here: raise ulimit -n or ask for fewer --connections",
        Errno.EADDRNOTAVAIL => "; no local port is left: wait for TIME_WAIT to pass or widen net.ipv4.ip_local_port_range",
        _ => "",
    };
}
