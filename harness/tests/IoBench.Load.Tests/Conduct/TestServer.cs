using System.Net;
using System.Net.Sockets;

namespace IoBench.Load.Tests;

/// <summary>A server on loopback, a thread for each connection, which does with its peers what a <see cref="Misbehaving"/> says.</summary>
internal sealed class TestServer : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> peers = [];
    private readonly List<Thread> threads = [];
    private readonly ManualResetEventSlim over = new();
    private readonly Misbehaving conduct;
    private readonly int payloadBytes;

    internal TestServer(Misbehaving conduct, int payloadBytes, int backlog = 512)
    {
        this.conduct = conduct;
        this.payloadBytes = payloadBytes;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.NoDelay = true; // accepted sockets inherit it
        listener.Listen(backlog);
        if (conduct.Accepts) Start(Accept);
    }

    internal IPEndPoint EndPoint => (IPEndPoint)listener.LocalEndPoint!;

    private void Accept()
    {
        for (var index = 0; ; index++)
        {
            var peer = listener.Accept();
            var number = index;
            lock (peers) peers.Add(peer);
            Start(() =>
            {
                using (peer) conduct.Serve(new Peer(peer, number, payloadBytes, over));
            });
        }
    }

    private void Start(Action serve)
    {
        // The client's end, or the test's, breaks off what waits: that is how these threads end.
        var thread = new Thread(() =>
        {
            try
            {
                serve();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or EndOfStreamException)
            {
            }
        }, maxStackSize: 256 * 1024) { IsBackground = true };
        lock (threads) threads.Add(thread);
        thread.Start();
    }

    public void Dispose()
    {
        over.Set();
        listener.Dispose();
        lock (peers)
        {
            foreach (var peer in peers) peer.Dispose();
        }
        lock (threads)
        {
            foreach (var thread in threads) thread.Join(5000);
        }
    }
}

/// <summary>One connection as a misbehaving server sees it.</summary>
internal sealed class Peer(Socket socket, int index, int payloadBytes, ManualResetEventSlim over)
{
    private readonly byte[] buffer = new byte[64 * 1024];

    /// <summary>Counted from 0 in the order of accepting.</summary>
    internal int Index => index;

    /// <summary>Sleeps, but not beyond the end of the test.</summary>
    internal void Sleep(int milliseconds) => over.Wait(milliseconds);

    internal bool SpeaksWithin(int milliseconds) => socket.Poll(TimeSpan.FromMilliseconds(milliseconds), SelectMode.SelectRead);

    /// <summary>The next whole message.</summary>
    /// <exception cref="EndOfStreamException">The client ended its side.</exception>
    internal byte[] Message()
    {
        var message = new byte[payloadBytes];
        for (var got = 0; got < message.Length;)
        {
            var received = socket.Receive(message.AsSpan(got));
            if (received == 0) throw new EndOfStreamException();
            got += received;
        }
        return message;
    }

    internal void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[socket.Send(bytes)..];
    }

    internal void Echo(int messages)
    {
        for (var i = 0; i < messages; i++) Send(Message());
    }

    /// <summary>Echoes all that comes, until the client's end.</summary>
    internal void EchoToEnd()
    {
        for (int received; (received = socket.Receive(buffer)) > 0;) Send(buffer.AsSpan(0, received));
    }

    internal void IgnoreToEnd()
    {
        while (socket.Receive(buffer) > 0) { }
    }

    internal void EndSending() => socket.Shutdown(SocketShutdown.Send);

    internal void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
