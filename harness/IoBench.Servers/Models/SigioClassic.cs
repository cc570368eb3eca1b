using System.Runtime.InteropServices;
using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Models;

// How it waits:   every descriptor sends the process a plain SIGIO when it becomes ready; the handler wakes the one thread that
//                 serves. The signal names no descriptor and several become one, so after each every descriptor is tried.
// Calls per echo: recv, send, futex, and a recv that answers EAGAIN (0.3 us) of every connection at every signal; behind them the
//                 runtime's own: its handler writes to a pipe, a thread reads it, a thread of the pool runs our part of the handler.
// Limits:         a signal costs in proportion to all connections, idle ones too.
// Literature:     W. R. Stevens, UNP vol. 1, ch. 25 (signal-driven I/O); fcntl(2) (F_SETOWN, O_ASYNC), signal(7).
internal sealed class SigioClassic : IEchoServer
{
    // As for a reader who never lets a connection run dry: the others have their turn.
    private const int Rounds = 16;

    // Of the process and for good: a signal that is still under way when nobody handles it ends the process.
    private static readonly PosixSignalRegistration Handler = PosixSignalRegistration.Create((PosixSignal)SignalSet.SIGIO, Handle);

    private readonly ServerContext context;
    private readonly Tally tally, handling;
    private readonly Kernel kernel;
    private readonly Connections<Connection> connections;
    private readonly OpenConnections open = new();
    private readonly Alarm alarm = new();
    private volatile bool stopping;

    public SigioClassic(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        handling = context.Ledger.Open();
        kernel = tally.Kernel;
        connections = Connection.Table(context, nonBlocking: true);
        GC.KeepAlive(Handler);
        Signalled += Wake;
        kernel.SignalProcessWhenReady(context.Listener).OrThrow("fcntl", "listener");
    }

    private static event Action? Signalled;

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["signal"] = $"{SignalSet.SIGIO}", ["wait"] = "handler" };

    public void Run()
    {
        var more = true;
        while (!stopping)
        {
            if (!more) alarm.Wait(kernel, connections.Idle.WaitMs);
            connections.Idle.Wake(tally);
            more = false;
            Accept();
            // Backwards: closing one moves the last into its place, which has been tried.
            for (var i = open.Count - 1; i >= 0; i--) more |= Serve(open[i]);
            while (connections.NextIdle(tally) is { } silent) Close(silent);
        }
    }

    public void Stop()
    {
        stopping = true;
        Wake();
    }

    private static void Handle(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Signalled?.Invoke();
    }

    private void Wake()
    {
        // Threads of the pool run handlers side by side, and counters belong to one thread at a time.
        lock (handling) alarm.Ring(handling.Kernel);
    }

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            kernel.SignalProcessWhenReady(connection.Fd).OrThrow("fcntl", connection.Fd);
            // In the list before this round tries all: what came before it was armed was told to nobody.
            open.Add(connection);
        }
    }

    /// <returns>True when it was not heard to the end, and no signal will tell of the rest.</returns>
    private bool Serve(Connection connection)
    {
        connection.MissedNotice();
        switch (connection.EchoAll(tally, Rounds))
        {
            case Step.Close:
                Close(connection);
                return false;
            case Step.Receive:
                return connection.MayHoldMore;
            default:
                return false;
        }
    }

    private void Close(Connection connection)
    {
        open.Remove(connection);
        connections.Close(connection, tally);
    }

    public void Dispose()
    {
        Signalled -= Wake;
        kernel.SignalNoMore(context.Listener);
        connections.CloseAll(tally);
    }
}
