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
    private readonly Handler handler;
    private readonly Connections<Connection> connections;
    private readonly WakeEvent stop = new();
    private readonly DescriptorSet wantInput = new(), wantRoom = new(), readable = new(), writable = new();
    private int nfds, waitingForRoom;

    public Select(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        handler = context.Handler;
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
            // Asked for room only when someone waits for it: one bitmap less to look through, 4 % of the CPU at 50 connections.
            var askRoom = waitingForRoom > 0;
            readable.CopyFrom(wantInput, nfds);
            if (askRoom) writable.CopyFrom(wantRoom, nfds);
            kernel.Select(nfds, readable, askRoom ? writable : null, connections.Idle.WaitMs).OrThrow("select");
            connections.Idle.Wake(tally);
            if (readable.Contains(stop.Fd)) return;
            Serve(readable);
            if (askRoom) Serve(writable);
            while (connections.NextIdle(tally) is { } silent) Close(silent);
        }
    }

    public void Stop() => stop.Set();

    private void Serve(DescriptorSet set)
    {
        // A connection accepted in this round has a bit only from the next round on.
        var end = nfds;
        for (var fd = set.Next(0, end); fd >= 0; fd = set.Next(fd + 1, end))
        {
            if (fd == context.Listener) Accept();
            else Serve(connections[fd]);
        }
    }

    private void Accept()
    {
        while (connections.Accept(tally) is { } connection)
        {
            connection.Interest = Readiness.In;
            wantInput.Add(connection.Fd);
            nfds = Math.Max(nfds, connection.Fd + 1);
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

    private void WaitFor(Connection connection, Readiness interest)
    {
        if (connection.Interest == interest) return;
        if (connection.Interest == Readiness.In) wantInput.Remove(connection.Fd);
        if (connection.Interest == Readiness.Out)
        {
            wantRoom.Remove(connection.Fd);
            waitingForRoom--;
        }
        if (interest == Readiness.In) wantInput.Add(connection.Fd);
        if (interest == Readiness.Out)
        {
            wantRoom.Add(connection.Fd);
            waitingForRoom++;
        }
        connection.Interest = interest;
    }

    private void Close(Connection connection)
    {
        WaitFor(connection, Readiness.None);
        connections.Close(connection, tally);
    }

    public void Dispose()
    {
        connections.CloseAll(tally);
        stop.Dispose();
    }
}
