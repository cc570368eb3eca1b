using BenchmarkDotNet.Attributes;
using IoBench.Benchmarks.Measuring;
using IoBench.Linux;
using IoBench.Load;

namespace IoBench.Benchmarks.Prices;

/// <summary>Each system call that the models make, in one thread, with nobody who waits or is woken.</summary>
[BenchmarkCategory("prices")]
public class SystemCalls
{
    private const int Signal = SignalSet.FirstRealtime + 4;

    private readonly Kernel kernel = new();
    private readonly byte[] message = GC.AllocateArray<byte>(64, pinned: true), buffer = GC.AllocateArray<byte>(4096, pinned: true);
    private readonly EpollEvents events = new(16);
    private readonly DescriptorSet readable = new();
    private readonly SignalSet signals = new(Signal);
    private readonly int[] word = GC.AllocateArray<int>(1, pinned: true);
    private readonly byte[] count = new byte[8];
    private LoopbackPairs pairs = null!;
    private WakeEvent wake = null!;
    private WakeTimer timer = null!;
    private Ring? ring;
    private int near, far, epoll, listener, tid;

    [GlobalSetup]
    public void Open()
    {
        Placement.PinNear();
        pairs = new LoopbackPairs(kernel, 2, seconds: 5);
        (near, far) = (pairs.Near[0], pairs.Far[0]);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, far, Linux.Readiness.In).OrThrow("epoll_ctl", far);
        listener = Socket.Listen(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0), backlog: 16, nonBlocking: true, reusePort: false);
        (wake, timer) = (new WakeEvent(), new WakeTimer());
        if (Ring.WhyUnavailable() is null) ring = Ring.Create(kernel, 8, 16);
        signals.Block();
        tid = Machine.ThreadId;
        Spending.CountCalls(kernel);
    }

    [GlobalCleanup]
    public void Close()
    {
        Spending.CountNoCalls();
        ring?.Dispose();
        timer.Dispose();
        wake.Dispose();
        kernel.Close(listener);
        kernel.Close(epoll);
        pairs.Dispose();
        Placement.Release();
    }

    /// <summary>The least that entering the kernel costs.</summary>
    [Benchmark]
    public int Getpid() => Machine.ProcessId;

    /// <summary>In user space, by the kernel's own page (vdso(7)).</summary>
    [Benchmark]
    public long ClockGettime() => Clock.NowNs();

    [Benchmark]
    public long ClockThreadCputime() => Clock.ThreadCpuNs();

    [Benchmark]
    public IoResult RecvNothing() => kernel.Recv(far, buffer);

    /// <summary>A send and the receive of it, there and back: each is an operation. An epoll set watches one end.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public void SendAndRecv() => ThereAndBack(near, far);

    /// <summary>The same where nobody watches.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public void SendAndRecvUnwatched() => ThereAndBack(pairs.Near[1], pairs.Far[1]);

    [Benchmark]
    public IoResult AcceptNothing() => kernel.Accept(listener, nonBlocking: true);

    [Benchmark]
    public IoResult SelectNothing()
    {
        readable.Add(far);
        return kernel.Select(far + 1, readable, null, timeoutMs: 0);
    }

    [Benchmark]
    public IoResult PollNothing()
    {
        var fd = new PollFd { Fd = far, Events = Linux.Readiness.In };
        return kernel.Poll(ref fd, timeoutMs: 0);
    }

    [Benchmark]
    public IoResult EpollWaitNothing() => kernel.EpollWait(epoll, events, timeoutMs: 0);

    [Benchmark]
    public IoResult EpollCtlModify() => kernel.EpollModify(epoll, far, Linux.Readiness.In);

    [Benchmark]
    public IoResult SigtimedwaitNothing() => kernel.SignalPoll(signals, out _);

    /// <summary>A signal to the own thread, and taking it.</summary>
    [Benchmark]
    public IoResult TgkillAndSigtimedwait()
    {
        Linux.Signal.ToThread(tid, Signal);
        return kernel.SignalPoll(signals, out _);
    }

    [Benchmark]
    public IoResult FutexWakeNobody() => kernel.FutexWake(ref word[0], 1);

    /// <summary>An eventfd is set and read.</summary>
    [Benchmark]
    public IoResult EventfdWriteAndRead()
    {
        kernel.Notify(wake);
        return kernel.Read(wake.Fd, count);
    }

    [Benchmark]
    public void TimerfdSettime() => timer.Set(long.MaxValue / 2);

    [Benchmark]
    public void FcntlSetfl() => Socket.SetBlocking(far, blocking: false);

    [Benchmark]
    public void SocketAndClose() => kernel.Close(Socket.Datagram());

    [Benchmark]
    public IoResult IoUringEnterNothing() => ring?.Submit() ?? IoResult.Failed(Errno.ENOSYS);

    /// <summary>As <see cref="SendAndRecv"/>, each in a ring and waited for.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public void IoUringSendAndRecv()
    {
        if (ring is null) return;
        Pass(near, far);
        Pass(far, near);
    }

    private void ThereAndBack(int here, int there)
    {
        kernel.Send(here, message);
        kernel.Recv(there, buffer);
        kernel.Send(there, message);
        kernel.Recv(here, buffer);
    }

    private void Pass(int from, int to)
    {
        ring!.SendPinned(from, message, 1, quietOnSuccess: false);
        ring.SubmitAndWait();
        ring.Take();
        ring.RecvPinned(to, buffer, 2);
        ring.SubmitAndWait();
        ring.Take();
    }
}
