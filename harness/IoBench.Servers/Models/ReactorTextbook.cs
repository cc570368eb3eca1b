using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Models;

// How it waits:   seven steps. The main thread (1) registers for reading, (2) waits in epoll_wait, (3) queues what is readable; a worker
//                 (4) receives, handles, and registers for writing; the main thread (5) waits again, (6) queues what is writable;
//                 a worker (7) sends, and registers for reading again.
// Calls per echo: epoll_wait and futex twice (shared), recv, send, epoll_ctl twice, and two switches to a worker.
// Limits:         two hand-offs where `reactor` has one: a socket almost always has room, and waiting to be told so is the price.
// Literature:     epoll(7) (EPOLLONESHOT); D. Schmidt et al., POSA2: Reactor; W. R. Stevens, UNP vol. 1, ch. 16 (writability).
internal sealed class ReactorTextbook : IEchoServer
{
    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Connections<Connection> connections;
    private readonly WakeEvent stop = new();
    private readonly EpollEvents events;
    private readonly WorkQueue ready;
    private readonly Workers workers;
    private readonly int epoll;

    public ReactorTextbook(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        connections = Connection.Table(context, nonBlocking: true);
        events = new EpollEvents(context.Options.Batch);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, context.Listener, Readiness.In).OrThrow("epoll_ctl", "listener");
        kernel.EpollAdd(epoll, stop.Fd, Readiness.In).OrThrow("epoll_ctl", "stop event");
        ready = new WorkQueue(connections.Capacity);
        workers = new Workers("reactor worker", context.Threads, TakeWork);
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["trigger"] = "one-shot" };

    public void Run()
    {
        workers.Start();
        while (Wait()) { }
        workers.End(ready, kernel);
    }

    public void Stop() => stop.Set();

    private bool Wait()
    {
        var count = kernel.EpollWait(epoll, events, connections.Idle.WaitMs).OrThrow("epoll_wait");
        connections.Idle.Wake(tally);
        var put = 0;
        var running = true;
        for (var i = 0; i < count; i++)
        {
            var fd = events.Fd(i);
            if (fd == context.Listener)
            {
                Accept();
            }
            else if (fd == stop.Fd)
            {
                running = false;
            }
            else
            {
                // Who was told of in time may be served later.
                connections[fd].HeardNs = tally.NowNs;
                // By what was asked, not by what came: an error is told as neither, and the call that was meant to be made shows it.
                ready.Put(new Work(connections[fd].Interest == Readiness.Out ? Event.Writable : Event.Readable, fd));
                put++;
            }
        }
        ready.Publish(put, kernel);
        connections.Idle.ShutDown(tally);
        return running;
    }

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            connection.Interest = Readiness.In;
            kernel.EpollAdd(epoll, connection.Fd, Readiness.In, EpollMode.OneShot).OrThrow("epoll_ctl", connection.Fd);
        }
    }

    private void TakeWork()
    {
        var tally = context.Ledger.Open();
        Work work;
        while ((work = ready.Take(tally.Kernel)).What != Event.End)
        {
            var connection = connections[work.Fd];
            tally.NowNs = connections.Idle.NowNs;
            var step = work.What == Event.Writable ? connection.Send(tally) : connection.Receive(tally);
            if (step == Step.Send) context.Handler.Handle(tally);
            GoOn(connection, step, tally);
        }
    }

    private void GoOn(Connection connection, Step step, Tally tally)
    {
        switch (step)
        {
            case Step.Close:
                connections.Close(connection, tally);
                break;
            case Step.Send or Step.AwaitRoom:
                Arm(connection, Readiness.Out, tally);
                break;
            default:
                Arm(connection, Readiness.In, tally);
                break;
        }
    }

    private void Arm(Connection connection, Readiness interest, Tally tally)
    {
        // Written before it is armed: the main thread reads it as soon as the kernel tells it.
        connection.Interest = interest;
        tally.Kernel.EpollModify(epoll, connection.Fd, interest, EpollMode.OneShot).OrThrow("epoll_ctl", connection.Fd);
    }

    public void Dispose()
    {
        connections.CloseAll(tally);
        kernel.Close(epoll);
        stop.Dispose();
    }
}
