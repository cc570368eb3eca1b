using IoBench.Linux;

namespace IoBench.Node.Probes;

/// <summary>
/// Calls of one thread on a connection of which it has both ends: nobody sleeps, nobody is woken. Every message is answered before the
/// next is sent, as in an echo: else each receive would send an acknowledgement of its own, five times as dear as itself.
/// </summary>
internal static class SingleCalls
{
    private const int MessageBytes = 64;

    private static readonly byte[] Message = GC.AllocateArray<byte>(MessageBytes, pinned: true);
    private static readonly byte[] Buffer = GC.AllocateArray<byte>(1 << 12, pinned: true);

    internal static void Measure(CallWatch watch)
    {
        using var pair = new Pair(blockingListener: false);
        pair.Connect(blockingCaller: false);
        IoBench.Linux.Socket.SetBlocking(pair.Accepted, blocking: false);
        var kernel = new Kernel();
        Action send = () => kernel.Send(pair.Caller, Message), recv = () => kernel.Recv(pair.Accepted, Buffer);
        Action answer = () =>
        {
            kernel.Send(pair.Accepted, Message);
            kernel.Recv(pair.Caller, Buffer);
        };
        Action receiveAndAnswer = recv + answer;
        watch.Take("recv, nothing there", recv);
        watch.Take("recv, a message there", recv, before: send, after: answer);
        watch.Take("send, nobody looks", send, after: receiveAndAnswer);
        Multiplexing(watch, kernel, pair, send, receiveAndAnswer);
        var word = new int[1];
        watch.Take("futex wake, nobody waits", () => kernel.FutexWake(ref word[0], 1));
        InRing(watch, kernel, pair, send, answer, receiveAndAnswer);
        // Last: a descriptor stays armed.
        Signals(watch, kernel, pair, send, receiveAndAnswer);
    }

    private static void Multiplexing(CallWatch watch, Kernel kernel, Pair pair, Action send, Action finish)
    {
        var readable = new DescriptorSet();
        Action select = () =>
        {
            readable.Add(pair.Accepted);
            kernel.Select(pair.Accepted + 1, readable, null, timeoutMs: 0);
        };
        Action poll = () =>
        {
            var fd = new PollFd { Fd = pair.Accepted, Events = Readiness.In };
            kernel.Poll(ref fd, timeoutMs: 0);
        };
        var (set, events) = (pair.Keep(kernel.EpollCreate().OrThrow("epoll_create1")), new EpollEvents(16));
        Action epoll = () => kernel.EpollWait(set, events, timeoutMs: 0);
        foreach (var (name, wait) in ((string, Action)[])[("select", select), ("poll", poll)])
        {
            watch.Take($"{name}, nothing ready", wait);
            watch.Take($"{name}, one ready", wait, before: send, after: finish);
        }
        kernel.EpollAdd(set, pair.Accepted, Readiness.In).OrThrow("epoll_ctl", pair.Accepted);
        watch.Take("epoll_wait, nothing ready", epoll);
        watch.Take("epoll_wait, one ready", epoll, before: send, after: finish);
        watch.Take("send, an epoll set looks", send, after: finish);
        kernel.EpollRemove(set, pair.Accepted).OrThrow("epoll_ctl", pair.Accepted);
    }

    private static void InRing(CallWatch watch, Kernel kernel, Pair pair, Action send, Action answer, Action finish)
    {
        const string Empty = "io_uring_enter, nothing to do";
        if (Ring.WhyUnavailable() is { } reason)
        {
            watch.Skip(Empty, reason);
            return;
        }
        using var ring = Ring.Create(kernel, 8, 16);
        watch.Take(Empty, () => ring.Submit());
        watch.Take("io_uring_enter, recv of a message there", () =>
        {
            ring.RecvPinned(pair.Accepted, Buffer, 1);
            ring.SubmitAndWait();
            ring.Take();
        }, before: send, after: answer);
        watch.Take("io_uring_enter, send", () =>
        {
            ring.SendPinned(pair.Caller, Message, 1, quietOnSuccess: false);
            ring.SubmitAndWait();
            ring.Take();
        }, after: finish);
    }

    private static void Signals(CallWatch watch, Kernel kernel, Pair pair, Action send, Action finish)
    {
        var signalled = new SignalledPair(kernel, pair.Accepted);
        Action take = signalled.TakeIfThere;
        watch.Take("sigtimedwait, nothing there", take);
        watch.Take("sigtimedwait, a signal there", take, before: send, after: finish);
        watch.Take("send, a signal is sent", send, after: take + finish);
    }
}
