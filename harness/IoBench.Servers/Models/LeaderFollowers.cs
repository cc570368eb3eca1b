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
    private readonly Tally tally;
    private readonly Handler handler;
    private readonly OneShotSet handles;
    private readonly Tickets leadership = new(first: 1);
    private readonly Workers followers;

    public LeaderFollowers(ServerContext context)
    {
        tally = context.Ledger.Open();
        handler = context.Handler;
        handles = new OneShotSet(context, tally);
        // The thread of Run is one of the set.
        followers = new Workers("follower", context.Threads - 1, () => Lead(context.Ledger.Open()));
    }

    public IReadOnlyDictionary<string, string> Mechanism => OneShotSet.Mechanism;

    public void Run()
    {
        followers.Start();
        Lead(tally);
        followers.Join();
    }

    public void Stop() => handles.Stop();

    private void Lead(Tally tally)
    {
        var events = new EpollEvents(1);
        while (true)
        {
            leadership.Take(tally.Kernel);
            // Time alone brings no event: the leader stays the leader.
            while (handles.Wait(events, tally) == 0) { }
            var fd = events.Fd(0);
            leadership.Give(1, tally.Kernel);
            // Each leader meets the stop in turn, promotes the next, and is gone.
            if (handles.IsStop(fd)) return;
            handles.Handle(fd, tally, handler);
        }
    }

    public void Dispose() => handles.Dispose();
}
