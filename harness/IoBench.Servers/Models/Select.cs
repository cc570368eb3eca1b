using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   select is handed two bitmaps up to the highest descriptor at every call, and every answer is looked through.
// Calls per echo: select (shared by all that is ready), recv, send.
// Limits:         the cost of a call grows with the highest descriptor; 1024 is the limit of the C library's fd_set, not of the
//                 kernel, which takes bitmaps of any length, as here.
// Literature:     select(2); W. R. Stevens, UNP vol. 1, ch. 6 (I/O multiplexing).
internal sealed class Select : IEchoServer
{
    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Connections<Connection> connections;
    private readonly WakeEvent stop = new();
    private readonly DescriptorSet wantInput = new(), wantRoom = new(), readable = new(), writable = new();
    private int nfds;

    public Select(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        connections = Connection.Table(context, nonBlocking: true);
        wantInput.Add(context.Listener);
        wantInput.Add(stop.Fd);
        nfds = Math.Max(context.Listener, stop.Fd) + 1;
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; } = new Dictionary<string, string>();

    public void Run()
    {
        while (true)
        {
            readable.CopyFrom(wantInput, nfds);
            writable.CopyFrom(wantRoom, nfds);
            var ready = kernel.Select(nfds, readable, writable).OrThrow("select");
            if (readable.Contains(stop.Fd)) return;
            ready -= Serve(readable);
            if (ready > 0) Serve(writable);
        }
    }

    public void Stop() => stop.Set();

    private int Serve(DescriptorSet set)
    {
        var served = 0;
        // A connection accepted in this round has a bit only from the next round on.
        var end = nfds;
        for (var fd = set.Next(0, end); fd >= 0; fd = set.Next(fd + 1, end))
        {
            served++;
            if (fd == context.Listener) Accept();
            else Serve(connections[fd]);
        }
        return served;
    }

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            wantInput.Add(connection.Fd);
            nfds = Math.Max(nfds, connection.Fd + 1);
        }
    }

    private void Serve(Connection connection)
    {
        switch (connection.Echo(tally))
        {
            case Step.Close:
                wantInput.Remove(connection.Fd);
                wantRoom.Remove(connection.Fd);
                connections.Close(connection, tally);
                break;
            case Step.AwaitRoom:
                wantInput.Remove(connection.Fd);
                wantRoom.Add(connection.Fd);
                break;
            default:
                wantRoom.Remove(connection.Fd);
                wantInput.Add(connection.Fd);
                break;
        }
    }

    public void Dispose()
    {
        connections.CloseAll(tally);
        stop.Dispose();
    }
}
