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
    private readonly OneShotSet handles;
    private readonly EpollEvents events;
    private readonly WorkQueue ready;
    private readonly Workers workers;

    public Reactor(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        handles = new OneShotSet(context, tally);
        events = new EpollEvents(context.Options.Batch);
        ready = new WorkQueue(handles.Capacity);
        workers = new Workers("reactor worker", context.Threads, TakeWork);
    }

    public IReadOnlyDictionary<string, string> Mechanism => OneShotSet.Mechanism;

    public void Run()
    {
        workers.Start();
        while (Wait()) { }
        workers.End(ready, kernel);
    }

    public void Stop() => handles.Stop();

    private bool Wait()
    {
        var count = handles.Wait(events, tally);
        var put = 0;
        var running = true;
        for (var i = 0; i < count; i++)
        {
            if (handles.IsStop(events.Fd(i)))
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
        while ((work = ready.Take(tally.Kernel)).What != Event.End) handles.Handle(work.Fd, tally, context.Handler);
    }

    public void Dispose() => handles.Dispose();
}
