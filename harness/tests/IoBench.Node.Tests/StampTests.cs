using IoBench.Results;

namespace IoBench.Node.Tests;

/// <summary>Stamps of a server and of a client of echoes, asked for over the child protocol.</summary>
public sealed class StampTests
{
    [Fact]
    public void A_server_tells_every_call_of_an_echo_in_order()
    {
        using var server = new EchoServer("epoll", "--stamp", "1000");
        using var peer = server.Connect();
        peer.Echo(Peer.Bytes(64));
        // The peer has its echo before the server is back from sending it: only what is counted is stamped too.
        server.MarkUntil(m => m.Messages == 1);
        server.Stamps();
        peer.Echo(Peer.Bytes(64));
        peer.Echo(Peer.Bytes(64));
        server.MarkUntil(m => m.Messages == 3);

        var stamps = server.Stamps();

        Assert.Equal(["epoll_wait", "recv", "send", "epoll_wait", "recv", "send"], stamps.Calls.Select(c => c.Call));
        Assert.Equal([1L, 64, 64, 1, 64, 64], stamps.Calls.Select(c => c.Result));
        Assert.Equal("epoll", stamps.Threads[$"{stamps.Calls[0].Thread}"]);
        Assert.Equal(("epoll_wait", stamps.Calls[0].Thread), (stamps.Waiting.Single().Call, stamps.Waiting.Single().Thread));
        Assert.Equal(0, stamps.Dropped);
    }

    [Fact]
    public void Stamping_can_be_paused()
    {
        using var server = new EchoServer("poll", "--stamp", "1000");
        using var peer = server.Connect();
        Assert.False(server.SwitchStamps(on: false).On);
        server.Stamps();
        peer.Echo(Peer.Bytes(64));
        Assert.Empty(server.Stamps().Calls);
        Assert.True(server.SwitchStamps(on: true).On);
        peer.Echo(Peer.Bytes(64));
        server.MarkUntil(m => m.Messages == 2);
        Assert.Contains(server.Stamps().Calls, c => c.Call == "send");
    }

    [Fact]
    public void What_finds_no_room_is_counted()
    {
        using var server = new EchoServer("epoll", "--stamp", "4");
        using var peer = server.Connect();
        for (var i = 0; i < 20; i++) peer.Echo(Peer.Bytes(64));
        var stamps = server.Stamps();
        Assert.Equal(4, stamps.Calls.Count);
        Assert.InRange(stamps.Dropped, 55, 200);
    }

    [Fact]
    public void Stamps_that_were_not_asked_for_are_not_to_be_had()
    {
        using var server = new EchoServer("epoll");
        server.Node.Write("stamps");
        server.Mark();
        server.Node.Write("stop");
        Assert.Equal("iobench: serve: 'stamps' needs --stamp N\n", server.Node.End().Errors);
    }

    [Fact]
    public void A_client_of_echoes_sends_waits_and_receives()
    {
        using var server = new EchoServer("epoll");
        using var client = new NodeProcess("echo", "--target", $"127.0.0.1:{server.Ready.Port}", "--payload", "100", "--stamp", "100");
        Assert.Equal(100, client.Read(LineJson.Default.EchoConnected).PayloadBytes);
        client.Write("stamps");
        client.Read(LineJson.Default.StampReport);
        client.Write("dance");
        client.Write("echo 0");
        client.Write("echo 2 1000");
        var round = client.Read(LineJson.Default.EchoRound);
        client.Write("stamps");
        var calls = client.Read(LineJson.Default.StampReport).Calls;
        client.EndInput();
        var (exitCode, _, errors) = client.End();

        Assert.Equal(["send", "poll", "recv", "send", "poll", "recv"], calls.Select(c => c.Call));
        Assert.Equal(2, round.RoundTripsNs.Count);
        // The client's own clock readings stand just outside the stamps of send and recv.
        Assert.InRange(round.RoundTripsNs[0], calls[2].LeaveNs - calls[0].EnterNs, long.MaxValue);
        Assert.InRange(calls[3].EnterNs - calls[2].LeaveNs, 1_000_000, long.MaxValue);
        Assert.Equal(0, exitCode);
        Assert.Equal(
            "iobench: echo: 'dance' is no command; there are echo N, echo N PAUSE_US, stamp on, stamp off and stamps\n" +
            "iobench: echo: 'echo 0' is no command; there are echo N, echo N PAUSE_US, stamp on, stamp off and stamps\n", errors);
    }

    [Fact]
    public void A_client_of_echoes_says_why_it_cannot()
    {
        ServeTests.Fails(2, "echo: --target HOST:PORT is missing", "echo");
        ServeTests.Fails(2, "echo: --stamp must be a whole number from 1 to 4194304, not '0'", "echo", "--target", "127.0.0.1:1", "--stamp", "0");
        ServeTests.Fails(1, "no connection, 127.0.0.1:1; ECONNREFUSED", "echo", "--target", "127.0.0.1:1");
    }
}
