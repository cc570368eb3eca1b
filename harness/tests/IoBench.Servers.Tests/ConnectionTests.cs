using System.Net;
using System.Net.Sockets;

namespace IoBench.Servers.Tests;

/// <summary>How long a connection is heard, on sockets of this process.</summary>
public sealed class ConnectionTests : IDisposable
{
    private const int BufferBytes = 1000;

    private readonly Tally tally = new Ledger().Open();
    private readonly Socket peer, served;
    private readonly Connection connection;

    public ConnectionTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 10_000 };
        peer.Connect(listener.LocalEndpoint);
        served = listener.AcceptSocket();
        served.Blocking = false;
        connection = new Connection((int)served.Handle, BufferBytes);
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

    /// <summary>Returns when all of it lies there.</summary>
    private void Send(int count)
    {
        peer.Send(new byte[count]);
        Assert.True(SpinWait.SpinUntil(() => served.Available == count, 10_000), "loopback took ten seconds");
    }

    public void Dispose()
    {
        peer.Dispose();
        served.Dispose();
    }
}
