using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   each descriptor sends a plain SIGIO when it becomes ready, and the one thread takes it with sigwaitinfo. The signal
//                 names no descriptor, and several become one, so after each every descriptor is tried.
// Calls per echo: sigtimedwait, recv, send, and at every signal an accept4 and for every other connection a recv that answer EAGAIN (0.3 us).
// Limits:         a signal costs in proportion to all connections, idle ones too.
// Literature:     W. R. Stevens, UNP vol. 1, ch. 25 (signal-driven I/O); fcntl(2) (F_SETOWN_EX, O_ASYNC), signal(7).
//
// The signal is blocked and taken, not handled: a handler's only work would be to end the wait. As a handler of the runtime, behind its
// pipe, its thread and its pool, it took 1.4 times the CPU of a twin in C at 50 connections, and 2.5 times at one.
internal sealed class SigioClassic : IEchoServer
{
    private const int PlainSignal = 0, StopSignal = SignalSet.FirstRealtime + 1;

    // As for a reader who never lets a connection run dry: the others have their turn.
    private const int Rounds = 16;

    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Handler handler;
    private readonly Connections<Connection> connections;
    private readonly OpenConnections open = new();
    private readonly SignalSet signals = new(StopSignal, SignalSet.SIGIO);
    private readonly int thread = Machine.ThreadId;

    public SigioClassic(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        handler = context.Handler;
        connections = Connection.Table(context, nonBlocking: true);
        // Before the first descriptor is armed: one of these signals at a thread that does not block it ends the process.
        signals.Block();
        kernel.SignalWhenReady(context.Listener, PlainSignal, thread).OrThrow("fcntl", "listener");
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } =
        new Dictionary<string, string> { ["signal"] = $"{SignalSet.SIGIO}", ["wait"] = "sigwaitinfo" };

    public void Run()
    {
        connections.Idle.Wake(tally);
        var more = TryAll();
        while (Wait(more) != StopSignal)
        {
            connections.Idle.Wake(tally);
            more = TryAll();
            while (connections.NextIdle(tally) is { } silent) Close(silent);
        }
    }

    public void Stop() => Signal.ToThread(thread, StopSignal);

    /// <returns>The signal; 0 when time has passed, or at once where more is known to be there.</returns>
    private int Wait(bool more)
    {
        if (!more) return kernel.SignalWait(signals, out _, connections.Idle.WaitMs).OrThrow("sigtimedwait");
        var pending = kernel.SignalPoll(signals, out _);
        return pending.Ok ? pending.Value : 0;
    }

    /// <returns>True when one was not heard to the end, and no signal will tell of the rest.</returns>
    private bool TryAll()
    {
        var more = false;
        Accept();
        // Backwards: closing one moves the last into its place, which has been tried.
        for (var i = open.Count - 1; i >= 0; i--) more |= Serve(open[i]);
        return more;
    }

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            kernel.SignalWhenReady(connection.Fd, PlainSignal, thread).OrThrow("fcntl", connection.Fd);
            // In the list before this round tries all: what came before it was armed was told to nobody.
            open.Add(connection);
        }
    }

    private bool Serve(Connection connection)
    {
        connection.MissedNotice();
        var step = connection.EchoAll(tally, handler, Rounds);
        if (step == Step.Close) Close(connection);
        return step == Step.Receive && connection.MayHoldMore;
    }

    private void Close(Connection connection)
    {
        open.Remove(connection);
        connections.Close(connection, tally);
    }

    public void Dispose() => connections.CloseAll(tally);
}
