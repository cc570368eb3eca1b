using IoBench.Analysis.Anatomy;
using IoBench.Results;

namespace IoBench.Tests.Analysis;

public sealed class DissectionTests
{
    private const int Client = 5, Main = 11;

    [Fact]
    public void Parts_add_up_to_the_round_trip_that_the_client_measured()
    {
        var found = Cut(Round(100, lengthen: static i => i * 20));
        Assert.Equal((100, 100), (found.Echoes, found.OfThisShape));
        Assert.Equal(found.RoundTripNs.Median, found.SumNs + 100, 5.0);
        Assert.InRange(found.Deviation, 0, Dissection.Tolerance);
        Assert.Equal(["client send", "kernel epoll_wait returns", "server user space", "server recv", "server user space", "server send", "kernel client woken", "client user space", "client recv"],
            found.Parts.Select(static p => $"{p.Lane} {p.Name}"));
    }

    [Fact]
    public void A_clock_that_saw_something_else_than_the_stamps_is_told_of()
    {
        var round = Round(100, static _ => 0);
        var found = Cut(round with { RoundTripsNs = [.. round.RoundTripsNs.Select(static ns => ns * 11 / 10)] });
        Assert.InRange(found.Deviation, 0.08, 0.1);
    }

    [Fact]
    public void The_way_of_most_is_shown_and_the_others_are_counted()
    {
        var few = Round(30, static _ => 0);
        // These never saw the server's calls.
        var blind = Round(20, static _ => 0, fromNs: 10_000_000);
        var found = Cut(few, blind with { Server = blind.Server with { Calls = [] } });
        Assert.Equal((50, 30, 9), (found.Echoes, found.OfThisShape, found.Parts.Count));
    }

    [Fact]
    public void Parts_are_held_against_the_echoes_that_had_them()
    {
        var slow = Round(20, static _ => 100_000, fromNs: 10_000_000);
        var found = Cut(Round(30, static _ => 0), slow with { Server = slow.Server with { Calls = [] } });
        Assert.Equal((50_100.0, 150_100.0), (found.OfThisShapeNs.P90, found.RoundTripNs.P90));
        Assert.InRange(found.Deviation, 0, 0.003);
    }

    [Fact]
    public void The_cost_of_stamps_is_told_by_turns_and_by_what_one_costs()
    {
        var found = Dissection.Of(WaitTableTests.Info("epoll"), [Round(50, static _ => 0), Round(50, static _ => 0)], [[49_000, 49_100, 49_100], [49_300, 49_300, 49_300]], 64, 50)!;
        Assert.Equal((820.0, 900.0, 980.0), (found.AddedNs.P10, found.AddedNs.Median, found.AddedNs.P90));
        // Three of the client, three of the server, and the wait that the next echo ends.
        Assert.Equal(7, found.StampsPerEcho, 0.1);
        Assert.Equal(350, found.StampingNs, 5.0);
    }

    [Fact]
    public void Echoes_that_the_server_had_no_room_for_are_left_out()
    {
        var round = Round(50, static _ => 0);
        var found = Cut(round with { Server = round.Server with { Dropped = 60, Calls = [.. round.Server.Calls.Take(61)] } });
        Assert.InRange(found.Echoes, 19, 21);
    }

    [Fact]
    public void Without_echoes_there_is_nothing_to_cut() =>
        Assert.Null(Dissection.Of(WaitTableTests.Info("epoll"), [new StampRound(new StampReport { Dropped = 0 }, new StampReport { Dropped = 0 }, [])], [[1]], 64, 50));

    private static ModelAnatomy Cut(params StampRound[] rounds) =>
        Dissection.Of(WaitTableTests.Info("epoll"), rounds, [.. rounds.Select(static _ => (IReadOnlyList<long>)[49_000])], 64, 50)!;

    /// <summary>Echoes of 50 µs and what each is longer, one after the other; the client's own clock reads 100 ns more than its stamps.</summary>
    private static StampRound Round(int echoes, Func<int, long> lengthen, long fromNs = 1_000_000)
    {
        var (client, server, trips) = (new List<StampedCall>(), new List<StampedCall>(), new List<long>());
        var at = fromNs;
        var waitsFrom = fromNs - 1000;
        for (var i = 0; i < echoes; i++)
        {
            var end = at + 50_000 + lengthen(i);
            client.AddRange([Call("send", at, at + 10_000, 64, Client), Call("poll", at + 10_100, end - 2000, 1, Client), Call("recv", end - 1900, end, 64, Client)]);
            server.AddRange([Call("epoll_wait", waitsFrom, at + 20_000, 1, Main), Call("recv", at + 20_100, at + 21_000, 64, Main), Call("send", at + 21_100, at + 32_000, 64, Main)]);
            waitsFrom = at + 32_100;
            trips.Add(end - at + 100);
            at = end + 5000;
        }

        return new StampRound(new StampReport { Dropped = 0, Calls = client }, new StampReport { Dropped = 0, Calls = server, Threads = new Dictionary<string, string> { [$"{Main}"] = "epoll" } }, trips);
    }

    private static StampedCall Call(string name, long enter, long leave, long result, int thread) => new() { Call = name, EnterNs = enter, LeaveNs = leave, Result = result, Thread = thread };
}
