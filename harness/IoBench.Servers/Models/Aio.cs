using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   nobody waits for readiness: aio_read and aio_write are started and return at once; the C library's own threads
//                 make the calls and queue a signal when one has ended; the workers take signals and run only the handler.
// Calls per echo: aio_read, aio_write, sigtimedwait twice; behind them the C library's pread, read, write, rt_sigqueueinfo, futex.
// Limits:         a thread of the C library's pool for each connection that waits: POSIX AIO is a thread pool in user space.
// Literature:     aio(7), aio_init(3), sigevent(7); D. Schmidt et al., POSA2: Proactor.
internal sealed class Aio : IEchoServer
{
    internal const int MaxConnections = 1000;
    private const int CompletionSignal = SignalSet.FirstRealtime + 2;
    private const int End = -1;

    /// <summary>The completion goes to the process, so a thread that does not block the signal would be killed by it.</summary>
    internal static readonly SignalSet Signals = new(CompletionSignal);

    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Connections<AioConnection> connections;
    private readonly Thread[] workers;

    public Aio(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        connections = new(context, nonBlocking: false, fd => new AioConnection(fd, context.Options.BufferBytes, CompletionSignal));
        // More than connections may be open: those that are refused hold a thread until they are gone.
        AioPool.Initialize(MaxConnections + 24);
        workers = new Thread[context.Threads];
        for (var i = 0; i < workers.Length; i++) workers[i] = new Thread(Work) { Name = "aio worker", IsBackground = true };
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } =
        new Dictionary<string, string> { ["signal"] = $"{CompletionSignal}", ["poolThreads"] = $"{MaxConnections + 24}" };

    public void Run()
    {
        foreach (var worker in workers) worker.Start();
        Accept();
        // close(2) does not end a read that waits in the pool; shutdown(2) does, and the worker that is told closes.
        foreach (var connection in connections.AllOpen()) Socket.Shutdown(connection.Fd);
        for (var wait = 0; wait < 500 && context.Ledger.OpenConnections > 0; wait++) Thread.Sleep(1);
        foreach (var _ in workers) Signal.ToProcess(CompletionSignal, End);
        foreach (var worker in workers) worker.Join();
    }

    public void Stop() => Socket.Shutdown(context.Listener);

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            // One more than the pool can hold would keep all the others waiting.
            if (context.Ledger.OpenConnections > MaxConnections)
            {
                tally.CountShed();
                connections.Close(connection, tally);
            }
            else
            {
                GoOn(connection, Step.Receive, tally);
            }
        }
    }

    private void Work()
    {
        var tally = context.Ledger.Open();
        while (true)
        {
            var signal = tally.Kernel.SignalWait(Signals, out var completion, connections.Idle.WaitMs).OrThrow("sigtimedwait");
            connections.Idle.Wake(tally);
            if (signal == CompletionSignal)
            {
                if (completion.Value == End) return;
                var connection = connections[(int)completion.Value];
                GoOn(connection, connection.Completed(tally, context.Handler), tally);
            }
            // As at the end: the read that is under way returns, and the worker that is told of it closes.
            connections.Idle.ShutDown(tally);
        }
    }

    private void GoOn(AioConnection connection, Step step, Tally tally)
    {
        if (step == Step.Close || !connection.Start(step, tally).Ok) connections.Close(connection, tally);
    }

    public void Dispose() => connections.CloseAll(tally);

    /// <summary>A connection with the one operation that it has under way.</summary>
    private sealed class AioConnection(int fd, int bufferBytes, int signal) : Descriptor(fd)
    {
        private readonly AioOperation operation = new(bufferBytes, signal, key: fd);
        private EchoState state;
        private bool receiving;

        internal IoResult Start(Step step, Tally tally)
        {
            receiving = step == Step.Receive;
            return receiving
                ? operation.Read(tally.Kernel, Fd)
                : operation.Write(tally.Kernel, Fd, state.SentBytes, state.OwedBytes);
        }

        internal Step Completed(Tally tally, Handler handler)
        {
            var result = operation.Return();
            HeardNs = tally.NowNs;
            var step = receiving ? state.Received(result) : state.Sent(result);
            if (receiving && step == Step.Send) handler.Handle(tally);
            if (!receiving && result.Ok) tally.Send(result.Value, paid: state.OwedBytes == 0);
            return step;
        }

        internal override void Reset() => state = default;
    }
}
