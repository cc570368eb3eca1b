using CsCheck;
using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Tests;

public sealed class TicketsTests
{
    private const int LimitMs = 20_000;

    [Fact]
    public void Are_taken_as_often_as_they_were_given()
    {
        var tickets = new Tickets(first: 1);
        Assert.True(tickets.TryTake());
        Assert.False(tickets.TryTake());

        tickets.Give(2, new Kernel());
        Assert.True(tickets.TryTake());
        Assert.True(tickets.TryTake());
        Assert.True(tickets.None);
    }

    /// <summary>As leadership passes: one ticket goes from hand to hand, nobody sleeps, so nobody is woken.</summary>
    [Fact]
    public void Make_no_call_when_nobody_sleeps()
    {
        var leadership = new Tickets(first: 1);
        var kernel = new Kernel();
        for (var i = 0; i < 1000; i++)
        {
            leadership.Take(kernel);
            leadership.Give(1, kernel);
        }
        Assert.Equal(0, Calls.Of(kernel));
    }

    [Fact]
    public void Wake_one_sleeper_for_each_ticket_and_no_more()
    {
        const int Sleepers = 4;
        var tickets = new Tickets();
        var awake = 0;
        var threads = Threads.Start(Sleepers, _ =>
        {
            tickets.Take(new Kernel());
            Interlocked.Increment(ref awake);
        });
        // All have counted themselves as asleep when a ticket more than they are would be left over; until then a call may find nobody.
        var giver = new Kernel();
        for (var given = 1; given <= Sleepers; given++)
        {
            tickets.Give(1, giver);
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref awake) == given, LimitMs), $"{given} tickets woke {awake}");
            Thread.Sleep(20);
            Assert.Equal(given, Volatile.Read(ref awake));
        }
        Threads.Join(threads, LimitMs, "a sleeper hangs");
        Assert.InRange(Calls.Of(giver), 0, Sleepers);
        tickets.Give(1, giver);
        Assert.InRange(Calls.Of(giver), 0, Sleepers);
    }

    /// <summary>The promotion protocol: never two leaders, always one in the end, everyone's turn is counted, and no call without a sleeper.</summary>
    [Fact]
    public void Keep_one_leader_and_lose_no_promotion() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 60]).Sample((threads, turns) => Lead(threads, turns), iter: 2000, threads: 1);

    [Fact]
    public void Keep_one_leader_for_long() => Lead(threads: 4, turns: 100_000);

    private static void Lead(int threads, int turns)
    {
        var leadership = new Tickets(first: 1);
        var (leaders, led, most) = (0, 0, 0);
        var set = Threads.Start(threads, _ =>
        {
            var kernel = new Kernel();
            bool stopped;
            do
            {
                leadership.Take(kernel);
                if (Interlocked.Increment(ref leaders) > 1) most = 2;
                // Written by the leader alone: two at once would lose a count.
                stopped = led >= turns;
                if (!stopped) led++;
                Interlocked.Decrement(ref leaders);
                leadership.Give(1, kernel);
                if (led % 16 == 0) Thread.Yield();
            }
            while (!stopped);
        });
        Threads.Join(set, LimitMs, "a follower was never promoted");
        Assert.Equal((0, turns), (most, led));
        Assert.True(leadership.TryTake());
        Assert.False(leadership.TryTake());
    }
}
