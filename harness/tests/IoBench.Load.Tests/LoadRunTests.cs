using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using IoBench.Linux;
using Socket = System.Net.Sockets.Socket;

namespace IoBench.Load.Tests;

/// <summary>
/// Whole runs against servers that behave well or badly, each in its own way. Machine noise may break Little's law in half a second;
/// nothing else may be doubted of an honest one.
/// </summary>
public sealed class LoadRunTests
{
    private const int LimitMs = 20_000;

    public static TheoryData<string> Names => [.. Misbehaving.Catalog.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Blames_each_misbehaviour_by_its_name_and_no_honest_server(string name)
    {
        var conduct = Misbehaving.Catalog.Single(c => c.Name == name);
        using var server = new TestServer(conduct, conduct.PayloadBytes);
        var options = Options(server.EndPoint) with { PayloadBytes = conduct.PayloadBytes, Depth = conduct.Depth };

        var outcome = Run(options);

        if (conduct.Blame is { } blame)
        {
            Assert.Matches(blame, outcome.Doubts(options.Depth)[0]);
            return;
        }
        AssertHonest(outcome, options);
        Assert.InRange(outcome.Recorder.SlowestNs!.Value, conduct.SlowestMs * 1_000_000L, long.MaxValue);
    }

    [Fact]
    public void Blames_a_server_that_drops_the_only_message()
    {
        using var server = new TestServer(new DropsAMessage(), 64);
        var outcome = Run(Options(server.EndPoint));

        Assert.Equal("1 message not answered within 2 s after the window: the server stalls or drops", outcome.Faults.Single());
        Assert.Equal(1, outcome.Lost);
    }

    [Fact]
    public void Tells_the_first_faults_and_counts_the_others()
    {
        using var server = new TestServer(new ClosesEarly(), 64);
        var outcome = Run(Options(server.EndPoint) with { Connections = 12 });

        Assert.Equal((12, 5), (outcome.FaultCount, outcome.Faults.Count));
        Assert.Contains("7 more faults", outcome.Doubts(12));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Blames_a_server_that_does_not_leave_silent_connections_alone(bool speaks)
    {
        Misbehaving conduct = speaks ? new SpeaksToTheSilent() : new ClosesTheSilent();
        using var server = new TestServer(conduct, 64);
        var outcome = Run(Options(server.EndPoint) with { Idle = 3 });

        Assert.Equal(3, outcome.FaultCount);
        Assert.All(outcome.Faults, fault => Assert.Matches(conduct.Blame!, fault));
        Assert.Equal(0, outcome.Lost);
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
        var options = Options(server.EndPoint) with { PayloadBytes = payloadBytes, Depth = depth, Connections = connections, Idle = 50 };

        var outcome = Run(options);

        AssertHonest(outcome, options);
        Assert.Equal(0, outcome.AllocatedBytes);
        Assert.True(outcome.Calls["recv"] > 0 && outcome.Calls["send"] > 0 && outcome.Calls["epoll_wait"] > 0);
        Assert.InRange(outcome.CpuShare, 0.001, 1.1);
        Assert.True(outcome.Socket!.NoDelay);
    }

    [Fact]
    public void Merges_two_engines()
    {
        var allowed = CpuSet.Allowed();
        using var server = new TestServer(new Honest(), 64);
        var options = Options(server.EndPoint) with { Connections = 7, Idle = 5, Depth = 2, Cpus = [allowed[0], allowed[^1]] };

        var outcome = Run(options);

        AssertHonest(outcome, options);
        Assert.Equal((2, 0), (outcome.Engines, outcome.AllocatedBytes));
    }

    [Fact]
    public void Names_faults_of_both_engines()
    {
        var cpu = CpuSet.Allowed()[0];
        using var server = new TestServer(new ClosesEarly(), 64);
        var outcome = Run(Options(server.EndPoint) with { Connections = 4, Cpus = [cpu, cpu] });

        Assert.Equal(4, outcome.FaultCount);
        for (var connection = 0; connection < 4; connection++)
        {
            Assert.Single(outcome.Faults, f => f.StartsWith($"connection {connection}: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Says_that_nobody_listens()
    {
        // Bound and not listening: nobody else can come to listen there meanwhile.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var target = (IPEndPoint)bound.LocalEndPoint!;

        var complaint = Assert.Throws<LoadException>(() => Run(Options(target) with { Connections = 3 }));
        Assert.Equal($"connect {target}: ECONNREFUSED, nobody listens there; start the server or mend --target", complaint.Message);
    }

    [Fact]
    public void Says_that_not_all_connections_could_be_had()
    {
        using var server = new TestServer(new AcceptsNothing(), 64, backlog: 1);

        var complaint = Assert.Throws<LoadException>(() => Run(Options(server.EndPoint) with { Connections = 20, ConnectSeconds = 0.5 }));
        Assert.Matches($@"^{server.EndPoint} took only \d+ of 20 connections within 0.5 s; is it overloaded, or its backlog small\?$", complaint.Message);
    }

    [Fact]
    public void Fails_when_its_window_cannot_be_announced()
    {
        using var server = new TestServer(new Honest(), 64);
        var cpu = CpuSet.Allowed()[0];
        var options = Options(server.EndPoint) with { Connections = 2, Cpus = [cpu, cpu] };

        var complaint = Assert.Throws<InvalidOperationException>(() => Limited(options, _ => throw new IOException("Broken pipe")));
        Assert.Equal("Broken pipe", complaint.Message);
    }

    private static LoadOptions Options(IPEndPoint target) => new() { Target = target, WarmupSeconds = 0.1, DurationSeconds = 0.5 };

    /// <summary>Every run ends within five seconds of its window and conserves messages, whatever the server does.</summary>
    private static LoadOutcome Run(LoadOptions options)
    {
        var clock = Stopwatch.StartNew();
        Window? announced = null;
        var outcome = Limited(options, window => announced = window);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, options.DurationSeconds + 5);
        Assert.Equal(announced, outcome.Window);
        Assert.Equal(outcome.Sent, outcome.Received + outcome.InFlight + outcome.Lost);
        // A wrong answer is noticed when the next message has been asked already: only then may more be under way than were to be.
        var most = options.Connections * options.Depth * (outcome.FaultCount > 0 ? 2 : 1);
        Assert.InRange(outcome.CarriedIn, 0, most);
        Assert.InRange(outcome.InFlight + outcome.Lost, 0, most);
        Assert.Equal(options.Connections, outcome.Established);
        return outcome;
    }

    private static void AssertHonest(LoadOutcome outcome, LoadOptions options)
    {
        Assert.DoesNotContain(outcome.Doubts(options.Connections * options.Depth), d => !d.StartsWith("Little's law", StringComparison.Ordinal));
        Assert.Equal((0, 0), (outcome.FaultCount, outcome.Lost));
        Assert.True(outcome.Received > 0 && outcome.Recorder.FastestNs > 1000);
        // Noise may do more than is allowed; a stall of a fifth of the window, wherever it falls, may not.
        Assert.InRange(outcome.LittleError(options.Connections * options.Depth)!.Value, 0, 0.08);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{options.Connections} x {options.Depth} x {options.PayloadBytes} B: {outcome.ThroughputPerSecond:0}/s, Little {outcome.LittleError(options.Connections * options.Depth):0.000 %}");
    }

    /// <summary>The run on a thread of its own, so that one that never ends fails the test instead of holding it.</summary>
    private static LoadOutcome Limited(LoadOptions options, Action<Window> announce)
    {
        LoadOutcome? outcome = null;
        Exception? failure = null;
        var running = new Thread(() =>
        {
            try
            {
                outcome = LoadRun.Run(options, announce);
            }
            catch (Exception e)
            {
                failure = e;
            }
        }) { IsBackground = true };
        running.Start();
        Assert.True(running.Join(LimitMs), "the run does not end");
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return outcome!;
    }
}
