using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Models;

// How it waits:   the main thread alone waits, in epoll_wait, and queues what is ready; workers accept, receive, handle, send,
//                 and arm the descriptor again (one-shot, so that no two workers hold the same one).
// Calls per echo: epoll_wait and futex (shared), recv, send, epoll_ctl, and a switch to a worker.
// Limits:         the hand-off is its price: worth it when handlers block, lost when they only echo.
// Literature:     epoll(7) (EPOLLONESHOT); D. Schmidt et al., POSA2: Reactor, Half-Sync/Half-Async (half-sync/half-reactive).
internal sealed class Reactor : IEchoServer
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

    public Reactor(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        connections = Connection.Table(context, nonBlocking: true);
        events = new EpollEvents(context.Options.Batch);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, context.Listener, Readiness.In, EpollMode.OneShot).OrThrow("epoll_ctl", "listener");
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
        var count = kernel.EpollWait(epoll, events).OrThrow("epoll_wait");
        var put = 0;
        var running = true;
        for (var i = 0; i < count; i++)
        {
            if (events.Fd(i) == stop.Fd)
            {
                running = false;
                continue;
            }
            ready.Put(new Work(Event.Readable, events.Fd(i)));
            put++;
        }
        ready.Publish(put, kernel);
        return running;
    }

    private void TakeWork()
    {
        var tally = context.Ledger.Open();
        Work work;
        while ((work = ready.Take(tally.Kernel)).What != Event.End)
        {
            if (work.Fd == context.Listener) Accept(tally);
            else Serve(connections[work.Fd], tally);
        }
    }

    private void Accept(Tally tally)
    {
        while (connections.Accept(tally) is { } connection)
        {
            tally.Kernel.EpollAdd(epoll, connection.Fd, Readiness.In, EpollMode.OneShot).OrThrow("epoll_ctl", connection.Fd);
        }
        Arm(context.Listener, Readiness.In, tally);
    }

    private void Serve(Connection connection, Tally tally)
    {
        switch (connection.Echo(tally))
        {
            case Step.Close:
                connections.Close(connection, tally);
                break;
            case Step.AwaitRoom:
                Arm(connection.Fd, Readiness.Out, tally);
                break;
            default:
                Arm(connection.Fd, Readiness.In, tally);
                break;
        }
    }

    private void Arm(int fd, Readiness interest, Tally tally) =>
        tally.Kernel.EpollModify(epoll, fd, interest, EpollMode.OneShot).OrThrow("epoll_ctl", fd);

    public void Dispose()
    {
        connections.CloseAll(tally);
        kernel.Close(epoll);
        stop.Dispose();
    }
}
