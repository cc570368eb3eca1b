using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   epoll_wait returns only what is ready; the kernel keeps the interest list, so idle connections cost nothing.
// Calls per echo: epoll_wait (shared by all that is ready), recv, send.
// Limits:         descriptors and memory alone.
// Literature:     epoll(7); W. R. Stevens, UNP vol. 1, ch. 6 (I/O multiplexing).
internal sealed class Epoll : IEchoServer
{
    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Handler handler;
    private readonly Connections<Connection> connections;
    private readonly WakeEvent stop = new();
    private readonly EpollEvents events;
    private readonly int epoll;

    public Epoll(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        handler = context.Handler;
        connections = Connection.Table(context, nonBlocking: true);
        events = new EpollEvents(context.Options.Batch);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, context.Listener, Readiness.In).OrThrow("epoll_ctl", "listener");
        kernel.EpollAdd(epoll, stop.Fd, Readiness.In).OrThrow("epoll_ctl", "stop event");
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["trigger"] = "level" };

    public void Run()
    {
        while (true)
        {
            var ready = kernel.EpollWait(epoll, events, connections.Idle.WaitMs).OrThrow("epoll_wait");
            connections.Idle.Wake(tally);
            for (var i = 0; i < ready; i++)
            {
                var fd = events.Fd(i);
                if (fd == context.Listener) Accept();
                else if (fd == stop.Fd) return;
                else Serve(connections[fd]);
            }
            while (connections.NextIdle(tally) is { } silent) connections.Close(silent, tally);
        }
    }

    public void Stop() => stop.Set();

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            connection.Interest = Readiness.In;
            kernel.EpollAdd(epoll, connection.Fd, Readiness.In).OrThrow("epoll_ctl", connection.Fd);
        }
    }

    private void Serve(Connection connection)
    {
        switch (connection.Echo(tally, handler))
        {
            case Step.Close:
                connections.Close(connection, tally);
                break;
            case Step.AwaitRoom:
                WaitFor(connection, Readiness.Out);
                break;
            default:
                WaitFor(connection, Readiness.In);
                break;
        }
    }

    private void WaitFor(Connection connection, Readiness interest)
    {
        if (connection.Interest == interest) return;
        connection.Interest = interest;
        kernel.EpollModify(epoll, connection.Fd, interest).OrThrow("epoll_ctl", connection.Fd);
    }

    public void Dispose()
    {
        connections.CloseAll(tally);
        kernel.Close(epoll);
        stop.Dispose();
    }
}
