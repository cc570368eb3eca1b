using CsCheck;
using IoBench.Analysis.Anatomy;
using IoBench.Results;

namespace IoBench.Tests.Analysis;

public sealed class EchoPathTests
{
    private const int Main = 11, Worker = 12, Client = 5;

    private static readonly StampedCall[] ClientCalls =
        [Call("send", 100, 120, 64, Client), Call("poll", 121, 195, 1, Client), Call("recv", 196, 200, 64, Client)];

    [Fact]
    public void One_loop_is_wait_receive_send()
    {
        Assert.Equal(
            [
                "client send 20", "kernel epoll_wait returns 10", "11 user space 2", "11 recv 3", "11 user space 1", "11 send 24",
                "kernel client woken 35", "client user space 1", "client recv 4",
            ],
            Told(Call("epoll_wait", 50, 130, 1), Call("recv", 132, 135, 64), Call("send", 136, 160, 64), Call("epoll_wait", 162, 300, 1)));
    }

    [Fact]
    public void A_call_that_blocks_brings_the_message_itself() => Assert.Equal(
        ["client send 20", "kernel recv returns 15", "11 user space 1", "11 send 24", "kernel client woken 35", "client user space 1", "client recv 4"],
        Told(Call("recv", 50, 135, 64), Call("send", 136, 160, 64), Call("recv", 161, 300, 64)));

    [Fact]
    public void Who_tries_again_and_again_finds_it() => Assert.Equal(
        [
            "client send 20", "kernel the next try finds it 11", "11 user space 1", "11 recv 3", "11 user space 1", "11 send 24",
            "kernel client woken 35", "client user space 1", "client recv 4",
        ],
        Told(Call("accept4", 110, 112, -11), Call("recv", 113, 115, -11), Call("accept4", 129, 131, -11), Call("recv", 132, 135, 64), Call("send", 136, 160, 64), Call("accept4", 161, 163, -11)));

    [Fact]
    public void A_worker_is_woken_by_the_thread_that_waited() => Assert.Equal(
        [
            "client send 20", "kernel epoll_wait returns 5", "11 user space 1", "11 futex (wake) 3", "kernel other thread woken 11", "12 user space 1", "12 recv 3",
            "12 user space 1", "12 send 15", "kernel client woken 35", "client user space 1", "client recv 4",
        ],
        Told(
            Call("epoll_wait", 50, 125, 1), Call("futex", 126, 129, 1, detail: StampedCall.Wake), Call("epoll_wait", 131, 300, 1),
            Call("futex", 60, 140, 0, Worker, StampedCall.Wait), Call("recv", 141, 144, 64, Worker), Call("send", 145, 160, 64, Worker), Call("futex", 165, 301, 0, Worker, StampedCall.Wait)));

    [Fact]
    public void An_answer_may_go_back_to_the_thread_that_received()
    {
        // proactor, emulated: the main thread receives and sends, a worker handles and rings the bell.
        Assert.Equal(
            [
                "client send 20", "kernel epoll_wait returns 2", "11 user space 1", "11 recv 3", "11 user space 1", "11 futex (wake) 3", "kernel other thread woken 5",
                "12 user space 1", "12 write 2", "kernel other thread woken 4", "11 user space 1", "11 send 17", "kernel client woken 35", "client user space 1", "client recv 4",
            ],
            Told(
                Call("epoll_wait", 50, 122, 1), Call("recv", 123, 126, 64), Call("futex", 127, 130, 1, detail: StampedCall.Wake), Call("epoll_wait", 131, 142, 1), Call("send", 143, 160, 64),
                Call("futex", 60, 135, 0, Worker, StampedCall.Wait), Call("write", 136, 138, 8, Worker, StampedCall.Wake), Call("futex", 139, 301, 0, Worker, StampedCall.Wait)));
    }

    [Fact]
    public void A_ring_sends_in_the_call_that_carries_it() => Assert.Equal(
        ["client send 20", "kernel io_uring_enter returns 10", "11 user space 3", "11 io_uring_enter (send) 27", "kernel client woken 35", "client user space 1", "client recv 4"],
        Told(
            Call("io_uring_enter", 50, 130, 0), Call("uring:recv", 131, 131, 64, kind: StampedCall.Completed), Call("uring:send", 132, 132, 0, kind: StampedCall.Submitted),
            Call("io_uring_enter", 133, 160, 1)));

    [Fact]
    public void What_nobody_stamped_is_said_to_be_unseen()
    {
        Assert.Equal(["client send 20", "kernel calls not seen 75", "client user space 1", "client recv 4"], Told());
        // An order to somebody else's thread: what it does is not seen.
        Assert.Equal(
            ["client send 20", "kernel sigtimedwait returns 15", "11 user space 1", "11 aio_write 4", "kernel written elsewhere 55", "client user space 1", "client recv 4"],
            Told(Call("sigtimedwait", 50, 135, 36), Call("aio_write", 136, 140, 0), Call("sigtimedwait", 141, 300, 36)));
    }

    [Fact]
    public void A_server_that_is_done_before_the_client_has_left_its_send_cuts_it_short() => Assert.Equal(
        ["client send 6", "kernel epoll_wait returns 0", "11 user space 1", "11 recv 1", "11 user space 1", "11 send 3", "kernel client woken 83", "client user space 1", "client recv 4"],
        Told(Call("epoll_wait", 50, 106, 1), Call("recv", 107, 108, 64), Call("send", 109, 112, 64)));

    /// <summary>Whatever the stamps say, the parts are in order, none is negative, and they add up to the round trip.</summary>
    [Fact]
    public void Parts_are_a_partition_of_the_round_trip() =>
        Gen.Select(Threads, Gen.Int[1, 400], Gen.Int[1, 400], Gen.Int[1, 400]).Sample(
            (stamps, sending, waiting, receiving) =>
            {
                var echo = new EchoWindow(
                [
                    Call("send", 1000, 1000 + sending, 64, Client), Call("poll", 1001 + sending, 1001 + sending + waiting, 1, Client),
                    Call("recv", 1002 + sending + waiting, 1002 + sending + waiting + receiving, 64, Client),
                ]);
                var parts = EchoPath.Of(echo, ThreadCalls.Of(stamps));

                Assert.Equal((echo.StartNs, echo.EndNs), (parts[0].FromNs, parts[^1].ToNs));
                Assert.All(parts, static p => Assert.True(p.LengthNs >= 0));
                Assert.All(parts.Zip(parts.Skip(1)), static pair => Assert.Equal(pair.First.ToNs, pair.Second.FromNs));
                Assert.Equal(echo.EndNs - echo.StartNs, parts.Sum(static p => p.LengthNs));
            },
            iter: 20_000);

    [Fact]
    public void Echoes_are_cut_where_the_whole_message_is_back()
    {
        StampedCall[] client =
        [
            Call("recv", 10, 12, 64, Client), Call("send", 20, 21, 100, Client), Call("poll", 22, 23, 1, Client), Call("recv", 24, 25, 60, Client), Call("recv", 26, 27, 40, Client),
            Call("send", 30, 31, 100, Client), Call("poll", 32, 33, 1, Client), Call("recv", 34, 35, 100, Client), Call("send", 40, 41, 100, Client),
        ];

        Assert.Equal([(20L, 27L), (30, 35)], EchoWindow.Cut(client, 100).Select(static e => (e.StartNs, e.EndNs)));
    }

    private static readonly string[] Names =
        ["epoll_wait", "poll", "recv", "send", "epoll_ctl", "futex", "write", "aio_write", "sigtimedwait", "io_uring_enter", "accept4", "uring:send", "uring:recv"];

    /// <summary>Calls of a thread follow each other; all else is chance.</summary>
    private static readonly Gen<IReadOnlyList<StampedCall>> Threads =
        Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[0, 120], Gen.Int[1, 120], Gen.Int[-1, 2], Gen.Int[0, 3]).List[0, 24].List[0, 3].Select(threads =>
        {
            var stamps = new List<StampedCall>();
            for (var t = 0; t < threads.Count; t++)
            {
                long at = 900;
                foreach (var (name, pause, length, result, detail) in threads[t])
                {
                    at += pause;
                    var operation = Names[name].StartsWith("uring", StringComparison.Ordinal);
                    stamps.Add(Call(
                        Names[name], at, operation ? at : at + length, result < 0 ? -11 : result * 64, Main + t,
                        detail switch { 0 => StampedCall.Wait, 1 => StampedCall.Wake, 2 => StampedCall.Modify, _ => null },
                        operation ? result > 0 ? StampedCall.Submitted : StampedCall.Completed : null));
                    at += operation ? 0 : length;
                }
            }

            return (IReadOnlyList<StampedCall>)stamps;
        });

    private static IEnumerable<string> Told(params StampedCall[] server) => EchoPath.Of(new EchoWindow(ClientCalls), ThreadCalls.Of(server))
        .Select(static s => $"{(s.Thread == Stretch.Client ? "client" : s.Thread == Stretch.Kernel ? "kernel" : s.Thread)} {s.Name} {s.LengthNs}");

    private static StampedCall Call(string name, long enter, long leave, long result, int thread = Main, string? detail = null, string? kind = null) =>
        new() { Call = name, EnterNs = enter, LeaveNs = leave, Result = result, Thread = thread, Detail = detail, Kind = kind };
}
