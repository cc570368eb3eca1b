namespace IoBench.Servers.Models;

// How it waits:   not at all: every descriptor, the listener too, is tried in turn, and nearly all answer EAGAIN.
// Calls per echo: recv, send, and for each turn of the loop an accept4 and a recv (0.3 us) of every connection.
// Limits:         a turn costs in proportion to all connections, idle ones too; each loop uses a whole CPU, also when nothing comes.
// Literature:     W. R. Stevens, UNP vol. 1, ch. 6 (nonblocking I/O model) and ch. 16 (nonblocking I/O).
internal sealed class NonBlocking : IEchoServer
{
    private readonly Tally tally;
    private readonly Handler handler;
    private readonly Connections<Connection> connections;
    private readonly OpenConnections open = new();
    private volatile bool stopping;

    public NonBlocking(ServerContext context)
    {
        tally = context.Ledger.Open();
        handler = context.Handler;
        connections = Connection.Table(context, nonBlocking: true);
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string>();

    public void Run()
    {
        // A flag, not an event: nobody sleeps who would have to be woken, and a descriptor to look at would be a call more for each turn.
        while (!stopping)
        {
            connections.Idle.Wake(tally);
            Accept();
            // Backwards: closing one moves the last into its place, which has been tried.
            for (var i = open.Count - 1; i >= 0; i--) Serve(open[i]);
            while (connections.NextIdle(tally) is { } silent) Close(silent);
        }
    }

    public void Stop() => stopping = true;

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection) open.Add(connection);
    }

    private void Serve(Connection connection)
    {
        if (connection.Echo(tally, handler) == Step.Close) Close(connection);
    }

    private void Close(Connection connection)
    {
        open.Remove(connection);
        connections.Close(connection, tally);
    }

    public void Dispose() => connections.CloseAll(tally);
}
