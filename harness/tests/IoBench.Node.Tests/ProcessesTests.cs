using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using IoBench.Linux;
using IoBench.Results;
using IoBench.Servers;
using Socket = System.Net.Sockets.Socket;

namespace IoBench.Node.Tests;

/// <summary><c>serve --processes N</c>: several servers on one port that look like one from outside, and end as one.</summary>
public sealed class ProcessesTests
{
    private const int Count = 3, PeersEach = 20;

    public static TheoryData<string> Models => ModelTests.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void Share_the_connections_and_add_up_what_they_did(string model)
    {
        Assert.SkipWhen(Catalog.Find(model)!.WhyUnavailable() is not null, $"{model} does not run here");
        using var server = new EchoServer(model, "--processes", "2");
        Assert.Equal((2, server.Node.Pid), (server.Ready.Options.Processes, server.Ready.Pid));
        var before = server.Mark();
        var peers = Enumerable.Range(0, 2 * PeersEach).Select(_ => server.Connect()).ToList();
        for (var i = 0; i < peers.Count; i++) peers[i].Echo(Peer.Bytes(100, i));

        var after = server.MarkUntil(m => m.Bytes == 100 * peers.Count);
        Assert.Equal((before.Connections.Accepted + peers.Count, peers.Count), (after.Connections.Accepted, after.Connections.Open));
        Assert.NotNull(after.Socket);
        foreach (var peer in peers) peer.Dispose();
        server.MarkUntil(m => m.Connections.Open == 0);
        Assert.Equal(100 * peers.Count, server.Stop().Bytes);
    }

    [Fact]
    public void Have_a_CPU_each_and_all_of_them_serve()
    {
        using var server = new EchoServer("epoll", "--processes", "2", "--cpus", "0,1");
        var children = Children(server.Node.Pid);
        Assert.Equal(["0", "1"], children.Select(AllowedCpus).Order());

        var peers = Enumerable.Range(0, 60).Select(_ => server.Connect()).ToList();
        foreach (var peer in peers) peer.Echo([1]);
        // The kernel spreads by a hash of the ports: that one of two gets none of sixty has a chance of 2^-59.
        Assert.All(children, pid => Assert.InRange(Sockets(pid), 10, 70));
        foreach (var peer in peers) peer.Dispose();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Print_one_snapshot_of_all_at_SIGUSR1_and_serve_on(string model)
    {
        Assert.SkipWhen(Catalog.Find(model)!.WhyUnavailable() is not null, $"{model} does not run here");
        using var server = new EchoServer(model, "--processes", "2");
        var before = server.Mark();
        var peers = Enumerable.Range(0, 2 * PeersEach).Select(_ => server.Connect()).ToList();
        for (var round = 1; round <= 2; round++)
        {
            for (var i = 0; i < peers.Count; i++) peers[i].Echo(Peer.Bytes(100, i));
            server.MarkUntil(m => m.Bytes == 100 * peers.Count * round);
            server.Node.Signal("USR1");
            var snapshot = server.Node.Read(LineJson.Default.ServerSnapshot);
            Assert.Equal(("snapshot", model, 100 * peers.Count * round, peers.Count), (snapshot.Event, snapshot.Model, snapshot.Bytes, snapshot.Connections.Open));
            Assert.Equal(before.Connections.Accepted + peers.Count, snapshot.Connections.Accepted);
        }
        foreach (var peer in peers) peer.Dispose();
        server.Stop();
    }

    /// <summary>As by a signal to all who bear the name: what the others print for themselves is no answer to what the first one asks them.</summary>
    [Fact]
    public void Tell_how_they_stand_now_also_when_each_was_asked_before()
    {
        using var server = new EchoServer("epoll", "--processes", "2");
        foreach (var child in Children(server.Node.Pid)) Kill("USR1", child);
        // Long enough for both to have answered; were it not, this would only prove less.
        Thread.Sleep(300);

        var askedNs = Clock.NowNs();
        server.Node.Signal("USR1");
        var snapshot = server.Node.Read(LineJson.Default.ServerSnapshot);
        Assert.Equal("snapshot", snapshot.Event);
        Assert.True(snapshot.AtNs >= askedNs, $"counters of {(askedNs - snapshot.AtNs) / 1e6} ms before");
        Assert.Equal("mark", server.Mark().Event);
        server.Stop();
    }

    [Fact]
    public void End_who_is_silent_each_its_own()
    {
        using var server = new EchoServer("epoll", "--processes", "2", "--idle-timeout", "0.5");
        Assert.Equal((500, Catalog.Find("epoll")!.Timer), (server.Ready.Options.IdleTimeoutMs, server.Ready.Options.Mechanism["timer"]));
        var peers = Enumerable.Range(0, 2 * PeersEach).Select(_ => server.Connect()).ToList();

        Assert.All(peers, peer => Assert.Empty(peer.ReceiveToEnd()));
        var mark = server.MarkUntil(m => m.Connections.Open == 0);
        Assert.Equal(peers.Count, mark.Events["connectionsIdledOut"]);
        foreach (var peer in peers) peer.Dispose();
        server.Stop();
    }

    [Fact]
    public void End_with_the_input() => EndsWith((node, _) => node.EndInput(), exitCode: 0);

    [Fact]
    public void End_with_SIGTERM() => EndsWith((node, _) => Kill("TERM", node.Pid), exitCode: 0);

    [Fact]
    public void End_when_the_first_process_is_killed() => EndsWith((node, _) => Kill("KILL", node.Pid), exitCode: 128 + 9);

    [Fact]
    public void End_all_when_one_of_them_dies() =>
        EndsWith((_, children) => Kill("KILL", children[1]), exitCode: 1, errors => Assert.Matches("^iobench: process [123] ended with exit code 137\n$", errors));

    [Fact]
    public void Take_a_port_that_is_free_or_say_that_it_is_not()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
        using var node = new NodeProcess("serve", "--model", "epoll", "--processes", "2", "--port", port);

        var (exitCode, output, errors) = node.End();
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith($"iobench: serve: 127.0.0.1:{port}: the port is in use (EADDRINUSE)", errors);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("257")]
    [InlineData("two")]
    public void Are_at_least_one_and_at_most_256(string count)
    {
        using var node = new NodeProcess("serve", "--model", "epoll", "--processes", count);
        Assert.Equal((2, "", $"iobench: serve: --processes must be a whole number from 1 to 256, not '{count}'\n"), node.End());
    }

    private static void EndsWith(Action<NodeProcess, IReadOnlyList<int>> cause, int exitCode, Action<string>? errors = null)
    {
        using var server = new EchoServer("epoll", "--processes", $"{Count}");
        var children = Children(server.Node.Pid);
        Assert.Equal(Count, children.Count);
        using var peer = server.Connect();
        peer.Echo([1]);

        cause(server.Node, children);
        var end = server.Node.End();
        Assert.Equal(exitCode, end.ExitCode);
        (errors ?? (text => Assert.Empty(text)))(end.Errors);
        Assert.True(SpinWait.SpinUntil(() => !children.Any(IsAlive), EchoServer.LimitMs), "a process was left behind");
    }

    // Each thread lists the children that it started.
    private static List<int> Children(int pid) =>
    [
        .. Directory.GetDirectories($"/proc/{pid}/task").SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
    ];

    private static bool IsAlive(int pid) => File.Exists($"/proc/{pid}/cmdline") && File.ReadAllText($"/proc/{pid}/cmdline").Length > 0;

    private static string AllowedCpus(int pid) => File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split('\t')[1];

    private static int Sockets(int pid) => new DirectoryInfo($"/proc/{pid}/fd").GetFiles().Count(f => f.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);

    private static void Kill(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{pid}"])!;
        kill.WaitForExit();
    }
}
