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
    private const int Waiting = 1 << 17, End = int.MaxValue;

    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Connections<Connection> connections;
    private readonly WakeEvent stop = new();
    private readonly EpollEvents events = new(Batch.Events);
    private readonly ReadyQueue ready = new(Waiting);
    private readonly Thread[] workers;
    private readonly int epoll;

    public Reactor(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        connections = Connection.Table(context, nonBlocking: true);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, context.Listener, Readiness.In, EpollMode.OneShot).OrThrow("epoll_ctl", "listener");
        kernel.EpollAdd(epoll, stop.Fd, Readiness.In).OrThrow("epoll_ctl", "stop event");
        workers = new Thread[context.Threads];
        for (var i = 0; i < workers.Length; i++) workers[i] = new Thread(Work) { Name = "reactor worker", IsBackground = true };
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["trigger"] = "one-shot" };

    public void Run()
    {
        foreach (var worker in workers) worker.Start();
        while (Wait()) { }
        for (var i = 0; i < workers.Length; i++) ready.Put(End);
        ready.Publish(kernel);
        foreach (var worker in workers) worker.Join();
    }

    public void Stop() => stop.Set();

    private bool Wait()
    {
        var count = kernel.EpollWait(epoll, events).OrThrow("epoll_wait");
        for (var i = 0; i < count; i++)
        {
            if (events.Fd(i) == stop.Fd) return false;
            ready.Put(events.Fd(i));
        }
        ready.Publish(kernel);
        return true;
    }

    private void Work()
    {
        var tally = context.Ledger.Open();
        int fd;
        while ((fd = ready.Take(tally.Kernel)) != End)
        {
            if (fd == context.Listener) Accept(tally);
            else Serve(connections[fd], tally);
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
