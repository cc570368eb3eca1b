using System.Diagnostics;
using IoBench.Servers;

namespace IoBench.Node.Tests;

/// <summary>Work in the handler: that each model does it, for each message, and on the thread that its pattern gives to handlers.</summary>
public sealed class WorkTests
{
    public static TheoryData<string> Models => ModelTests.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void A_handler_that_waits_makes_each_round_trip_as_long_as_it_waits(string model)
    {
        using var server = ModelTests.Start(model, "--work wait:20000");
        using var peer = server.Connect();
        for (var message = 0; message < 3; message++)
        {
            var clock = Stopwatch.StartNew();
            peer.Echo(Peer.Bytes(64, message));
            Assert.True(clock.Elapsed.TotalMilliseconds >= 20, $"answered after {clock.Elapsed.TotalMilliseconds} ms");
        }
        Assert.Equal("wait:20000", server.Ready.Options.Mechanism["work"]);
        // Whom a signal wakes sleeps on, which is one call more.
        Assert.InRange(server.Mark().Syscalls["clock_nanosleep"], 3, 30);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_handler_that_computes_takes_its_CPU_for_each_message(string model)
    {
        const int Messages = 30, WorkUs = 2000;
        using var server = ModelTests.Start(model, $"--work cpu:{WorkUs}");
        using var peer = server.Connect();
        var before = server.Mark();
        for (var message = 0; message < Messages; message++) peer.Echo(Peer.Bytes(64, message));
        var after = server.Mark();

        // Rounds were counted on a core that another may have shared; half of what was asked is more than an echo ever takes.
        var usedUs = after.CpuUs.User + after.CpuUs.System - before.CpuUs.User - before.CpuUs.System;
        Assert.True(usedUs >= 0.5 * Messages * WorkUs, $"took {usedUs} us of CPU");
        // Those who are awake while nothing comes use as much as there is time.
        if (model is not ("nonblocking" or "uring-sqpoll")) Assert.True(usedUs <= 5.0 * Messages * WorkUs + 500_000, $"took {usedUs} us of CPU");
        Assert.DoesNotContain("clock_nanosleep", after.Syscalls.Keys);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Work_spoils_no_message(string model)
    {
        using var server = ModelTests.Start(model, "--work cpu:5 --batch 2 --buffer 1000 --threads 3");
        var peers = Enumerable.Range(0, 3).Select(_ => server.Connect()).ToList();
        for (var message = 0; message < 50; message++)
        {
            var all = peers.Select((peer, i) => (Peer: peer, Bytes: Peer.Bytes(5000, 1000 * i + message))).ToList();
            foreach (var (peer, bytes) in all) peer.SendAll(bytes);
            foreach (var (peer, bytes) in all) Assert.Equal(bytes, peer.ReceiveExactly(bytes.Length));
        }
        foreach (var peer in peers) peer.Dispose();
    }

    public static TheoryData<string> ModelsWithLoops => [.. Catalog.All.Where(m => m.Threads == Threading.Loops).Select(m => m.Name)];

    public static TheoryData<string> ModelsWithThreads => [.. Catalog.All.Where(m => m.Threads == Threading.Workers || m.Name == "blocking").Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(ModelsWithLoops))]
    public void One_loop_waits_for_one_connection_after_the_other(string model)
    {
        Assert.True(FourWaits(model, threads: 1, waitMs: 50) >= 4 * 50, "one thread waited twice at once");
    }

    /// <summary>One after the other, four waits never take less than four times one of them. So a single time that is less proves it, and a busy machine disproves nothing.</summary>
    [Theory]
    [MemberData(nameof(ModelsWithThreads))]
    public void Four_threads_wait_for_four_connections_at_once(string model)
    {
        const int WaitMs = 250, Tries = 5;
        var took = new List<double>();
        do took.Add(FourWaits(model, threads: 4, WaitMs));
        while (took[^1] >= 3 * WaitMs && took.Count < Tries);

        Assert.True(took[^1] < 3 * WaitMs, $"four waits of {WaitMs} ms took {string.Join(", ", took)} ms");
        Assert.True(took[^1] >= WaitMs, "nobody waited");
    }

    [Fact]
    public void Who_stops_a_server_does_not_wait_for_the_work_that_it_was_given()
    {
        using var server = new EchoServer("reactor", "--threads", "2", "--work", "wait:400000");
        var peers = Enumerable.Range(0, 20).Select(_ => server.Connect()).ToList();
        server.MarkUntil(m => m.Connections.Open == peers.Count);
        foreach (var peer in peers) peer.SendAll([1]);
        server.MarkUntil(m => m.Syscalls.GetValueOrDefault("clock_nanosleep") >= 2);

        var clock = Stopwatch.StartNew();
        server.Stop();

        // The two that are under way are waited for; eighteen more would take 3.6 s.
        Assert.True(clock.ElapsedMilliseconds < 2000, $"took {clock.ElapsedMilliseconds} ms");
        foreach (var peer in peers) peer.Dispose();
    }

    [Fact]
    public void A_server_without_work_says_nothing_of_it()
    {
        using var none = new EchoServer("epoll", "--work", "none");
        Assert.DoesNotContain("work", none.Ready.Options.Mechanism.Keys);
        using var computes = new EchoServer("epoll", "--work", "cpu:2.5");
        Assert.Equal("cpu:2.5", computes.Ready.Options.Mechanism["work"]);
        Assert.True(long.Parse(computes.Ready.Options.Mechanism["workRounds"], System.Globalization.CultureInfo.InvariantCulture) > 0);
    }

    /// <returns>Milliseconds from the first question to the last answer.</returns>
    private static double FourWaits(string model, int threads, int waitMs)
    {
        using var server = ModelTests.Start(model, $"--threads {threads} --work wait:{waitMs * 1000}");
        var peers = Enumerable.Range(0, 4).Select(_ => server.Connect()).ToList();
        server.MarkUntil(m => m.Connections.Open == 4);
        var clock = Stopwatch.StartNew();
        foreach (var peer in peers) peer.SendAll([7]);
        foreach (var peer in peers) Assert.Equal([7], peer.ReceiveExactly(1));
        var took = clock.Elapsed.TotalMilliseconds;
        foreach (var peer in peers) peer.Dispose();
        return took;
    }
}
