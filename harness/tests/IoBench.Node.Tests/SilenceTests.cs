using System.Net.Sockets;
using Socket = System.Net.Sockets.Socket;

namespace IoBench.Node.Tests;

/// <summary>What every model must do about silence whatever the time: who is ended, and who is not.</summary>
public sealed class SilenceTests
{
    public static TheoryData<string> Models => ModelTests.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Closes_who_sends_and_never_reads(string model)
    {
        using var server = ModelTests.Start(model, "--idle-timeout 0.5");
        using var deaf = server.Connect();
        using var other = server.Connect();
        var sending = Task.Run(() => Assert.ThrowsAny<SocketException>(() => deaf.SendAll(Peer.Bytes(20 * 1024 * 1024))), TestContext.Current.CancellationToken);
        for (var message = 0; message < 150 && !sending.IsCompleted; message++)
        {
            other.Echo(Peer.Bytes(100, message));
            Thread.Sleep(20);
        }

        Assert.True(sending.IsCompleted, "kept for six times its time");
        await sending;
        other.Echo(Peer.Bytes(100));
        Assert.Equal(1, server.MarkUntil(m => m.Connections.Open == 1).Events["connectionsIdledOut"]);
    }

    /// <summary>
    /// Peers end about when their time is over, and others come at once and are given their descriptor numbers. Whoever comes is answered: nobody is
    /// ended for the silence of one who had his number before.
    /// </summary>
    [Theory]
    [MemberData(nameof(Models))]
    public async Task Never_takes_a_newcomer_for_a_silent_one(string model)
    {
        const int TimeoutMs = 300, Threads = 4, Each = 40, Rounds = 5;
        using var server = ModelTests.Start(model, "--idle-timeout 0.3");
        var threads = Enumerable.Range(0, Threads).Select(seed => Task.Factory.StartNew(() => ComeAndGo(seed), TaskCreationOptions.LongRunning)).ToArray();
        await Task.WhenAll(threads);

        var mark = server.MarkUntil(m => m.Connections.Open == 0);
        Assert.Equal(Threads * Each * (Rounds + 1), mark.Connections.Accepted);

        void ComeAndGo(int seed)
        {
            var random = new Random(seed);
            var peers = Enumerable.Range(0, Each).Select(_ => Come()).ToList();
            for (var round = 0; round < Rounds; round++)
            {
                Thread.Sleep(TimeoutMs - 20);
                for (var i = 0; i < Each; i++)
                {
                    peers[i].Dispose();
                    if (i % 4 == 0) Thread.Sleep(random.Next(6));
                    peers[i] = Come();
                }
            }
            peers.ForEach(peer => peer.Dispose());

            Socket Come()
            {
                var peer = server.Connect();
                peer.Echo(BitConverter.GetBytes(random.Next()));
                return peer;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Ends_in_order_with_a_timeout_to_come(string model)
    {
        using var server = ModelTests.Start(model, "--idle-timeout 3600");
        using var peer = server.Connect();
        peer.Echo(Peer.Bytes(1000));

        var stopped = server.Stop();
        Assert.Equal((0, 0), (stopped.Connections.Open, stopped.Events.Count));
        Assert.Empty(peer.ReceiveToEnd());
    }

    [Fact]
    public void Keeps_silent_connections_when_no_timeout_is_given()
    {
        using var server = ModelTests.Start("epoll", "--idle-timeout 0");
        using var peer = server.Connect();
        Thread.Sleep(300);

        peer.Echo([1]);
        Assert.Null(server.Ready.Options.IdleTimeoutMs);
        Assert.DoesNotContain("timer", server.Ready.Options.Mechanism.Keys);
    }
}
