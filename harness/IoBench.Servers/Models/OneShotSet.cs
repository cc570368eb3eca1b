using IoBench.Linux;

namespace IoBench.Servers.Models;

/// <summary>
/// The handles of models in which any thread may handle what is ready: each is told once, and rests until who has handled it arms
/// it again (epoll(7), EPOLLONESHOT), so that no two threads hold the same one. Who waits, and who handles, is the model's affair.
/// </summary>
internal sealed class OneShotSet : IDisposable
{
    private readonly Tally tally;
    private readonly Connections<Connection> connections;
    private readonly WakeEvent stop = new();
    private readonly int listener, epoll;

    /// <param name="tally">Of the thread that makes it and disposes of it.</param>
    internal OneShotSet(ServerContext context, Tally tally)
    {
        this.tally = tally;
        var kernel = tally.Kernel;
        connections = Connection.Table(context, nonBlocking: true);
        listener = context.Listener;
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, listener, Readiness.In, EpollMode.OneShot).OrThrow("epoll_ctl", "listener");
        kernel.EpollAdd(epoll, stop.Fd, Readiness.In).OrThrow("epoll_ctl", "stop event");
    }

    internal static IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["trigger"] = "one-shot" };

    /// <summary>As many handles as there can be.</summary>
    internal int Capacity => connections.Capacity;

    /// <summary>Waits, by one thread at a time, and ends who was silent: their handles become ready, and are handled like any.</summary>
    /// <returns>0 only when no more than time has passed.</returns>
    internal int Wait(EpollEvents events, Tally tally)
    {
        var idle = connections.Idle;
        var ready = tally.Kernel.EpollWait(epoll, events, idle.WaitMs).OrThrow("epoll_wait");
        if (!idle.IsOn) return ready;
        idle.Wake(tally);
        // Who was told of in time may be handled later.
        for (var i = 0; i < ready; i++) connections.Heard(events.Fd(i));
        idle.ShutDown(tally);
        return ready;
    }

    /// <summary>The handle that tells of <see cref="Stop"/>. Nobody takes it away: it is told to each who waits.</summary>
    internal bool IsStop(int fd) => fd == stop.Fd;

    internal void Stop() => stop.Set();

    /// <summary>Accepts, or receives, has the message handled and sends, and arms the handle again for what it has to wait for.</summary>
    internal void Handle(int fd, Tally tally, Handler handler)
    {
        tally.NowNs = connections.Idle.NowNs;
        if (fd == listener) Accept(tally);
        else Serve(connections[fd], tally, handler);
    }

    public void Dispose()
    {
        connections.CloseAll(tally);
        tally.Kernel.Close(epoll);
        stop.Dispose();
    }

    private void Accept(Tally tally)
    {
        while (connections.Accept(tally) is { } connection)
        {
            tally.Kernel.EpollAdd(epoll, connection.Fd, Readiness.In, EpollMode.OneShot).OrThrow("epoll_ctl", connection.Fd);
        }
        Arm(listener, Readiness.In, tally);
    }

    private void Serve(Connection connection, Tally tally, Handler handler)
    {
        switch (connection.Echo(tally, handler))
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
}
