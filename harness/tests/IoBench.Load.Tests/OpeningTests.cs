using System.Net;
using IoBench.Linux;

namespace IoBench.Load.Tests;

public sealed class OpeningTests
{
    private static readonly LoadOptions Options = new()
    {
        Target = new IPEndPoint(IPAddress.Loopback, 7), WarmupSeconds = 1, WarmupLimitSeconds = 3, DurationSeconds = 5,
    };

    [Fact]
    public void Opens_when_the_warm_up_is_over_and_the_rate_is_steady()
    {
        var warmup = Opens(Options, tick => 1000);
        Assert.InRange(warmup, 1, 1.03);
    }

    [Fact]
    public void Waits_while_the_rate_rises()
    {
        // It rises for 1.6 s, by a tenth a tick, and stays.
        var warmup = Opens(Options, tick => (long)(1000 * Math.Pow(1.1, Math.Min(tick, 80))));
        Assert.InRange(warmup, 1.6, 1.9);
    }

    [Fact]
    public void Waits_while_the_rate_falls() => Assert.InRange(Opens(Options, tick => (long)(1e9 * Math.Pow(0.93, Math.Min(tick, 80)))), 1.6, 1.9);

    [Fact]
    public void Opens_at_the_limit_though_the_rate_still_rises() => Assert.InRange(Opens(Options, tick => (long)(1000 * Math.Pow(1.05, tick))), 2.95, 3);

    [Fact]
    public void Does_not_wait_for_noise()
    {
        var random = new Xorshift(1, 1);
        for (var run = 0; run < 200; run++) Assert.InRange(Opens(Options, _ => (long)(1000 + 50 * random.Unit())), 1, 1.03); // a drift below a tenth is none
    }

    [Fact]
    public void Prolongs_few_runs_for_strong_noise()
    {
        var random = new Xorshift(2, 2);
        var prolonged = Enumerable.Range(0, 500).Count(_ => Opens(Options, _ => (long)(1000 + 1000 * random.Unit())) > 1.03);
        Assert.InRange(prolonged, 1, 125); // one in seven, and what the first tick gave is often given by the next
    }

    [Fact]
    public void Opens_at_once_where_no_warm_up_is_wanted()
    {
        using var opening = new Opening(Options with { WarmupSeconds = 0, WarmupLimitSeconds = 0 });
        opening.Begin();

        Assert.True(opening.IsKnown);
        Assert.Equal(0, opening.WarmupSeconds);
        Assert.Equal(5, opening.Window.Seconds);
    }

    [Fact]
    public void Tells_the_window_a_little_ahead()
    {
        using var opening = new Opening(Options);
        opening.Begin();
        var knownNs = Drive(opening, _ => 1000);
        Assert.Equal(25_000_000, opening.Window.StartNs - knownNs);
        opening.Await();
        Assert.False(opening.IsAbandoned);
    }

    [Fact]
    public void Lets_nobody_wait_when_it_is_abandoned()
    {
        using var opening = new Opening(Options);
        var waiting = new Thread(opening.Await) { IsBackground = true };
        waiting.Start();
        opening.Abandon();

        Assert.True(waiting.Join(5000));
        Assert.True(opening.IsAbandoned && !opening.IsKnown);
    }

    [Fact]
    public void Waits_while_the_response_time_of_an_open_loop_falls()
    {
        // A thousand a second all the time; the response time goes down for 1.6 s, then stays.
        var open = Options with { RatePerSecond = 1000 };
        Assert.InRange(Opens(open, _ => 20, tick => (long)(1e6 * Math.Pow(0.93, Math.Min(tick, 80)))), 1.6, 1.9);
        Assert.InRange(Opens(open, _ => 20, _ => 1_000_000), 1, 1.03);
        Assert.InRange(Opens(open, _ => 20, tick => 1_000_000 * (tick + 1)), 1, 1.03); // overload: waiting does not mend it
    }

    [Fact]
    public void Does_not_take_silence_for_a_response_time() =>
        Assert.InRange(Opens(Options with { RatePerSecond = 10 }, tick => tick % 7 == 0 ? 1 : 0, _ => 1_000_000), 1, 1.03);

    private static double Opens(LoadOptions options, Func<int, long> answeredInTick, Func<int, long>? responseNs = null)
    {
        using var opening = new Opening(options);
        opening.Begin();
        Drive(opening, answeredInTick, responseNs);
        Assert.Equal(options.DurationSeconds, opening.Window.Seconds);
        return opening.WarmupSeconds;
    }

    /// <summary>Ticks on a clock of its own until the window is known.</summary>
    private static long Drive(Opening opening, Func<int, long> answeredInTick, Func<int, long>? responseNs = null)
    {
        var nowNs = Clock.NowNs();
        long answered = 0, sumNs = 0;
        for (var tick = 0; tick < 1000; tick++)
        {
            nowNs += opening.TickNs;
            answered += answeredInTick(tick);
            sumNs += answeredInTick(tick) * (responseNs?.Invoke(tick) ?? 0);
            opening.Consider(nowNs, answered, sumNs);
            if (opening.IsKnown) return nowNs;
        }
        Assert.Fail("it never opens");
        return 0;
    }
}
