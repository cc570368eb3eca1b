using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   each descriptor sends a realtime signal, with its number in it, when it becomes ready; the one thread takes
//                 signals from its queue with sigwaitinfo, one at a time.
// Calls per echo: sigtimedwait, recv, send.
// Limits:         arrivals are told once, so a connection is drained; the queue of signals is bounded (RLIMIT_SIGPENDING), and when it
//                 overflows a plain SIGIO comes and every descriptor has to be tried.
// Literature:     fcntl(2) (F_SETSIG, F_SETOWN_EX), signal(7); UNP vol. 1, ch. 25 (signal-driven I/O).
internal sealed class Sigio : IEchoServer
{
    private const int ReadySignal = SignalSet.FirstRealtime, StopSignal = SignalSet.FirstRealtime + 1;

    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Handler handler;
    private readonly Connections<Connection> connections;
    private readonly SignalSet signals = new(ReadySignal, StopSignal, SignalSet.SIGIO);
    private readonly SignalSet told = new(ReadySignal);
    private readonly int thread = Machine.ThreadId;

    public Sigio(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        handler = context.Handler;
        connections = Connection.Table(context, nonBlocking: true);
        // Before the first descriptor is armed: one of these signals at a thread that does not block it ends the process.
        signals.Block();
        kernel.SignalWhenReady(context.Listener, ReadySignal, thread).OrThrow("fcntl", "listener");
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } =
        new Dictionary<string, string> { ["signal"] = $"{ReadySignal}", ["wait"] = "sigwaitinfo" };

    public void Run()
    {
        connections.Idle.Wake(tally);
        Accept();
        while (true)
        {
            var number = kernel.SignalWait(signals, out var signal, connections.Idle.WaitMs).OrThrow("sigtimedwait");
            connections.Idle.Wake(tally);
            switch (number)
            {
                case StopSignal:
                    return;
                case SignalSet.SIGIO:
                    Sweep();
                    break;
                case ReadySignal when signal.Fd == context.Listener:
                    Accept();
                    break;
                // The signal may be older than the connection: numbers are used again. Trying it does no harm.
                case ReadySignal when connections[signal.Fd] is { IsOpen: true } connection:
                    Serve(connection);
                    break;
            }
            while (connections.NextIdle(tally) is { } silent) connections.Close(silent, tally);
        }
    }

    public void Stop() => Signal.ToThread(thread, StopSignal);

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            kernel.SignalWhenReady(connection.Fd, ReadySignal, thread).OrThrow("fcntl", connection.Fd);
            // What came before it was armed was told to nobody.
            Serve(connection);
        }
    }

    private void Serve(Connection connection)
    {
        if (connection.EchoAll(tally, handler) == Step.Close) connections.Close(connection, tally);
    }

    private void Sweep()
    {
        tally.CountSignalQueueOverflow();
        while (kernel.SignalPoll(told, out _).Ok) { }
        Accept();
        foreach (var connection in connections.AllOpen()) Serve(connection);
    }

    public void Dispose() => connections.CloseAll(tally);
}
