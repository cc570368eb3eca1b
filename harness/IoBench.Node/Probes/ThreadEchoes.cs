using IoBench.Linux;
using IoBench.Results.Kernels;

namespace IoBench.Node.Probes;

/// <summary>
/// Echoes between two threads on one CPU. The one that asks sends and waits in recv; the other waits in the call that is looked at,
/// receives and sends back: two wake-ups and two switches each, and they differ by that one call.
/// </summary>
internal static class ThreadEchoes
{
    private const int MessageBytes = 64;

    // A message that begins with it is the last.
    private const byte Last = 1;

    internal static void Measure(CallWatch watch)
    {
        Echo(watch, "recv", blocking: true, static (_, _) => static () => { });
        Echo(watch, "select", blocking: false, static (kernel, fd) =>
        {
            var readable = new DescriptorSet();
            return () =>
            {
                readable.Add(fd);
                kernel.Select(fd + 1, readable, null);
            };
        });
        Echo(watch, "poll", blocking: false, static (kernel, fd) => () =>
        {
            var wanted = new PollFd { Fd = fd, Events = Readiness.In };
            kernel.Poll(ref wanted, Kernel.Forever);
        });
        Echo(watch, "epoll_wait", blocking: false, static (kernel, fd) =>
        {
            var (set, events) = (kernel.EpollCreate().OrThrow("epoll_create1"), new EpollEvents(16));
            kernel.EpollAdd(set, fd, Readiness.In).OrThrow("epoll_ctl", fd);
            return () => kernel.EpollWait(set, events);
        });
        Echo(watch, "sigtimedwait", blocking: false, static (kernel, fd) => new SignalledPair(kernel, fd).Await);
        if (Ring.WhyUnavailable() is { } reason)
        {
            watch.Skip(CallCosts.ThreadEcho("io_uring_enter"), reason);
            return;
        }
        Echo(watch, "io_uring_enter", blocking: false, static (kernel, fd) =>
        {
            var ring = Ring.Create(kernel, 8, 16);
            return () =>
            {
                ring.PollReadable(fd, 1);
                ring.SubmitAndWait();
                ring.Take();
            };
        });
    }

    /// <param name="prepare">Runs in the other thread, and gives how it waits there.</param>
    private static void Echo(CallWatch watch, string wait, bool blocking, Func<Kernel, int, Action> prepare)
    {
        using var pair = new Pair(blockingListener: false);
        pair.Connect(blockingCaller: true);
        IoBench.Linux.Socket.SetBlocking(pair.Accepted, blocking);
        using var ready = new ManualResetEventSlim();
        var other = new Thread(() => Answer(pair.Accepted, prepare, ready)) { IsBackground = true };
        other.Start();
        ready.Wait();
        var kernel = new Kernel();
        var (message, buffer) = (new byte[MessageBytes], new byte[1 << 12]);
        watch.Take(CallCosts.ThreadEcho(wait), () =>
        {
            kernel.Send(pair.Caller, message);
            kernel.Recv(pair.Caller, buffer);
        });
        message[0] = Last;
        kernel.Send(pair.Caller, message);
        other.Join();
    }

    private static void Answer(int fd, Func<Kernel, int, Action> prepare, ManualResetEventSlim ready)
    {
        var kernel = new Kernel();
        var buffer = new byte[1 << 12];
        var wait = prepare(kernel, fd);
        ready.Set();
        while (true)
        {
            wait();
            var received = kernel.Recv(fd, buffer);
            // A signal may be older than what was read.
            if (received.WouldBlock) continue;
            if (!received.Ok || received.Value == 0 || buffer[0] == Last) return;
            kernel.Send(fd, buffer.AsSpan(0, received.Value));
        }
    }
}
