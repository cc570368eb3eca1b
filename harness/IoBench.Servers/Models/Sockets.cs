using System.Net.Sockets;
using RuntimeSocket = System.Net.Sockets.Socket;
using Socket = IoBench.Linux.Socket;

namespace IoBench.Servers.Models;

// How it waits:   what a C# program writes: await ReceiveAsync, await SendAsync. The runtime tries the call at once; if it would block, a
//                 thread of the runtime waits in epoll_wait (edge-triggered) and queues what goes on to the thread pool.
// Calls per echo: recv, send, epoll_wait, and futex or sched_yield of the pool; made by the runtime and not counted by us.
// Limits:         a hand-off to the pool for each message that was waited for; the pool has a thread for each CPU and grows slowly.
// Literature:     System.Net.Sockets (SocketAsyncEngine.Unix.cs in dotnet/runtime); D. Schmidt et al., POSA2: Proactor.
internal class Sockets : IEchoServer
{
    private const string InlineVariable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Connections<SocketConnection> connections;
    private readonly RuntimeSocket listener;
    private readonly Timer? timer;
    private volatile bool stopping;
    private int serving;

    public Sockets(ServerContext context)
        : this(context, inline: false)
    {
    }

    protected Sockets(ServerContext context, bool inline)
    {
        // The runtime reads it once, with the first socket of the process.
        System.Environment.SetEnvironmentVariable(InlineVariable, inline ? "1" : "0");
        this.context = context;
        tally = context.Ledger.Open();
        connections = new(context, nonBlocking: false, fd => new SocketConnection(fd, context.Options.BufferBytes, context.Ledger.Open()));
        // One timer for all: with a CancelAfter for each receive the runtime would put in and take out a timer, and register a token, at
        // every message. Here a message costs a look at the clock.
        if (connections.Idle.IsOn) timer = new Timer(EndIdle, context.Ledger.Open(), Timeout.Infinite, Timeout.Infinite);
        listener = new RuntimeSocket(new SafeSocketHandle(context.Listener, ownsHandle: false));
        Mechanism = new Dictionary<string, string> { ["completions"] = inline ? "inline" : "thread pool" };
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; }

    public void Run()
    {
        timer?.Change(0, Timeout.Infinite);
        while (!stopping) Accept();
        // Who waits for input reads the end, who waits for room an error; each closes its own.
        foreach (var connection in connections.AllOpen()) Socket.Shutdown(connection.Fd);
        for (var wait = 0; wait < 5000 && Volatile.Read(ref serving) > 0; wait++) Thread.Sleep(1);
    }

    public void Stop()
    {
        stopping = true;
        Socket.Shutdown(context.Listener);
    }

    private void Accept()
    {
        try
        {
            var socket = listener.Accept();
            var connection = connections.Open((int)socket.Handle, tally);
            Interlocked.Increment(ref serving);
            _ = Task.Run(() => Serve(connection, socket));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
        {
            connections.Shed(tally, wait: true);
        }
        catch (SocketException)
        {
            // It was gone before it was accepted, or the listener was shut down.
        }
    }

    private async Task Serve(SocketConnection connection, RuntimeSocket socket)
    {
        try
        {
            int received;
            while ((received = await socket.ReceiveAsync(connection.Buffer)) > 0)
            {
                connections.Idle.Wake(connection.Tally);
                connection.HeardNs = connection.Tally.NowNs;
                // In a synchronous call, as of a database driver: it holds a thread of the pool, or with inline completions the one that waits.
                context.Handler.Handle(connection.Tally);
                await socket.SendAsync(connection.Buffer.AsMemory(0, received));
                connection.Tally.Send(received, paid: true);
            }
        }
        catch (SocketException)
        {
            // The connection broke; it is closed like one that ended.
        }
        finally
        {
            connections.Leave(connection, connection.Tally);
            socket.Dispose();
            Interlocked.Decrement(ref serving);
        }
    }

    /// <summary>Who waits for input reads the end, who waits for room an error, as at a stop.</summary>
    private void EndIdle(object? tally)
    {
        connections.Idle.Wake((Tally)tally!);
        connections.Idle.ShutDown((Tally)tally!);
        try
        {
            // Set again only now: never two at once.
            timer!.Change(connections.Idle.WaitMs, Timeout.Infinite);
        }
        catch (ObjectDisposedException)
        {
            // The server has ended meanwhile.
        }
    }

    public void Dispose()
    {
        timer?.Dispose();
        listener.Dispose();
        connections.CloseAll(tally);
    }

    /// <summary>A connection with its buffer, and books of its own: its echoes run one after the other, each on whatever thread.</summary>
    private sealed class SocketConnection(int fd, int bufferBytes, Tally tally) : Descriptor(fd)
    {
        internal byte[] Buffer { get; } = GC.AllocateUninitializedArray<byte>(bufferBytes, pinned: true);

        internal Tally Tally => tally;

        internal override void Reset()
        {
        }
    }
}
