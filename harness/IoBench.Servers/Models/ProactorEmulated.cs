using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Models;

// How it waits:   the main thread plays the part of an asynchronous kernel: it waits in epoll_wait, receives what has arrived and queues the
//                 completion; workers take completions, run the handler alone, and hand the answer back; the main thread sends it.
// Calls per echo: epoll_wait and futex (shared), recv and send by the main thread, write where that one sleeps, and a switch each way.
// Limits:         one thread makes all calls, and each message is handed over twice: worth it where handlers are long, lost where they echo.
// Literature:     epoll(7), eventfd(2); D. Schmidt et al., POSA2: Proactor (asynchronous operation processor, emulated).
internal sealed class ProactorEmulated : IEchoServer
{
    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Connections<Connection> connections;
    private readonly WakeEvent stop = new();
    private readonly Doorbell bell = new();
    private readonly EpollEvents events;
    private readonly WorkQueue completions, answers;
    private readonly Workers workers;
    private readonly int epoll;

    public ProactorEmulated(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        connections = Connection.Table(context, nonBlocking: true);
        events = new EpollEvents(context.Options.Batch);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, context.Listener, Readiness.In).OrThrow("epoll_ctl", "listener");
        kernel.EpollAdd(epoll, stop.Fd, Readiness.In).OrThrow("epoll_ctl", "stop event");
        kernel.EpollAdd(epoll, bell.Fd, Readiness.In, EpollMode.EdgeTriggered).OrThrow("epoll_ctl", "doorbell");
        completions = new WorkQueue(connections.Capacity);
        answers = new WorkQueue(connections.Capacity);
        workers = new Workers("completion handler", context.Threads, TakeCompletions);
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["trigger"] = "level", ["wake"] = "eventfd" };

    public void Run()
    {
        workers.Start();
        while (Wait())
        {
            SendAnswers();
            // Not closed here: a worker may have what was received, and its answer is to find the connection that it belongs to.
            connections.Idle.ShutDown(tally);
        }
        workers.End(completions, kernel);
    }

    public void Stop() => stop.Set();

    private bool Wait()
    {
        bell.Listen();
        var count = kernel.EpollWait(epoll, events, answers.IsEmpty ? connections.Idle.WaitMs : 0).OrThrow("epoll_wait");
        bell.Awake();
        connections.Idle.Wake(tally);
        var put = 0;
        var running = true;
        for (var i = 0; i < count; i++)
        {
            var fd = events.Fd(i);
            if (fd == context.Listener) Accept();
            else if (fd == stop.Fd) running = false;
            else if (fd != bell.Fd && Ready(connections[fd])) put++;
        }
        completions.Publish(put, kernel);
        return running;
    }

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            connection.Interest = Readiness.In;
            kernel.EpollAdd(epoll, connection.Fd, Readiness.In).OrThrow("epoll_ctl", connection.Fd);
        }
    }

    /// <returns>Whether a completion was queued.</returns>
    private bool Ready(Connection connection)
    {
        if (connection.WithHandler)
        {
            WaitFor(connection, Readiness.None);
            return false;
        }
        var step = connection.Interest == Readiness.Out ? connection.Send(tally) : connection.Receive(tally);
        if (step != Step.Send)
        {
            GoOn(connection, step);
            return false;
        }
        connection.WithHandler = true;
        completions.Put(new Work(Event.Received, connection.Fd));
        return true;
    }

    private void SendAnswers()
    {
        while (answers.TryTake(out var answer))
        {
            var connection = connections[answer.Fd];
            connection.WithHandler = false;
            GoOn(connection, connection.Send(tally));
        }
    }

    private void GoOn(Connection connection, Step step)
    {
        switch (step)
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
        // An end or an error is told even to those who asked for nothing: one-shot, else it would be told until the handler is done.
        var mode = interest == Readiness.None ? EpollMode.OneShot : EpollMode.LevelTriggered;
        kernel.EpollModify(epoll, connection.Fd, interest, mode).OrThrow("epoll_ctl", connection.Fd);
    }

    private void TakeCompletions()
    {
        var tally = context.Ledger.Open();
        Work completion;
        while ((completion = completions.Take(tally.Kernel)).What != Event.End)
        {
            // Here a server with a purpose turns the request into an answer; an echo's request is its answer.
            context.Handler.Handle(tally);
            answers.Put(new Work(Event.Handled, completion.Fd));
            answers.Publish(1, tally.Kernel);
            bell.Ring(tally.Kernel);
        }
    }

    public void Dispose()
    {
        connections.CloseAll(tally);
        kernel.Close(epoll);
        bell.Dispose();
        stop.Dispose();
    }
}
