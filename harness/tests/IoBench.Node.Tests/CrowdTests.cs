using System.Net.Sockets;
using IoBench.Servers;

namespace IoBench.Node.Tests;

/// <summary>Many connections: reset, at once, one after the other, and more than there are descriptors for. Apart from <see cref="ModelTests"/>, so that both run side by side.</summary>
public sealed class CrowdTests
{
    public static TheoryData<string> Models => ModelTests.Models;

    public static TheoryData<string, string> ModelsAndSizes => ModelTests.ModelsAndSizes;

    [Theory]
    [MemberData(nameof(ModelsAndSizes))]
    public void Survives_three_hundred_resets(string model, string options)
    {
        using var server = ModelTests.Start(model, options);
        for (var i = 0; i < 300; i++)
        {
            var peer = server.Connect();
            if (i % 3 > 0) peer.SendAll(Peer.Bytes(i % 3 == 1 ? 10 : 5000));
            peer.Reset();
        }
        using var after = server.Connect();
        after.Echo(Peer.Bytes(1000));

        var mark = server.MarkUntil(m => m.Connections.Open == 1);
        Assert.InRange(mark.Connections.Accepted, 2, 301);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Serves_a_thousand_connections_at_once(string model)
    {
        // Where a thread holds one connection, a thousand threads: the model's own number is less.
        using var server = ModelTests.Start(model, Catalog.Find(model)!.ConnectionsPerThread is { } each ? $"--threads {1000 / each}" : "");
        var peers = Enumerable.Range(0, 1000).Select(_ => server.Connect()).ToList();
        try
        {
            for (var i = 0; i < peers.Count; i++) peers[i].SendAll(BitConverter.GetBytes(i));
            for (var i = 0; i < peers.Count; i++) Assert.Equal(i, BitConverter.ToInt32(peers[i].ReceiveExactly(sizeof(int))));
            Assert.Equal(1000, server.Mark().Connections.Open);
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }
        Assert.Equal(0, server.MarkUntil(m => m.Connections.Open == 0).Connections.Open);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Uses_descriptors_again_without_mixing_up_connections(string model)
    {
        using var server = ModelTests.Start(model);
        for (var i = 0; i < 500; i++)
        {
            using var peer = server.Connect();
            peer.Echo(BitConverter.GetBytes(i));
        }
        Assert.Equal(500, server.MarkUntil(m => m.Connections.Open == 0).Connections.Accepted);
    }

    /// <summary>
    /// Models that need no new thread later on, their own or one of the runtime or of the C library: starting one takes descriptors too,
    /// and the runtime ends without.
    /// </summary>
    public static TheoryData<string> ModelsThatStartNoThreads =>
        [.. Catalog.All.Where(m => m.CallsCounted == CallCounting.All && m.Threads != Threading.Connections).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(ModelsThatStartNoThreads))]
    public void Refuses_whom_it_has_no_descriptor_for_and_serves_the_others(string model)
    {
        const string Limit = "/usr/bin/prlimit";
        Assert.SkipUnless(File.Exists(Limit), "no prlimit (util-linux) on this machine");
        Assert.SkipWhen(Catalog.Find(model)!.WhyUnavailable() is not null, $"{model} does not run here");
        using var server = new EchoServer(model, [Limit, "--nofile=150:150"], []);
        var peers = Enumerable.Range(0, 180).Select(_ => server.Connect()).ToList();
        try
        {
            // Seen from outside: the node cannot read its own counters without a descriptor. All must have been let in or refused, or
            // who waits still would take the places of those who go.
            var served = peers.Where(IsServed).ToList();
            Assert.InRange(served.Count, 20, 150);
            // They were there before any descriptor was missing; they are served on, and when they go others may come.
            for (var i = 0; i < 20; i++) served[i].Echo(Peer.Bytes(100, i));
            for (var i = 0; i < 20; i++) served[i].Dispose();
            Assert.True(SpinWait.SpinUntil(LetsIn, EchoServer.LimitMs), "nobody was let in any more");
            Assert.True(server.Mark().Events["connectionsShed"] >= 30);
            server.Stop();
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }

        // False until the server has heard of the end of the others.
        bool LetsIn()
        {
            using var late = server.Connect();
            return IsServed(late);
        }

        static bool IsServed(Socket peer)
        {
            try
            {
                peer.SendAll([1]);
                return peer.Receive(new byte[1]) == 1;
            }
            catch (SocketException e) when (e.SocketErrorCode is not SocketError.TimedOut)
            {
                return false;
            }
        }
    }
}
