using System.Net;
using IoBench.Linux;

namespace IoBench.VerifyLoad.Theory;

/// <summary>
/// One thread that answers all connections in the order of arrival, each at the time that a rule gives for it. The rule counts on a
/// clock of its own: a service of a millisecond is over after a millisecond, whatever else the machine does meanwhile.
/// </summary>
internal sealed class ScheduledServer : IDisposable
{
    internal const int MessageBytes = 64;

    private const int Backlog = 4096, Slots = 1 << 16, LookMs = 100;

    // A CPU that halted takes some 50 us to come back: awake before the time.
    private const long SpinNs = 100_000;

    private readonly Kernel kernel = new();
    private readonly Func<long, long> departureNs;
    private readonly int listener, epoll;
    private readonly int? cpu;
    private readonly WakeTimer timer = new();
    private readonly HashSet<int> peers = [];
    private readonly EpollEvents events = new(512);
    private readonly byte[] buffer = new byte[64 * MessageBytes];
    private readonly byte[] messages = new byte[Slots * MessageBytes];
    private readonly (int Fd, long DueNs)[] due = new (int, long)[Slots];
    private readonly Thread thread;
    private long arrived, left;
    private volatile bool over;

    /// <param name="departureNs">From the time at which a message was read to the time at which its answer is to be sent; never earlier than that of the message before.</param>
    /// <param name="cpu">Its own, on which it never sleeps: one that halted comes back after 50 to 250 us, the later the longer it was idle. Null where it has none.</param>
    internal ScheduledServer(Func<long, long> departureNs, int? cpu)
    {
        this.departureNs = departureNs;
        this.cpu = cpu;
        listener = Socket.Listen(new IPEndPoint(IPAddress.Loopback, 0), Backlog, nonBlocking: true, reusePort: false);
        EndPoint = Socket.LocalEndPoint(listener);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, listener, Readiness.In).OrThrow("epoll_ctl", listener);
        kernel.EpollAdd(epoll, timer.Fd, Readiness.In).OrThrow("epoll_ctl", timer.Fd);
        thread = new Thread(Serve) { IsBackground = true, Name = "scheduled server" };
        thread.Start();
    }

    internal IPEndPoint EndPoint { get; }

    public void Dispose()
    {
        over = true;
        thread.Join();
        foreach (var fd in peers) kernel.Close(fd);
        kernel.Close(listener);
        kernel.Close(epoll);
        timer.Dispose();
    }

    private void Serve()
    {
        if (cpu is { } own) CpuSet.PinThread(own);
        while (!over)
        {
            while (left < arrived && due[left % Slots].DueNs <= Clock.NowNs()) Answer();
            var awake = cpu is not null;
            if (!awake && left < arrived)
            {
                var atNs = due[left % Slots].DueNs;
                awake = atNs - Clock.NowNs() <= SpinNs;
                if (!awake) timer.Set(atNs - SpinNs);
            }
            var count = kernel.EpollWait(epoll, events, awake ? 0 : LookMs).OrThrow("epoll_wait");
            var nowNs = Clock.NowNs();
            for (var i = 0; i < count; i++)
            {
                var fd = events.Fd(i);
                if (fd == timer.Fd) timer.Clear();
                else if (fd == listener) Accept();
                else Read(fd, nowNs);
            }
        }
    }

    private void Accept()
    {
        for (IoResult accepted; (accepted = kernel.Accept(listener, nonBlocking: true)).Ok;)
        {
            peers.Add(accepted.Value);
            kernel.EpollAdd(epoll, accepted.Value, Readiness.In).OrThrow("epoll_ctl", accepted.Value);
        }
    }

    private void Read(int fd, long nowNs)
    {
        var received = kernel.Recv(fd, buffer);
        if (received.WouldBlock) return;
        if (!received.Ok || received.Value == 0)
        {
            peers.Remove(fd);
            kernel.Close(fd);
            return;
        }
        // The messages are sent whole, and are smaller than what the kernel would ever cut.
        if (received.Value % MessageBytes != 0) throw new InvalidOperationException($"{received.Value} bytes are no whole messages of {MessageBytes}");
        for (var at = 0; at < received.Value; at += MessageBytes)
        {
            if (arrived - left == Slots) throw new InvalidOperationException($"more than {Slots} messages wait");
            var slot = (int)(arrived++ % Slots);
            due[slot] = (fd, departureNs(nowNs));
            buffer.AsSpan(at, MessageBytes).CopyTo(messages.AsSpan(slot * MessageBytes));
        }
    }

    private void Answer()
    {
        var slot = (int)(left++ % Slots);
        if (peers.Contains(due[slot].Fd)) kernel.Send(due[slot].Fd, messages.AsSpan(slot * MessageBytes, MessageBytes));
    }
}
