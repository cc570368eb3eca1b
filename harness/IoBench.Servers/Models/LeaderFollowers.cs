using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Models;

// How it waits:   one of a set of threads, the leader, waits in epoll_wait for one event. It then promotes a follower to leader, and
//                 handles the event itself: nothing is queued, and no data moves to another thread. The handle is deactivated while it
//                 is handled (one-shot) and reactivated after. Who has handled becomes a follower, or the leader if there is none.
// Calls per echo: epoll_wait, recv, send, epoll_ctl, and futex where a follower sleeps.
// Limits:         one event for each wait, whatever the batch; each promotion of a sleeper is a switch.
// Literature:     epoll(7) (EPOLLONESHOT); D. Schmidt et al., POSA2: Leader/Followers; futex(2).
internal sealed class LeaderFollowers : IEchoServer
{
    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Connections<Connection> connections;
    private readonly WakeEvent stop = new();
    private readonly Tickets leadership = new(first: 1);
    private readonly Workers followers;
    private readonly int epoll;

    public LeaderFollowers(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        connections = Connection.Table(context, nonBlocking: true);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, context.Listener, Readiness.In, EpollMode.OneShot).OrThrow("epoll_ctl", "listener");
        kernel.EpollAdd(epoll, stop.Fd, Readiness.In).OrThrow("epoll_ctl", "stop event");
        // The thread of Run is one of the set.
        followers = new Workers("follower", context.Threads - 1, () => Lead(context.Ledger.Open()));
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["trigger"] = "one-shot" };

    public void Run()
    {
        followers.Start();
        Lead(tally);
        followers.Join();
    }

    public void Stop() => stop.Set();

    private void Lead(Tally tally)
    {
        var events = new EpollEvents(1);
        int fd;
        do
        {
            leadership.Take(tally.Kernel);
            tally.Kernel.EpollWait(epoll, events).OrThrow("epoll_wait");
            fd = events.Fd(0);
            leadership.Give(1, tally.Kernel);
            if (fd == context.Listener) Accept(tally);
            else if (fd != stop.Fd) Serve(connections[fd], tally);
        }
        // Nobody takes the stop event away: each leader meets it in turn, promotes the next, and is gone.
        while (fd != stop.Fd);
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
