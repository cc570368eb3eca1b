using System.Net;
using System.Net.Sockets;
using IoBench.Linux;
using Socket = System.Net.Sockets.Socket;

namespace IoBench.Load.Tests;

/// <summary>Whole runs: how they begin, what they count, and how they fail.</summary>
public sealed class LoadRunTests
{
    [Theory]
    [InlineData(LoadEngine.Epoll)]
    [InlineData(LoadEngine.Uring)]
    public void Blames_a_server_that_drops_the_only_message(LoadEngine engine)
    {
        Need(engine);
        using var server = new TestServer(new DropsAMessage(), 64);
        var outcome = Runs.Run(Runs.Options(server.EndPoint) with { Engine = engine });

        Assert.Equal(new Doubt("lost", "1 message not answered within 2 s after the window: the server stalls or drops"), outcome.Faults.Single());
        Assert.Equal(1, outcome.Lost);
    }

    [Theory]
    [InlineData(LoadEngine.Epoll, null)]
    [InlineData(LoadEngine.Epoll, 2000.0)]
    [InlineData(LoadEngine.Uring, null)]
    [InlineData(LoadEngine.Uring, 2000.0)]
    public void Blames_a_server_that_refuses_every_tenth_of_ever_new_connections(LoadEngine engine, double? ratePerSecond)
    {
        Need(engine);
        var conduct = new RefusesEveryTenth();
        using var server = new TestServer(conduct, 64);
        var outcome = Runs.Run(Runs.Options(server.EndPoint) with { Engine = engine, Connections = 4, Churn = 5, RatePerSecond = ratePerSecond });

        // Each of the four goes on until it meets one that is refused.
        Assert.Equal(4, outcome.FaultCount);
        Assert.All(outcome.Faults, fault => Assert.Contains(fault.Name, conduct.Faults));
    }

    [Fact]
    public void Tells_the_first_faults_and_counts_the_others()
    {
        using var server = new TestServer(new ClosesEarly(), 64);
        var outcome = Runs.Run(Runs.Options(server.EndPoint) with { Connections = 12 });

        Assert.Equal((12, 5), (outcome.FaultCount, outcome.Faults.Count));
        Assert.Contains(new Doubt("more", "7 more faults"), Runs.Doubts(outcome));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 8, 40)]
    [InlineData(64, 1, 40)]
    [InlineData(64, 8, 1)]
    [InlineData(10 * 1024, 1, 40)]
    [InlineData(10 * 1024, 8, 1)]
    [InlineData(64 * 1024, 8, 1)]
    [InlineData(1024 * 1024, 1, 1)]
    [InlineData(1024 * 1024, 8, 1)]
    [InlineData(1024 * 1024, 1, 10)]
    public void Measures_an_honest_server_without_allocating(int payloadBytes, int depth, int connections)
    {
        using var server = new TestServer(new Honest(), payloadBytes);
        foreach (var engine in Engines)
        {
            var outcome = Runs.Run(Runs.Options(server.EndPoint) with
            {
                Engine = engine, Payload = PayloadMix.Of(payloadBytes), Depth = depth, Connections = connections, Idle = 50,
            });

            Runs.AssertHonest(outcome);
            Assert.Equal(0, outcome.AllocatedBytes);
            Assert.Equal(outcome.Received * payloadBytes, outcome.Recorder.BytesWithin);
            string[] calls = engine == LoadEngine.Epoll ? ["recv", "send", "epoll_wait"] : ["io_uring_enter"];
            Assert.All(calls, call => Assert.True(outcome.Calls[call] > 0));
            Assert.InRange(outcome.CpuShare, 0.001, 1.1);
            Assert.True(outcome.Socket!.NoDelay);
        }
    }

    [Theory]
    [InlineData("64:9,10000:1", 4, 8, 0, null)]
    [InlineData("64:9,10000:1", 4, 8, 0, 2000.0)]
    [InlineData("1:1,64:1,100000:1", 2, 3, 0, null)]
    [InlineData("64", 1, 8, 3, null)]
    [InlineData("64:9,10000:1", 2, 8, 4, null)]
    [InlineData("64", 2, 8, 5, 2000.0)]
    public void Measures_mixes_and_ever_new_connections(string payload, int depth, int connections, int churn, double? ratePerSecond)
    {
        using var server = new TestServer(new Honest(), 64);
        foreach (var engine in Engines)
        {
            var outcome = Runs.Run(Runs.Options(server.EndPoint) with
            {
                Engine = engine, Payload = PayloadMix.Parse(payload), Depth = depth, Connections = connections, Churn = churn, RatePerSecond = ratePerSecond,
            });

            Runs.AssertHonest(outcome);
            if (payload == "64") Assert.Equal(64 * outcome.Received, outcome.Recorder.BytesWithin);
            if (churn == 0)
            {
                Assert.Equal(0, outcome.Recorder.Connecting.Count);
                continue;
            }
            var made = outcome.Recorder.Connecting.Count;
            Assert.InRange(made, outcome.Received / churn - connections, outcome.Received / churn + connections);
            Assert.InRange(outcome.Recorder.Accepting.Count, made - connections, made + connections);
        }
    }

    [Fact]
    public void Makes_connections_anew_from_the_start_and_not_all_at_once()
    {
        using var server = new TestServer(new Honest(), 64);
        var outcome = Runs.Run(Runs.Options(server.EndPoint) with
        {
            Connections = 10, Churn = 100, RatePerSecond = 500, Arrival = Arrival.Constant, WarmupSeconds = 0, DurationSeconds = 0.5,
        });

        Runs.AssertHonest(outcome);
        // Each asks some 25 times: enough for those that began with 1, 11 and 21 left.
        Assert.InRange(outcome.Recorder.Connecting.Count, 2, 4);
    }

    /// <summary>The schedule is kept whatever the server does: what came due was asked, or waits in line.</summary>
    [Theory]
    [InlineData(Arrival.Poisson)]
    [InlineData(Arrival.Constant)]
    public void Offers_the_rate_that_was_asked_for(Arrival arrival)
    {
        using var server = new TestServer(new Honest(), 64);
        foreach (var engine in Engines)
        {
            var outcome = Runs.Run(Runs.Options(server.EndPoint) with { Engine = engine, Connections = 16, RatePerSecond = 2000, Arrival = arrival });

            Runs.AssertHonest(outcome);
            // Five standard deviations of a Poisson count; an even schedule has at most one more or less.
            var slack = arrival == Arrival.Poisson ? 5 * Math.Sqrt(1000) : 1;
            Assert.InRange(outcome.Recorder.DueWithin, 1000 - slack, 1000 + slack);
            Assert.Equal(0, outcome.AllocatedBytes);
        }
    }

    [Fact]
    public void Says_that_an_open_loop_is_overloaded()
    {
        using var server = new TestServer(new Delays(20), 64);
        var outcome = Runs.Run(Runs.Options(server.EndPoint) with { Connections = 2, RatePerSecond = 1000 });

        var overload = Assert.Single(Runs.Doubts(outcome), d => d.Name == "overload");
        Assert.False(overload.Disqualifies);
        Assert.InRange(outcome.ThroughputPerSecond, 10, 101);
        Assert.InRange(outcome.Backlog!.Value, 300, 700);
        // The line grows by nine of ten: response times are some hundred milliseconds, service times stay what they are.
        Assert.True(outcome.Recorder.Response.SlowestNs > 200_000_000);
        Assert.InRange(outcome.Recorder.Service.FastestNs, 20_000_000, 25_000_000);
    }

    [Fact]
    public void Merges_two_engines()
    {
        var allowed = CpuSet.Allowed();
        using var server = new TestServer(new Honest(), 64);
        foreach (var engine in Engines)
        {
            var outcome = Runs.Run(Runs.Options(server.EndPoint) with { Engine = engine, Connections = 7, Idle = 5, Depth = 2, Cpus = [allowed[0], allowed[^1]] });

            Runs.AssertHonest(outcome);
            Assert.Equal((2, 0, 7), (outcome.Engines, outcome.AllocatedBytes, outcome.AnsweredByConnection.Count));
            Assert.Equal(outcome.Received, outcome.AnsweredByConnection.Sum());
        }
    }

    [Fact]
    public void Names_faults_of_both_engines()
    {
        var cpu = CpuSet.Allowed()[0];
        using var server = new TestServer(new ClosesEarly(), 64);
        var outcome = Runs.Run(Runs.Options(server.EndPoint) with { Connections = 4, Cpus = [cpu, cpu] });

        Assert.Equal(4, outcome.FaultCount);
        for (var connection = 0; connection < 4; connection++)
        {
            Assert.Single(outcome.Faults, f => f.Text.StartsWith($"connection {connection}: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Says_that_nobody_listens()
    {
        // Bound and not listening: nobody else can come to listen there meanwhile.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var target = (IPEndPoint)bound.LocalEndPoint!;

        var complaint = Assert.Throws<LoadException>(() => Runs.Run(Runs.Options(target) with { Connections = 3, ConnectSeconds = 0.2 }));
        Assert.Equal($"connect {target}: ECONNREFUSED, nobody listens there; start the server, mend --target or wait longer (--connect-timeout)", complaint.Message);
    }

    [Fact]
    public void Waits_for_a_server_that_is_not_there_yet()
    {
        var path = Path.Combine(Path.GetTempPath(), $"iobench-{Guid.NewGuid():N}");
        using var late = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var serve = new Thread(() =>
        {
            Thread.Sleep(300);
            late.Bind(new UnixDomainSocketEndPoint(path));
            late.Listen(8);
            using var peer = late.Accept();
            var buffer = new byte[4096];
            for (int received; (received = peer.Receive(buffer)) > 0;) peer.Send(buffer, received, SocketFlags.None);
        }) { IsBackground = true };
        serve.Start();
        try
        {
            Runs.AssertHonest(Runs.Run(Runs.Options(new UnixDomainSocketEndPoint(path))));
            Assert.True(serve.Join(5000));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Says_that_there_is_no_such_unix_socket()
    {
        var path = Path.Combine(Path.GetTempPath(), $"iobench-{Guid.NewGuid():N}");

        var complaint = Assert.Throws<LoadException>(() => Runs.Run(Runs.Options(new UnixDomainSocketEndPoint(path)) with { ConnectSeconds = 0.2 }));
        Assert.Equal($"connect {path}: ENOENT, there is no such socket; start the server or mend --target", complaint.Message);
    }

    [Fact]
    public void Says_that_not_all_connections_could_be_had()
    {
        using var server = new TestServer(new AcceptsNothing(), 64, backlog: 1);

        var complaint = Assert.Throws<LoadException>(() => Runs.Run(Runs.Options(server.EndPoint) with { Connections = 20, ConnectSeconds = 0.5 }));
        Assert.Matches($@"^{server.EndPoint} took only \d+ of 20 connections within 0.5 s; is it overloaded, or its backlog small\?$", complaint.Message);
    }

    [Fact]
    public void Fails_when_its_window_cannot_be_announced()
    {
        using var server = new TestServer(new Honest(), 64);
        var cpu = CpuSet.Allowed()[0];
        var options = Runs.Options(server.EndPoint) with { Connections = 2, Cpus = [cpu, cpu] };

        var complaint = Assert.Throws<InvalidOperationException>(() => Runs.Limited(options, new Deaf()));
        Assert.Equal("Broken pipe", complaint.Message);
    }

    private sealed class Deaf : Watch
    {
        public override void Opened(Window window) => throw new IOException("Broken pipe");
    }

    private static LoadEngine[] Engines => Ring.WhyUnavailable() is null ? [LoadEngine.Epoll, LoadEngine.Uring] : [LoadEngine.Epoll];

    private static void Need(LoadEngine engine) =>
        Assert.SkipWhen(engine == LoadEngine.Uring && Ring.WhyUnavailable() is not null, $"no io_uring here: {Ring.WhyUnavailable()}");
}
