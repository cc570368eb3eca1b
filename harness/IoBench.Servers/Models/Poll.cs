using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   poll is handed every descriptor at every call, and every answer is looked through.
// Calls per echo: poll (shared by all that is ready), recv, send.
// Limits:         the cost of a call grows with all connections, idle ones too: about 0.5 us per idle connection and wait.
// Literature:     poll(2); W. R. Stevens, UNP vol. 1, ch. 6 (I/O multiplexing).
internal sealed class Poll : IEchoServer
{
    private const int ListenerIndex = 0, StopIndex = 1, FirstConnection = 2;

    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Handler handler;
    private readonly Connections<Connection> connections;
    private readonly WakeEvent stop = new();
    private PollFd[] set = new PollFd[64];
    private int count = FirstConnection;

    public Poll(ServerContext context)
    {
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        handler = context.Handler;
        connections = Connection.Table(context, nonBlocking: true);
        set[ListenerIndex] = new PollFd { Fd = context.Listener, Events = Readiness.In };
        set[StopIndex] = new PollFd { Fd = stop.Fd, Events = Readiness.In };
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string>();

    public void Run()
    {
        while (true)
        {
            var ready = kernel.Poll(set.AsSpan(0, count), connections.Idle.WaitMs).OrThrow("poll");
            connections.Idle.Wake(tally);
            if (set[StopIndex].Returned != 0) return;
            var acceptable = set[ListenerIndex].Returned != 0;
            if (acceptable) ready--;
            // Backwards: closing one moves the last into its place, which has been looked at.
            for (var i = count - 1; i >= FirstConnection && ready > 0; i--)
            {
                if (set[i].Returned == 0) continue;
                ready--;
                Serve(connections[set[i].Fd]);
            }
            if (acceptable) Accept();
            while (connections.NextIdle(tally) is { } silent) Close(silent);
        }
    }

    public void Stop() => stop.Set();

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            if (count == set.Length) Array.Resize(ref set, 2 * count);
            connection.Index = count;
            set[count++] = new PollFd { Fd = connection.Fd, Events = Readiness.In };
        }
    }

    private void Serve(Connection connection)
    {
        switch (connection.Echo(tally, handler))
        {
            case Step.Close:
                Close(connection);
                break;
            case Step.AwaitRoom:
                WaitFor(connection, Readiness.Out);
                break;
            default:
                WaitFor(connection, Readiness.In);
                break;
        }
    }

    private void WaitFor(Connection connection, Readiness interest) => set[connection.Index].Events = interest;

    private void Close(Connection connection)
    {
        set[connection.Index] = set[--count];
        connections[set[connection.Index].Fd].Index = connection.Index;
        connections.Close(connection, tally);
    }

    public void Dispose()
    {
        connections.CloseAll(tally);
        stop.Dispose();
    }
}
