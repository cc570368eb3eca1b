using CsCheck;

namespace IoBench.Servers.Tests;

public sealed class IdleWheelTests
{
    private const int TimeoutMs = 100;
    private const long TimeoutNs = TimeoutMs * 1_000_000L, TickNs = TimeoutNs / IdleWheel.TicksPerTimeout;

    /// <summary>Whatever comes, goes and speaks, and however late it is looked: nobody is told of early or twice, nobody's end is slept through, and speaking costs nothing.</summary>
    [Fact]
    public void Tells_of_each_silent_one_within_a_tick_of_its_time() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 7], Gen.Long[0, TimeoutNs * 3 / 2]).List[0, 300].Sample(moves =>
        {
            var wheel = new IdleWheel(TimeoutMs);
            var places = Enumerable.Range(0, 8).Select(fd => new Place(fd)).ToArray();
            var heard = new Dictionary<Place, long>();
            var (nowNs, changes) = (1_000_000_000L, 0L);
            foreach (var (move, fd, stepNs) in moves)
            {
                var place = places[fd];
                switch (move)
                {
                    case 0 when heard.TryAdd(place, nowNs):
                        wheel.Enter(place, nowNs);
                        changes++;
                        break;
                    case 1 when heard.Remove(place):
                        wheel.Leave(place);
                        break;
                    case 2 when heard.ContainsKey(place):
                        heard[place] = place.HeardNs = nowNs;
                        changes++;
                        break;
                    case 3:
                        // A step is short as a rule, and now and then longer than a whole turn.
                        nowNs += stepNs % 10 == 0 ? 3 * stepNs : stepNs / 20;
                        wheel.Wake(nowNs);
                        while (wheel.Next() is Place silent)
                        {
                            Assert.True(heard.Remove(silent, out var heardNs), "told of one who is gone");
                            Assert.True(heardNs + TimeoutNs <= nowNs, "told too early");
                        }
                        Assert.All(heard.Values, heardNs => Assert.True(heardNs + TimeoutNs + TickNs > nowNs, "not told of"));
                        Assert.InRange(wheel.NextNs, nowNs + 1, heard.Values.Select(h => h + TimeoutNs + TickNs).Append(nowNs + TimeoutNs).Min());
                        break;
                }
            }
            Assert.True(wheel.Looks <= changes + 64, $"{wheel.Looks} looks for {changes} changes");
        });

    /// <summary>Ten timeouts long, a tenth of 100,000 connections speaks at each tick, a thousand never: as many looks as connections and timeouts, not as messages or ticks.</summary>
    [Fact]
    public void A_hundred_thousand_timers_cost_a_look_in_a_timeout_each()
    {
        const int Connections = 100_000, Silent = 1000, Timeouts = 10;
        var wheel = new IdleWheel(TimeoutMs);
        var places = Enumerable.Range(0, Connections).Select(fd => new Place(fd)).ToArray();
        var random = new Random(1);
        var nowNs = 1_000_000_000L;
        wheel.Wake(nowNs);
        Assert.Null(wheel.Next());
        foreach (var place in places) wheel.Enter(place, nowNs + random.NextInt64(TimeoutNs / 2));
        var (messages, told) = (0, new List<int>());
        for (var tick = 0; tick < Timeouts * IdleWheel.TicksPerTimeout; tick++)
        {
            nowNs += TickNs;
            for (var fd = Silent + tick % 10; fd < Connections; fd += 10, messages++) places[fd].HeardNs = nowNs;
            wheel.Wake(nowNs);
            while (wheel.Next() is { } silent) told.Add(silent.Fd);
        }

        Assert.Equal(Enumerable.Range(0, Silent), told.Order());
        Assert.True(messages > 4_900_000);
        // A timer whose time is moved is looked at when its old time comes: once in four fifths of a timeout here, as each speaks every ten ticks.
        Assert.InRange(wheel.Looks, Connections, Connections * Timeouts * 5 / 4);
    }

    [Fact]
    public void Is_never_due_when_it_is_off()
    {
        var wheel = new IdleWheel(0);
        var tally = new Ledger(bufferBytes: 1).Open();
        wheel.Enter(new Place(1), 1);
        wheel.Wake(tally);

        Assert.Equal((Linux.Kernel.Forever, 0, 0), (wheel.WaitMs, wheel.NowNs, tally.NowNs));
        Assert.Null(wheel.Next());
    }

    [Fact]
    public void Waits_no_longer_than_a_timeout_when_nobody_is_there()
    {
        var wheel = new IdleWheel(TimeoutMs);
        wheel.Wake(1_000_000_000);
        Assert.Null(wheel.Next());

        Assert.Equal(TimeoutMs, wheel.WaitMs);
    }

    /// <summary>Threads open and end connections while one turns: nobody is lost, and nobody who has left is told of.</summary>
    [Fact]
    public void Threads_come_and_go_while_another_turns()
    {
        const int Own = 64, Enough = 5000;
        var wheel = new IdleWheel(timeoutMs: 1);
        var places = Enumerable.Range(0, 4 * Own).Select(fd => new Place(fd)).ToArray();
        var (told, running, limitNs) = (0, 4, Linux.Clock.NowNs() + 20_000_000_000);
        var threads = Threads.Start(4, me =>
        {
            for (var i = 0; Volatile.Read(ref told) < Enough; i++)
            {
                var place = places[Own * me + i % Own];
                wheel.Leave(place);
                // Some are silent at once, some have to be put off.
                wheel.Enter(place, Linux.Clock.NowNs() - i % 3 * 500_000);
            }
            for (var i = 0; i < Own; i += 2) wheel.Leave(places[Own * me + i]);
            Interlocked.Decrement(ref running);
        });
        while (Volatile.Read(ref running) > 0)
        {
            wheel.Wake(Linux.Clock.NowNs());
            while (wheel.Next() is not null) Volatile.Write(ref told, told + 1);
            Assert.True(Linux.Clock.NowNs() < limitNs, $"told of {told} in 20 s");
        }
        Threads.Join(threads, 20_000, "a thread hangs");

        foreach (var place in places.Where(p => p.Fd % 2 == 1))
        {
            wheel.Leave(place);
            wheel.Enter(place, Linux.Clock.NowNs());
        }
        wheel.Wake(Linux.Clock.NowNs() + 1_000_000_000);
        var last = new List<int>();
        while (wheel.Next() is { } silent) last.Add(silent.Fd);
        Assert.Equal(places.Select(p => p.Fd).Where(fd => fd % 2 == 1), last.Order());
    }

    private sealed class Place(int fd) : Descriptor(fd)
    {
        internal override void Reset()
        {
        }
    }
}
