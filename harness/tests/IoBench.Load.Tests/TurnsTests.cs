using IoBench.Linux;

namespace IoBench.Load.Tests;

/// <summary>Loads that share a window: whose turn it is, and that each asks in its own.</summary>
public sealed class TurnsTests
{
    private static readonly Window Second = new(5_000_000_000, 6_000_000_000);

    [Theory]
    [InlineData("1/2", 0)]
    [InlineData("2/2", 12_500_000)]
    [InlineData("2/4", 6_250_000)]
    public void Each_slice_of_the_window_has_one_turn_of_each(string text, long fromNs)
    {
        var turns = Turns.Parse(text);
        const int SliceNs = 25_000_000;

        Assert.Equal(text, turns.ToString());
        for (var slice = -3; slice < WindowRecorder.Slices + 3; slice++)
        {
            var turn = turns.Next(Second, Second.StartNs + slice * SliceNs);
            Assert.Equal(Second.StartNs + slice * SliceNs + fromNs, turn.StartNs);
            Assert.InRange(turn.StopNs - turn.StartNs, (0.9 / turns.Count * SliceNs) - 1, (0.9 / turns.Count * SliceNs) + 1);
        }
    }

    [Fact]
    public void No_two_ask_at_the_same_time_and_each_knows_its_next_turn()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var count = random.Next(2, Turns.Most + 1);
            var all = Enumerable.Range(1, count).Select(place => new Turns(place, count)).ToList();
            var startNs = random.NextInt64(1, 1_000_000_000_000);
            var window = new Window(startNs, startNs + random.NextInt64(1_000_000, 10_000_000_000));
            var nowNs = window.StartNs + (long)((random.NextDouble() * 3 - 1) * (window.StopNs - window.StartNs));
            var next = all.Select(turns => turns.Next(window, nowNs)).ToList();

            Assert.InRange(next.Count(turn => turn.Contains(nowNs)), 0, 1);
            Assert.All(next, turn => Assert.True(turn.StopNs > nowNs && turn.StartNs < turn.StopNs));
            // Who asks for the turn after this one gets another, and not one turn is left out.
            Assert.All(all.Zip(next), pair => Assert.Equal(
                (window.StopNs - window.StartNs) / WindowRecorder.Slices, pair.First.Next(window, pair.Second.StopNs).StartNs - pair.Second.StartNs));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1/1")]
    [InlineData("1/17")]
    [InlineData("1/2/3")]
    [InlineData("-1/2")]
    [InlineData("a/b")]
    public void Says_what_is_no_turn(string text) =>
        Assert.StartsWith($"'{text}' is no turn; ", Assert.Throws<FormatException>(() => Turns.Parse(text)).Message, StringComparison.Ordinal);

    /// <summary>Both at one time against one server: what one asks arrives in its own turns, and both add up.</summary>
    [Theory]
    [InlineData(LoadEngine.Epoll, 1, 1)]
    [InlineData(LoadEngine.Epoll, 8, 4)]
    [InlineData(LoadEngine.Uring, 8, 1)]
    public async Task Loads_that_share_a_window_ask_by_turns(LoadEngine engine, int connections, int depth)
    {
        Assert.SkipWhen(engine == LoadEngine.Uring && Ring.WhyUnavailable() is not null, "no io_uring here");
        using var server = new TestServer(new Honest(), 64);
        var options = Runs.Options(server.EndPoint) with { Engine = engine, Connections = connections, Depth = depth, DurationSeconds = 0.8 };
        // Both must have connected by then, on a machine that a neighbour may hold for most of a second.
        var windowNs = Clock.NowNs() + 1_500_000_000;

        var both = await Task.WhenAll(new[] { "1/2", "2/2" }.Select(text => Task.Run(
            () => Runs.Limited(options with { Turns = Turns.Parse(text) }, new Watch(windowNs)), TestContext.Current.CancellationToken)));

        Assert.All(both, outcome =>
        {
            Assert.Equal((windowNs, 0, 0L), (outcome.Window.StartNs, outcome.FaultCount, outcome.Lost));
            Assert.Equal(outcome.Sent, outcome.Received + outcome.InFlight);
            Assert.Equal(outcome.Received / 0.36, outcome.ThroughputPerSecond, 1e-6 * outcome.ThroughputPerSecond);
            Assert.InRange(outcome.LittleError!.Value, 0, 0.01);
            // Its messages were under way for its share of the time, not all of it: what waits for a turn is not under way.
            Assert.InRange(outcome.Recorder.UnderWayNs / (outcome.Window.Seconds * 1e9 * connections * depth), 0.2, 0.6);
        });
    }

    [Fact]
    public void A_window_that_was_to_open_before_all_connections_stood_is_told()
    {
        using var server = new TestServer(new Honest(), 64);
        var options = Runs.Options(server.EndPoint) with { Turns = new Turns(1, 2) };

        var told = Assert.Throws<LoadException>(() => Runs.Limited(options, new Watch(Clock.NowNs() - 5_000_000)));

        Assert.Matches(@"^the window was to open \d+\.\d ms before all connections stood$", told.Message);
    }
}
