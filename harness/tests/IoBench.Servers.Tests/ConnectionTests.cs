using System.Net;
using System.Net.Sockets;

namespace IoBench.Servers.Tests;

/// <summary>How long a connection is heard and where its bytes lie, on sockets of this process.</summary>
public sealed class ConnectionTests : IDisposable
{
    private const int BufferBytes = 1000;

    private readonly Tally tally = new Ledger(BufferBytes).Open();
    private readonly Socket peer, served, otherPeer, otherServed;
    private readonly Connection connection, other;

    public ConnectionTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        (peer, served, connection) = Connect(listener);
        (otherPeer, otherServed, other) = Connect(listener);
    }

    [Fact]
    public void Who_never_runs_dry_is_heard_no_more_than_so_many_rounds()
    {
        Send(10 * BufferBytes);

        Assert.Equal(Step.Receive, connection.EchoAll(tally, Handler.None, rounds: 3));
        Assert.True(connection.MayHoldMore);
        Assert.Equal(3 * BufferBytes, tally.Bytes);

        Assert.Equal(Step.AwaitInput, connection.EchoAll(tally, Handler.None));
        Assert.Equal(10 * BufferBytes, tally.Bytes);
    }

    [Fact]
    public void A_short_receive_ends_it_unless_a_notice_was_missed()
    {
        Send(10);
        peer.Shutdown(SocketShutdown.Send);

        Assert.Equal(Step.Receive, connection.EchoAll(tally, Handler.None));
        Assert.False(connection.MayHoldMore);

        connection.MissedNotice();
        Assert.Equal(Step.Close, connection.EchoAll(tally, Handler.None));
        Assert.Equal(10, tally.Bytes);
    }

    /// <summary>The thread's buffer is everyone's: what one is owed must outlast what the others send meanwhile.</summary>
    [Fact]
    public void Keeps_what_its_peer_does_not_take_while_others_are_served()
    {
        var (sent, received) = (new List<byte>(), new List<byte>());
        peer.Blocking = false;
        while (connection.Echo(tally, Handler.None) != Step.AwaitRoom)
        {
            var bytes = Enumerable.Range(sent.Count, 20 * BufferBytes).Select(i => (byte)(i * 31)).ToArray();
            sent.AddRange(bytes[..Math.Max(0, peer.Send(bytes, SocketFlags.None, out _))]);
        }

        otherPeer.Send(Enumerable.Repeat((byte)'x', BufferBytes).ToArray());
        Await(otherServed, BufferBytes);
        Assert.Equal(Step.Receive, other.Echo(tally, Handler.None));

        var part = new byte[BufferBytes];
        while (received.Count < sent.Count)
        {
            if (peer.Available > 0) received.AddRange(part[..peer.Receive(part)]);
            else connection.Echo(tally, Handler.None);
        }
        Assert.Equal(sent, received);
    }

    private static (Socket Peer, Socket Served, Connection Connection) Connect(TcpListener listener)
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 10_000 };
        peer.Connect(listener.LocalEndpoint);
        var served = listener.AcceptSocket();
        (served.Blocking, served.NoDelay) = (false, true);
        return (peer, served, new Connection((int)served.Handle, BufferBytes));
    }

    /// <summary>Returns when all of it lies there.</summary>
    private void Send(int count)
    {
        peer.Send(new byte[count]);
        Await(served, count);
    }

    private static void Await(Socket socket, int count) =>
        Assert.True(SpinWait.SpinUntil(() => socket.Available == count, 10_000), "loopback took ten seconds");

    public void Dispose()
    {
        foreach (var socket in (Socket[])[peer, served, otherPeer, otherServed]) socket.Dispose();
    }
}
