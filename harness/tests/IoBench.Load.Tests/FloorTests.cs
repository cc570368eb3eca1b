using System.Diagnostics;
using IoBench.Linux;

namespace IoBench.Load.Tests;

/// <summary>Both ends of each connection are here, so a test can meddle with them. Every measurement is bounded and runs on a thread of its own.</summary>
public sealed class FloorTests
{
    private const int LimitMs = 20_000;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 64, 1)]
    [InlineData(128, 64, 128)]
    [InlineData(16, 16 * 1024, 16)]
    public void A_message_that_goes_through_at_once_costs_one_send_and_one_recv(int connections, int payloadBytes, int batch)
    {
        // Beside busy neighbours the network's own thread may be late, which costs more calls; what the loop itself does, it does each time.
        var outcome = Until(o => o.AllocatedBytes == 0 && o.Calls["recv"] == o.Messages, connections, payloadBytes);

        Assert.Equal((batch, 0), (outcome.Batch, outcome.AllocatedBytes));
        Assert.Equal(outcome.Messages, outcome.Calls["send"]);
        Assert.Equal(outcome.Messages, outcome.Calls["recv"]);
        Assert.Equal(2, outcome.Calls.Count);
    }

    [Theory]
    [InlineData(3, 65_537, 3)]
    [InlineData(1, 1 << 20, 1)]
    [InlineData(12, 1 << 20, 1)]
    [InlineData(2, 1 << 24, 1)]
    public void A_message_longer_than_sockets_take_goes_through_in_pieces(int connections, int payloadBytes, int batch)
    {
        var outcome = Until(o => o.AllocatedBytes == 0, connections, payloadBytes);

        Assert.Equal((batch, 0), (outcome.Batch, outcome.AllocatedBytes));
        Assert.InRange(outcome.Calls["send"], outcome.Messages * 2, long.MaxValue);
        Assert.InRange(outcome.Calls["recv"], outcome.Messages * 2, long.MaxValue);
    }

    [Fact]
    public void Bytes_that_nobody_sent_are_seen_while_bytes_are_compared() => WithPairs(2, (kernel, pairs) =>
    {
        kernel.Send(pairs.Near[1], [(byte)~new Pattern(64).Slice(257, 1)[0]]).OrThrow("send");

        Assert.Equal("floor: connection 1: byte 0 of a message is wrong", Complaint(kernel, pairs));
    });

    [Fact]
    public void Bytes_that_nobody_sent_are_seen_while_time_is_taken() => WithPairs(1, (kernel, pairs) =>
    {
        kernel.Send(pairs.Near[0], [0, 0, 0]).OrThrow("send");
        var exchange = new FloorExchange(kernel, pairs, payloadBytes: 64, batch: 1);

        Assert.Equal("floor: connection 0: gave 3 bytes too many", Assert.Throws<LoadException>(() => exchange.Round(timed: true, compared: false)).Message);
    });

    [Fact]
    public void Messages_of_another_connection_are_seen() => WithPairs(2, (kernel, pairs) =>
    {
        (pairs.Far[0], pairs.Far[1]) = (pairs.Far[1], pairs.Far[0]);

        Assert.Equal("floor: connection 0: byte 0 of a message is wrong", Complaint(kernel, pairs));
    });

    [Fact]
    public void A_connection_that_ends_is_named() => WithPairs(3, (kernel, pairs) =>
    {
        kernel.ShutdownSend(pairs.Far[2]).OrThrow("shutdown");

        Assert.StartsWith("floor: connection 2: send: EPIPE", Complaint(kernel, pairs), StringComparison.Ordinal);
    });

    [Fact]
    public void Waiting_for_what_never_comes_has_an_end() => WithPairs(2, (kernel, pairs) =>
    {
        // What the first one sends arrives where nobody looks.
        var arrives = pairs.Far[0];
        pairs.Far[0] = pairs.Far[1];
        var clock = Stopwatch.StartNew();
        var exchange = new FloorExchange(kernel, pairs, payloadBytes: 64, batch: 1);

        var complaint = Assert.Throws<LoadException>(() => exchange.Round(timed: false, compared: true)).Message;
        pairs.Far[0] = arrives;

        Assert.Equal("floor: connection 0: moved nothing for 2 s, with 0 of 64 bytes through", complaint);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1.9, 10);
    });

    /// <summary>The first of five measurements that is as <paramref name="undisturbed"/> says, else the last. The runtime, too, may allocate when it compiles a loop anew.</summary>
    private static FloorOutcome Until(Predicate<FloorOutcome> undisturbed, int connections, int payloadBytes)
    {
        var outcome = Measure(connections, payloadBytes);
        for (var again = 1; again < 5 && !undisturbed(outcome); again++) outcome = Measure(connections, payloadBytes);
        return outcome;
    }

    private static FloorOutcome Measure(int connections, int payloadBytes)
    {
        FloorOutcome? outcome = null;
        var clock = Stopwatch.StartNew();
        Limited(() => outcome = Floor.Measure(new FloorOptions { Connections = connections, PayloadBytes = payloadBytes, DurationSeconds = 0.1 }));

        Assert.InRange(clock.Elapsed.TotalSeconds, 0.1, 10);
        Assert.InRange(outcome!.Messages, 2L * connections, long.MaxValue);
        Assert.Equal(0, outcome.Messages % connections);
        Assert.InRange(outcome.Seconds, 0.1, 10);
        Assert.True(outcome is { SendNs: > 0, RecvNs: > 0, UserUs: >= 0, SystemUs: > 0 });
        // A thread has no more CPU time than has passed, and no less than none.
        Assert.InRange(outcome.UserUs + outcome.SystemUs, 1, outcome.Seconds * 1.05e6);
        return outcome;
    }

    private static string Complaint(Kernel kernel, LoopbackPairs pairs) =>
        Assert.Throws<LoadException>(() => Floor.Measure(kernel, pairs, new FloorOptions { Connections = pairs.Near.Length, DurationSeconds = 0.1 })).Message;

    private static void WithPairs(int connections, Action<Kernel, LoopbackPairs> body) => Limited(() =>
    {
        var kernel = new Kernel();
        using var pairs = new LoopbackPairs(kernel, connections, seconds: 5);
        body(kernel, pairs);
    });

    /// <summary>On a thread of its own, so that what never ends fails the test instead of holding it.</summary>
    private static void Limited(Action body)
    {
        Exception? failure = null;
        var running = new Thread(() =>
        {
            try
            {
                body();
            }
            catch (Exception e)
            {
                failure = e;
            }
        }) { IsBackground = true };
        running.Start();
        Assert.True(running.Join(LimitMs), "it does not end");
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
