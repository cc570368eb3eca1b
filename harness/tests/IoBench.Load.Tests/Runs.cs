using System.Diagnostics;
using System.Net;
using System.Runtime.ExceptionServices;

namespace IoBench.Load.Tests;

/// <summary>Short runs with a limit, and what holds of every one of them.</summary>
internal static class Runs
{
    private const int LimitMs = 20_000;

    // What a machine that is busy with other things does to half a second of an honest server's run.
    private static readonly string[] OfTheMachine = ["little", "unsteady", "late-sends"];

    internal static LoadOptions Options(EndPoint target) => new() { Target = target, WarmupSeconds = 0.1, DurationSeconds = 0.5 };

    internal static IReadOnlyList<Doubt> Doubts(LoadOutcome outcome) => Audit.Of(outcome, clockCostNs: 50, clockStepNs: 50);

    /// <summary>Every run ends within five seconds of its window and conserves messages, whatever the server does.</summary>
    internal static LoadOutcome Run(LoadOptions options)
    {
        var clock = Stopwatch.StartNew();
        var watch = new Watch();
        var outcome = Limited(options, watch);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, options.DurationSeconds + 5);
        Assert.Equal((watch.Window, watch.Window), (outcome.Window, watch.Accompanied));
        Assert.Equal(options.Connections + options.Idle, watch.Connections);
        Assert.Equal(outcome.Sent, outcome.Received + outcome.InFlight + outcome.Lost);
        // A wrong answer is noticed when the next message has been asked already: only then may more be under way than were to be.
        var most = options.Connections * options.Depth * (outcome.FaultCount > 0 ? 2 : 1);
        Assert.InRange(outcome.CarriedIn, 0, most);
        Assert.InRange(outcome.InFlight + outcome.Lost, 0, most);
        Assert.DoesNotContain(Doubts(outcome), d => d.Name is "conservation" or "schedule");
        return outcome;
    }

    internal static void AssertHonest(LoadOutcome outcome)
    {
        var options = outcome.Options;
        Assert.DoesNotContain(Doubts(outcome), d => d.Disqualifies && !OfTheMachine.Contains(d.Name));
        Assert.Equal((0, 0), (outcome.FaultCount, outcome.Lost));
        Assert.True(outcome.Received > 0 && outcome.Recorder.Response.FastestNs > 1000);
        // Noise may do more than is allowed; a stall of a fifth of the window, wherever it falls, may not.
        Assert.InRange(outcome.LittleError!.Value, 0, 0.08);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{options.Engine} {options.Connections} x {options.Depth} x {options.Payload.MeanBytes} B: {outcome.ThroughputPerSecond:0}/s, Little {outcome.LittleError:0.000 %}");
    }

    /// <summary>The run on a thread of its own, so that one that never ends fails the test instead of holding it.</summary>
    internal static LoadOutcome Limited(LoadOptions options, ILoadWatch watch, int limitMs = LimitMs)
    {
        LoadOutcome? outcome = null;
        Exception? failure = null;
        var running = new Thread(() =>
        {
            try
            {
                outcome = LoadRun.Run(options, watch);
            }
            catch (Exception e)
            {
                failure = e;
            }
        }) { IsBackground = true };
        running.Start();
        Assert.True(running.Join(limitMs), "the run does not end");
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return outcome!;
    }
}

/// <summary>Notes what it is told.</summary>
internal class Watch(long? windowNs = null) : ILoadWatch
{
    internal int Connections { get; private set; }

    internal Window Window { get; private set; }

    internal Window Accompanied { get; private set; }

    public long? Connected(int connections)
    {
        Connections = connections;
        return windowNs;
    }

    public virtual void Opened(Window window) => Window = window;

    public void Accompany(Window window, LoadPulse pulse) => Accompanied = window;
}
