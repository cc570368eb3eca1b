using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   epoll_wait tells of each arrival once (edge-triggered), so a connection is drained; who does not run dry in some
//                 rounds goes to the end of a queue of our own, for the kernel will not tell of him again.
// Calls per echo: epoll_wait (shared by all that is ready), recv, send; none ever to change the interest.
// Limits:         a notice that is forgotten is never repeated.
// Literature:     epoll(7) ("Edge-triggered", "Starvation"); L. Gammo et al., Comparing and Evaluating epoll, select, and poll, OLS 2004.
internal sealed class EpollEt : IEchoServer
{
    // Receives in a row before the others have their turn: 256 KiB of the default buffers.
    private const int Rounds = 16;
    private const Readiness Interest = Readiness.In | Readiness.Out | Readiness.PeerEnded;
    private const Readiness Ended = Readiness.PeerEnded | Readiness.HangUp | Readiness.Error;

    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Handler handler;
    private readonly Connections<Connection> connections;
    private readonly Queue<Connection> queue = new();
    private readonly WakeEvent stop = new();
    private readonly EpollEvents events;
    private readonly int epoll;

    public EpollEt(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        handler = context.Handler;
        connections = Connection.Table(context, nonBlocking: true);
        events = new EpollEvents(context.Options.Batch);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        // Level-triggered: when no descriptor is left for who waits, an edge would have been used up for nothing.
        kernel.EpollAdd(epoll, context.Listener, Readiness.In).OrThrow("epoll_ctl", "listener");
        kernel.EpollAdd(epoll, stop.Fd, Readiness.In).OrThrow("epoll_ctl", "stop event");
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["trigger"] = "edge", ["rounds"] = $"{Rounds}" };

    public void Run()
    {
        while (true)
        {
            var ready = kernel.EpollWait(epoll, events, queue.Count > 0 ? 0 : connections.Idle.WaitMs).OrThrow("epoll_wait");
            connections.Idle.Wake(tally);
            for (var i = 0; i < ready; i++)
            {
                var fd = events.Fd(i);
                if (fd == context.Listener) Accept();
                else if (fd == stop.Fd) return;
                else Enqueue(connections[fd], events.Ready(i));
            }
            for (var turns = queue.Count; turns > 0; turns--) Serve(queue.Dequeue());
            // None of them is in the queue: who is has been heard in this round.
            while (connections.NextIdle(tally) is { } silent) connections.Close(silent, tally);
        }
    }

    public void Stop() => stop.Set();

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            // What came before is told too: adding to the set looks at the state, only what follows is edges.
            kernel.EpollAdd(epoll, connection.Fd, Interest, EpollMode.EdgeTriggered).OrThrow("epoll_ctl", connection.Fd);
        }
    }

    private void Enqueue(Connection connection, Readiness ready)
    {
        // Bytes and the end in one event: a receive that is short for the bytes would leave the end unheard.
        if ((ready & Ended) != 0) connection.MissedNotice();
        if (connection.Queued) return;
        connection.Queued = true;
        queue.Enqueue(connection);
    }

    private void Serve(Connection connection)
    {
        connection.Queued = false;
        switch (connection.EchoAll(tally, handler, Rounds))
        {
            case Step.Close:
                connections.Close(connection, tally);
                break;
            case Step.Receive when connection.MayHoldMore:
                Enqueue(connection, Readiness.In);
                break;
        }
    }

    public void Dispose()
    {
        connections.CloseAll(tally);
        kernel.Close(epoll);
        stop.Dispose();
    }
}
