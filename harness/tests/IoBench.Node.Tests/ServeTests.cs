using System.Diagnostics;
using System.Net.Sockets;
using IoBench.Results;
using IoBench.Servers;

namespace IoBench.Node.Tests;

/// <summary>The child protocol of <c>serve</c>, and its end.</summary>
public sealed class ServeTests
{
    public static TheoryData<string> Models => ModelTests.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void Ends_within_a_second_at_the_end_of_input(string model) => Ends(model, node => node.EndInput());

    [Theory]
    [MemberData(nameof(Models))]
    public void Ends_within_a_second_at_SIGTERM(string model) => Ends(model, node => node.Signal("TERM"));

    [Theory]
    [MemberData(nameof(Models))]
    public void Prints_a_snapshot_at_SIGUSR1_and_serves_on(string model)
    {
        using var server = ModelTests.Start(model);
        using var peer = server.Connect();
        for (var signals = 1; signals <= 3; signals++)
        {
            for (var message = 0; message < 10; message++) peer.Echo(Peer.Bytes(100, message));
            server.MarkUntil(m => m.Messages == 10 * signals);
            server.Node.Signal("USR1");
            var snapshot = server.Node.Read(LineJson.Default.ServerSnapshot);
            Assert.Equal(("snapshot", model, 10 * signals, 1), (snapshot.Event, snapshot.Model, snapshot.Messages, snapshot.Connections.Open));
        }
        server.Stop();
    }

    /// <summary>As in a run, whose marks lie in the future: what is asked by hand meanwhile is answered at once, the rest in its order.</summary>
    [Fact]
    public void A_snapshot_does_not_wait_for_a_mark_that_is_to_come()
    {
        using var server = new EchoServer("poll");
        var atNs = server.Mark().AtNs + 1_000_000_000;
        server.Node.Write($"mark {atNs}");
        server.Node.Write("mark");
        server.Node.Signal("USR1");
        server.Node.Write("snapshot");

        var told = Enumerable.Range(0, 4).Select(_ => server.Node.Read(LineJson.Default.ServerSnapshot)).ToList();
        Assert.Equal(["snapshot", "snapshot", "mark", "mark"], told.Select(t => t.Event));
        Assert.All(told[..2], snapshot => Assert.True(snapshot.AtNs < atNs));
        Assert.All(told[2..], mark => Assert.InRange(mark.AtNs - atNs, 0, 500_000_000));
    }

    [Fact]
    public void Tells_its_options_when_it_is_ready()
    {
        using var server = new EchoServer("epoll", "--threads", "2", "--buffer", "4096", "--cpus", "0");

        Assert.Equal(("ready", "epoll", "127.0.0.1"), (server.Ready.Event, server.Ready.Model, server.Ready.Address));
        Assert.Equal((2, 4096), (server.Ready.Options.Threads, server.Ready.Options.BufferBytes));
        Assert.Equal([0], server.Ready.Options.Cpus);
        Assert.Equal(server.Node.Pid, server.Ready.Pid);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), server.Ready.BootId);
    }

    [Fact]
    public void Marks_at_the_stamp_it_is_given()
    {
        using var server = new EchoServer("poll");
        var atNs = server.Mark().AtNs + 50_000_000;

        Assert.InRange(server.Mark($"mark {atNs}").AtNs - atNs, 0, 50_000_000);
    }

    [Fact]
    public void Does_not_stumble_over_a_command_it_does_not_know()
    {
        using var server = new EchoServer("poll");
        server.Node.Write("");
        server.Node.Write("mark soon");
        server.Node.Write("dance");
        server.Node.Write("failed");
        Assert.Equal("mark", server.Mark().Event);
        server.Node.Write("stop");

        Assert.Equal(
            "iobench: serve: 'mark soon' is no command; there are mark, mark NANOSECONDS, snapshot and stop\n" +
            "iobench: serve: 'dance' is no command; there are mark, mark NANOSECONDS, snapshot and stop\n" +
            "iobench: serve: 'failed' is no command; there are mark, mark NANOSECONDS, snapshot and stop\n", server.Node.End().Errors);
    }

    [Theory]
    [InlineData("epoll")]
    [InlineData("uring")]
    [InlineData("sigio")]
    public void Spreads_connections_over_its_loops(string model)
    {
        Assert.SkipWhen(Catalog.Find(model)!.WhyUnavailable() is not null, $"{model} does not run here");
        using var server = new EchoServer(model, "--threads", "3");
        var peers = Enumerable.Range(0, 60).Select(_ => server.Connect()).ToList();
        foreach (var peer in peers) peer.Echo(Peer.Bytes(100));
        Assert.Equal(60, server.Mark().Connections.Open);
        foreach (var peer in peers) peer.Dispose();
        Assert.Equal(60, server.MarkUntil(m => m.Connections.Open == 0).Connections.Accepted);
    }

    [Fact]
    public void A_pool_of_threads_lets_those_beyond_its_number_wait_until_one_ends()
    {
        using var server = new EchoServer("blocking-pool", "--threads", "2");
        using var first = server.Connect();
        using var second = server.Connect();
        using var third = server.Connect();
        first.Echo([1]);
        second.Echo([2]);
        third.SendAll([3]);
        Assert.False(third.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectRead), "two threads serve three");

        first.Dispose();
        Assert.Equal([3], third.ReceiveExactly(1));
        Assert.Equal(3, server.Mark().Connections.Accepted);
    }

    /// <summary>Where the echo runs is what tells the two apart: on the runtime's thread that waits, or on its pool.</summary>
    [Theory]
    [InlineData("sockets", false)]
    [InlineData("sockets-inline", true)]
    public void Echoes_of_sockets_run_on_the_thread_that_the_model_says(string model, bool onWaitingThread)
    {
        using var server = new EchoServer(model);
        using var peer = server.Connect();
        for (var message = 0; message < 200; message++) peer.Echo(Peer.Bytes(64));
        var (waitingNs, poolNs) = (RunNs(".NET Sockets"), RunNs(".NET TP Worker"));
        for (var message = 0; message < 5000; message++) peer.Echo(Peer.Bytes(64));
        (waitingNs, poolNs) = (RunNs(".NET Sockets") - waitingNs, RunNs(".NET TP Worker") - poolNs);

        Assert.True(onWaitingThread == waitingNs > 2 * poolNs, $"waiting thread {waitingNs} ns, pool {poolNs} ns");

        long RunNs(string thread) => Directory.EnumerateDirectories($"/proc/{server.Node.Pid}/task")
            .Where(task => File.ReadAllText($"{task}/comm").Trim() == thread)
            .Sum(task => long.Parse(File.ReadAllText($"{task}/schedstat").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Warns_that_it_is_open_when_it_is_not_on_loopback()
    {
        using var node = new NodeProcess("serve", "--model", "epoll", "--bind", "0.0.0.0");
        node.Read(LineJson.Default.ServerReady);
        node.EndInput();

        Assert.Equal("iobench: warning: 0.0.0.0 is not loopback; this is an open echo server for everyone who can reach it\n", node.End().Errors);
    }

    [Fact]
    public void Refuses_a_port_in_use()
    {
        using var first = new EchoServer("epoll");
        Fails(2, $"serve: 127.0.0.1:{first.Ready.Port}: the port is in use (EADDRINUSE); take another --port, or 0 to let the kernel choose",
            "serve", "--model", "poll", "--port", $"{first.Ready.Port}");
    }

    [Theory]
    [InlineData("name what to do: iobench-node models, serve, load, echo, floor, probe-calls or call-costs", "")]
    [InlineData("unknown verb 'dance'; there are models, serve, load, echo, floor, probe-calls and call-costs", "dance")]
    [InlineData("serve: --model is missing; there are blocking, blocking-pool, nonblocking, select, poll, epoll, epoll-et, reactor, reactor-textbook, leader-followers, half-sync-half-async, proactor-emulated, sigio, sigio-classic, aio, uring, uring-oneshot, uring-sqpoll, sockets, sockets-inline", "serve")]
    [InlineData("serve: unknown model 'kqueue'; there are blocking, blocking-pool, nonblocking, select, poll, epoll, epoll-et, reactor, reactor-textbook, leader-followers, half-sync-half-async, proactor-emulated, sigio, sigio-classic, aio, uring, uring-oneshot, uring-sqpoll, sockets, sockets-inline", "serve --model kqueue")]
    [InlineData("serve: --threads must be a whole number from 0 to 1024, not '-1'", "serve --model epoll --threads=-1")]
    [InlineData("serve: --buffer must be a whole number from 1 to 16777216, not '0'", "serve --model epoll --buffer 0")]
    [InlineData("serve: --port must be a whole number from 0 to 65535, not '65536'", "serve --model epoll --port 65536")]
    [InlineData("serve: --bind must be an IP address such as 127.0.0.1, not 'here'", "serve --model epoll --bind here")]
    [InlineData("serve: 192.0.2.1:0: no interface of this machine has that address (EADDRNOTAVAIL); mend --bind", "serve --model epoll --bind 192.0.2.1")]
    [InlineData("serve: --cpus: 'x' is not a CPU list such as 0 or 0-3,8", "serve --model epoll --cpus x")]
    [InlineData("serve: --work: 'gpu:5' is no work; write none, cpu:US or wait:US, in microseconds (cpu:20)", "serve --model epoll --work gpu:5")]
    [InlineData("serve: --work: 'cpu' is no work; write none, cpu:US or wait:US, in microseconds (cpu:20)", "serve --model epoll --work cpu")]
    [InlineData("serve: --work: '0' in 'wait:0' is no number of microseconds from 0.1 to 1000000", "serve --model epoll --work wait:0")]
    [InlineData("serve: --work: '-5' in 'cpu:-5' is no number of microseconds from 0.1 to 1000000", "serve --model epoll --work=cpu:-5")]
    [InlineData("serve: --work: '1000001' in 'wait:1000001' is no number of microseconds from 0.1 to 1000000", "serve --model epoll --work wait:1000001")]
    [InlineData("serve: --work needs a value", "serve --model epoll --work")]
    [InlineData("serve: --idle-timeout must be seconds from 0 to 86400, not '-1'", "serve --model epoll --idle-timeout=-1")]
    [InlineData("serve: --idle-timeout must be seconds from 0 to 86400, not 'NaN'", "serve --model epoll --idle-timeout NaN")]
    [InlineData("serve: --idle-timeout must be seconds from 0 to 86400, not '1e9'", "serve --model epoll --idle-timeout 1e9")]
    [InlineData("serve: --idle-timeout must be seconds from 0 to 86400, not '86401'", "serve --model epoll --idle-timeout 86401")]
    [InlineData("serve: --idle-timeout needs a value", "serve --model epoll --idle-timeout")]
    [InlineData("serve: --model is given twice", "serve --model epoll --model poll")]
    [InlineData("serve: --model needs a value", "serve --model")]
    [InlineData("serve: 'epoll' is not an option; options begin with --", "serve epoll")]
    [InlineData("serve: --stamp looks into one process; leave --processes out", "serve --model epoll --stamp 100 --processes 2")]
    [InlineData("load: --target HOST:PORT is missing", "load")]
    [InlineData("load: --target: '127.0.0.1' has no port", "load --target 127.0.0.1")]
    [InlineData("load: --connections must be a whole number from 1 to 100000, not '0'", "load --target 127.0.0.1:7 --connections 0")]
    [InlineData("load: --duration must be seconds from 0.001 to 86400, not '-1'", "load --target 127.0.0.1:7 --duration=-1")]
    public void Says_in_one_line_what_is_wrong(string complaint, string commandLine) =>
        Fails(2, complaint, commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static void Ends(string model, Action<NodeProcess> end)
    {
        Assert.SkipWhen(Catalog.Find(model)!.WhyUnavailable() is not null, $"{model} does not run here");
        using var server = new EchoServer(model);
        using var busy = server.Connect();
        using var silent = server.Connect();
        busy.Echo(Peer.Bytes(1000));
        server.MarkUntil(m => m.Connections.Open == 2);

        var clock = Stopwatch.StartNew();
        end(server.Node);
        var stopped = server.Node.Read(LineJson.Default.ServerSnapshot);
        var (exitCode, _, errors) = server.Node.End();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(("stopped", 0L), (stopped.Event, stopped.Connections.Open));
        Assert.True(clock.ElapsedMilliseconds < 1000, $"took {clock.ElapsedMilliseconds} ms");
        Assert.Empty(silent.ReceiveToEnd());
        Assert.Throws<SocketException>(() => server.Connect());
    }

    internal static void Fails(int exitCode, string complaint, params IReadOnlyList<string> arguments)
    {
        using var node = new NodeProcess(arguments);
        Assert.Equal((exitCode, "", $"iobench: {complaint}\n"), node.End());
    }
}
