using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Models;

// How it waits:   two layers with a queue between. The asynchronous layer, the main thread, waits in epoll_wait and receives without
//                 blocking; it queues requests that have arrived, not descriptors that are ready. The synchronous layer, the workers,
//                 takes a request, handles it and sends, and a worker whose peer takes nothing blocks until it does.
// Calls per echo: epoll_wait and futex (shared), recv by the main thread, send and epoll_ctl by a worker, and a switch to it.
// Limits:         as many slow readers as there are workers keep all others waiting: blocking is what the synchronous layer is for.
// Literature:     epoll(7) (EPOLLONESHOT); D. Schmidt et al., POSA2: Half-Sync/Half-Async.
internal sealed class HalfSyncHalfAsync : IEchoServer
{
    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Connections<Connection> connections;
    private readonly WakeEvent stop = new();
    private readonly EpollEvents events;
    private readonly WorkQueue requests;
    private readonly Workers workers;
    private readonly int epoll;

    public HalfSyncHalfAsync(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        connections = Connection.Table(context, nonBlocking: true);
        events = new EpollEvents(context.Options.Batch);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, context.Listener, Readiness.In).OrThrow("epoll_ctl", "listener");
        kernel.EpollAdd(epoll, stop.Fd, Readiness.In).OrThrow("epoll_ctl", "stop event");
        requests = new WorkQueue(connections.Capacity);
        workers = new Workers("synchronous layer", context.Threads, TakeRequests);
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["trigger"] = "one-shot" };

    public void Run()
    {
        workers.Start();
        while (Wait()) { }
        workers.End(requests, kernel);
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
            if (fd == context.Listener) Accept();
            else if (fd == stop.Fd) running = false;
            else if (Receive(connections[fd])) put++;
        }
        requests.Publish(put, kernel);
        connections.Idle.ShutDown(tally);
        return running;
    }

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            kernel.EpollAdd(epoll, connection.Fd, Readiness.In, EpollMode.OneShot).OrThrow("epoll_ctl", connection.Fd);
        }
    }

    /// <returns>Whether a request was queued: the connection is its worker's then, and is not heard until it is answered.</returns>
    private bool Receive(Connection connection)
    {
        var step = connection.Receive(tally);
        if (step == Step.Send) requests.Put(new Work(Event.Received, connection.Fd));
        else GoOn(connection, step, tally);
        return step == Step.Send;
    }

    private void TakeRequests()
    {
        var tally = context.Ledger.Open();
        Work request;
        while ((request = requests.Take(tally.Kernel)).What != Event.End)
        {
            var connection = connections[request.Fd];
            tally.NowNs = connections.Idle.NowNs;
            context.Handler.Handle(tally);
            GoOn(connection, Send(connection, tally), tally);
        }
    }

    /// <summary>Sends as a blocking socket would, except that a stop ends it, and the main thread does when the peer was silent for too long.</summary>
    private Step Send(Connection connection, Tally tally)
    {
        Step step;
        while ((step = connection.Send(tally)) == Step.AwaitRoom)
        {
            Span<PollFd> fds = [new() { Fd = connection.Fd, Events = Readiness.Out }, new() { Fd = stop.Fd, Events = Readiness.In }];
            tally.Kernel.Poll(fds).OrThrow("poll", connection.Fd);
            connections.Idle.Wake(tally);
            if (fds[1].Returned != Readiness.None) return Step.Close;
        }
        return step;
    }

    private void GoOn(Connection connection, Step step, Tally tally)
    {
        if (step == Step.Close) connections.Close(connection, tally);
        else tally.Kernel.EpollModify(epoll, connection.Fd, Readiness.In, EpollMode.OneShot).OrThrow("epoll_ctl", connection.Fd);
    }

    public void Dispose()
    {
        connections.CloseAll(tally);
        kernel.Close(epoll);
        stop.Dispose();
    }
}
