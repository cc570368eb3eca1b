using System.Diagnostics.CodeAnalysis;
using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   each connection has a thread of its own, and that thread's recv waits. Nothing is ever asked for readiness.
// Calls per echo: recv, send, and a switch to the thread and away from it.
// Limits:         a thread per connection: its stack, and the scheduler's work.
// Literature:     W. R. Stevens, UNP vol. 1, ch. 26 (thread per client); recv(2), pthreads(7).
internal sealed class Blocking : IEchoServer
{
    // Starting a thread costs some 100 us, 2.5 times a pthread_create, so threads outlive their connections and are used again.
    internal const int StackBytes = 256 * 1024;

    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Connections<Connection> connections;
    private readonly List<Worker> workers = [];
    private readonly Stack<Worker> parked = [];
    private bool ended;

    public Blocking(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        connections = Connection.Table(context, nonBlocking: false, limitWaits: true);
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string> { ["stackBytes"] = $"{StackBytes}" };

    public void Run()
    {
        while (connections.Accept(tally) is { } connection)
        {
            Worker? worker;
            lock (parked)
            {
                if (!parked.TryPop(out worker)) worker = null;
            }
            worker ??= Start(connection);
            worker?.Serve(connection);
        }
        // Only the accepting thread opens connections, so from here on there are no new ones.
        foreach (var connection in connections.AllOpen()) Socket.Shutdown(connection.Fd);
        lock (parked)
        {
            ended = true;
            foreach (var worker in parked) worker.End();
        }
        foreach (var worker in workers) worker.Join();
    }

    public void Stop() => Socket.Shutdown(context.Listener);

    /// <returns>Null when the machine gives no more threads: the connection is refused, the others go on.</returns>
    private Worker? Start(Connection connection)
    {
        try
        {
            var worker = new Worker(this);
            workers.Add(worker);
            return worker;
        }
        catch (OutOfMemoryException)
        {
            tally.CountShed();
            connections.Close(connection, tally);
            return null;
        }
    }

    private void Serve(Connection connection, Tally tally)
    {
        connection.EchoToEnd(tally, context.Handler);
        connections.Close(connection, tally);
    }

    /// <returns>False when the server has ended and nothing more will come.</returns>
    private bool Park(Worker worker)
    {
        lock (parked)
        {
            if (ended) return false;
            parked.Push(worker);
            return true;
        }
    }

    public void Dispose() => connections.CloseAll(tally);

    /// <summary>A thread that serves one connection after the other, and sleeps between them.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim without a wait handle holds nothing to give back.")]
    private sealed class Worker
    {
        private readonly Blocking server;
        private readonly Tally tally;
        private readonly Thread thread;
        private readonly SemaphoreSlim turn = new(0);
        private Connection? connection;

        internal Worker(Blocking server)
        {
            this.server = server;
            tally = server.context.Ledger.Open();
            thread = new Thread(Run, StackBytes) { Name = "blocking", IsBackground = true };
            thread.Start();
        }

        internal void Serve(Connection next)
        {
            connection = next;
            turn.Release();
        }

        internal void End() => turn.Release();

        internal void Join() => thread.Join();

        private void Run()
        {
            do
            {
                turn.Wait();
                if (connection is null) return;
                server.Serve(connection, tally);
                connection = null;
            }
            while (server.Park(this));
        }
    }
}
