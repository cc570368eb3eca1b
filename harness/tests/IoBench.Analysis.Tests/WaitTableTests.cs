using IoBench.Analysis.Anatomy;
using IoBench.Results;

namespace IoBench.Tests.Analysis;

/// <summary>Ten echoes, one each millisecond, of invented threads.</summary>
public sealed class WaitTableTests
{
    private const int Echoes = 10, Client = 5, Main = 11, Worker = 12;
    private const long Ms = 1_000_000;

    [Fact]
    public void A_thread_waits_in_the_call_that_takes_its_time()
    {
        var waits = Of("epoll", Loop());
        var thread = Assert.Single(waits.Threads);
        var wait = Assert.Single(thread.WaitsIn);
        Assert.Equal(("epoll", true, 1, "epoll_wait"), (thread.Name, thread.Stamped, thread.Threads, wait.Call));
        Assert.InRange(wait.Share, 0.9, 1);
        Assert.InRange(wait.MeanUs, 850, 1000);
        Assert.InRange(wait.PerEcho, 0.9, 1.1);
        Assert.Equal(["recv", "send"], waits.CopyingCallsPerEcho.Keys.Order());
        Assert.Equal((0, 0.0, 0.0), (waits.CompletionsPerEcho.Count, waits.WakesPerEcho, waits.RefusalsPerEcho));
    }

    [Fact]
    public void Who_tries_without_sleeping_waits_in_no_call()
    {
        var tries = Enumerable.Range(0, Echoes * 100).Select(static i => Call("recv", i * Ms / 100, i * Ms / 100 + 9000, -11));
        var waits = Of("nonblocking", [.. tries, .. Loop().Where(static c => c.Call == "send")]);
        Assert.Empty(Assert.Single(waits.Threads).WaitsIn);
        // From the first echo to the end of the tenth are nine periods.
        Assert.Equal(90, waits.RefusalsPerEcho, 2.0);
    }

    [Fact]
    public void Threads_that_take_turns_wait_in_both_calls()
    {
        // Half of the time the leader, half of the time a follower.
        var turns = Enumerable.Range(0, Echoes).Select(static i => i % 2 == 0
            ? Call("epoll_wait", i * Ms, i * Ms + 990_000, 1) : Call("futex", i * Ms, i * Ms + 990_000, 0, Main, StampedCall.Wait));
        Assert.Equal(["epoll_wait", "futex"], Assert.Single(Of("x", [.. turns]).Threads).WaitsIn.Select(static w => w.Call).Order());
    }

    [Fact]
    public void A_call_that_wakes_is_no_wait_and_one_that_never_returned_is()
    {
        var waking = Enumerable.Range(0, Echoes).Select(static i => Call("futex", i * Ms, i * Ms + 900_000, 1, Main, StampedCall.Wake));
        var waits = Of("x", [.. waking], waiting: [new WaitingCall("accept4", Worker, 0)]);
        Assert.Empty(waits.Threads.Single(static t => t.Name == "x").WaitsIn);
        Assert.Equal(("accept4", 1.0), Assert.Single(waits.Threads.Single(static t => t.Name == "worker").WaitsIn.Select(static w => (w.Call, Math.Round(w.Share, 3)))));
        Assert.Equal(1, waits.WakesPerEcho, 0.1);
    }

    [Fact]
    public void Threads_that_stamp_nothing_are_told_only_when_they_took_part()
    {
        var waits = Of(
            "aio", Loop(),
            before: [new(21, "aio", 0, 100), new(22, ".NET Tiered Com", 0, 10), new(23, "iou-sqp-4711", 5 * Ms, 7), new(Main, "aio", 0, 0)],
            after: [new(21, "aio", Ms, 120), new(22, ".NET Tiered Com", Ms, 11), new(23, "iou-sqp-4711", 14 * Ms, 7), new(24, "new", Ms / 10, 9), new(Main, "aio", Ms, 10)]);

        Assert.Equal(
            [("aio", false, 2.0, 100.0), ("iou-sqp", false, 0, 900), ("new", false, 0.9, 10)],
            waits.Threads.Where(static t => !t.Stamped).Select(static t => (t.Name, t.Stamped, t.SwitchesPerEcho!.Value, t.CpuUsPerEcho!.Value)).OrderBy(static t => t.Name, StringComparer.Ordinal));
        Assert.Equal((1.0, 100.0), waits.Threads.Where(static t => t.Stamped).Select(static t => (t.SwitchesPerEcho!.Value, t.CpuUsPerEcho!.Value)).Single());
    }

    [Fact]
    public void A_name_that_the_kernel_cut_is_made_whole() =>
        Assert.Equal("half-sync-half-async", Of("half-sync-half-async", Loop(), name: "half-sync-half-").Threads.Single().Name);

    [Fact]
    public void Completions_that_brought_bytes_are_counted()
    {
        var completed = Enumerable.Range(0, Echoes).Select(static i => Call("uring:recv", i * Ms + 20, i * Ms + 20, 64, kind: StampedCall.Completed));
        Assert.Equal(1, Of("uring", [.. Loop().Where(static c => c.Call == "epoll_wait"), .. completed]).CompletionsPerEcho["uring:recv"], 0.2);
    }

    [Fact]
    public void Without_an_echo_there_is_nothing_to_tell() =>
        Assert.Null(WaitTable.Of(Info("epoll"), new StampRound(new StampReport { Dropped = 0 }, new StampReport { Dropped = 0 }, []), 64));

    private static List<StampedCall> Loop() => [.. Enumerable.Range(0, Echoes).SelectMany(static i => new[]
    {
        Call("recv", i * Ms + 20_000, i * Ms + 21_000, 64), Call("send", i * Ms + 22_000, i * Ms + 30_000, 64), Call("epoll_wait", i * Ms + 31_000, i * Ms + Ms + 19_000, 1),
    })];

    private static ModelWaits Of(
        string model, IReadOnlyList<StampedCall> server, IReadOnlyList<ThreadTicks>? before = null, IReadOnlyList<ThreadTicks>? after = null, IReadOnlyList<WaitingCall>? waiting = null, string? name = null)
    {
        var client = Enumerable.Range(0, Echoes).SelectMany(static i => new[]
        {
            Call("send", i * Ms + 1000, i * Ms + 9000, 64, Client), Call("poll", i * Ms + 9100, i * Ms + 40_000, 1, Client), Call("recv", i * Ms + 41_000, i * Ms + 42_000, 64, Client),
        });
        return WaitTable.Of(
            Info(model),
            new StampRound(
                new StampReport { Dropped = 0, Calls = [.. client] },
                new StampReport { Dropped = 0, Calls = server, Threads = new Dictionary<string, string> { [$"{Main}"] = name ?? model, [$"{Worker}"] = "worker" }, Waiting = waiting ?? [] },
                [.. Enumerable.Repeat(41_000L, Echoes)]) { Before = before ?? [], After = after ?? [] },
            64)!;
    }

    internal static ModelInfo Info(string name) => new() { Name = name, IoModel = "x", Pattern = "x", Threads = "none", Needs = "nothing", Signature = [], Limits = [], Available = true };

    private static StampedCall Call(string name, long enter, long leave, long result, int thread = Main, string? detail = null, string? kind = null) =>
        new() { Call = name, EnterNs = enter + 1, LeaveNs = leave + 1, Result = result, Thread = thread, Detail = detail, Kind = kind };
}
