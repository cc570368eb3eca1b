using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   a fixed number of threads, of which one at a time is in accept; who is given a connection serves it to its end, and its recv waits.
// Calls per echo: recv, send, and a switch to the thread and away from it.
// Limits:         one connection for each thread: those beyond are let in by the kernel (backlog) and wait, unserved, for another's end.
// Literature:     W. R. Stevens, UNP vol. 1, ch. 30 (prethreaded server, accept under a mutex); accept(2), pthreads(7).
internal sealed class BlockingPool : IEchoServer
{
    internal const int OwnThreads = 256;

    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Connections<Connection> connections;
    private readonly Lock turn = new();
    private readonly Thread[] workers;
    private readonly ManualResetEventSlim started = new(), stop = new();

    public BlockingPool(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        connections = Connection.Table(context, nonBlocking: false, limitWaits: true);
        workers = new Thread[context.Threads];
        for (var i = 0; i < workers.Length; i++) workers[i] = new Thread(Work, Blocking.StackBytes) { Name = "blocking-pool", IsBackground = true };
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["stackBytes"] = $"{Blocking.StackBytes}" };

    public void Run()
    {
        foreach (var worker in workers) worker.Start();
        started.Set();
        stop.Wait();
        foreach (var worker in workers)
        {
            // Again and again: one that was accepted a moment ago may stand in the table only now.
            do foreach (var connection in connections.AllOpen()) Socket.Shutdown(connection.Fd);
            while (!worker.Join(millisecondsTimeout: 10));
        }
    }

    public void Stop()
    {
        Socket.Shutdown(context.Listener);
        stop.Set();
    }

    private void Work()
    {
        var tally = context.Ledger.Open();
        // No connection before the last thread stands: starting one takes a descriptor, and the connections may have them all.
        started.Wait();
        while (Next(tally) is { } connection)
        {
            connection.EchoToEnd(tally, context.Handler);
            connections.Close(connection, tally);
        }
    }

    /// <summary>One at a time: every accept4 that waits holds a descriptor, so that 256 of them would leave none for who comes.</summary>
    private Connection? Next(Tally tally)
    {
        lock (turn) return connections.Accept(tally);
    }

    // The events stay: they hold nothing to give back, and Stop may still come.
    public void Dispose() => connections.CloseAll(tally);
}
