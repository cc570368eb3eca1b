using System.Diagnostics;

namespace IoBench.Linux.Tests;

/// <summary>What a load needs of a ring: sends from its own memory, receives that it can read, and calls that do not wait.</summary>
public sealed class RingClientTests
{
    private readonly Kernel kernel = new();

    [Fact]
    public void Submit_posts_what_is_done_and_waits_for_nothing()
    {
        using var ring = Create(64);
        using var wake = new WakeEvent();
        ring.PollReadable(wake.Fd, userData: 1);

        Assert.Equal(1, ring.Submit().Value);
        Assert.Equal(0, ring.Submit().Value);
        Assert.Equal(0, ring.Ready);
        wake.Set();
        Collect(ring, 1);
    }

    [Fact]
    public void Submit_posts_all_that_is_done_when_called_again()
    {
        const int Polls = 100;
        using var ring = Create(128);
        using var wake = new WakeEvent();
        for (ulong i = 0; i < Polls; i++) ring.PollReadable(wake.Fd, i);
        Assert.Equal(Polls, ring.Submit().Value);
        wake.Set();

        Assert.Equal(Enumerable.Range(0, Polls).Select(i => (ulong)i), Collect(ring, Polls).Order());
    }

    [Theory]
    [InlineData("IPv4")]
    [InlineData("Unix")]
    public void PollWritable_completes_for_a_connected_socket(string family)
    {
        using var ring = Create(8);
        using var pair = Pair(family);
        ring.PollWritable(pair.Client, userData: 5);
        ring.SubmitAndWait().OrThrow("io_uring_enter");

        Assert.Equal(5ul, ring.Peek().UserData);
        Assert.True(((Readiness)ring.Peek().Result.Value).HasFlag(Readiness.Out));
        ring.Take();
    }

    [Theory]
    [InlineData("IPv4", false)]
    [InlineData("IPv4", true)]
    [InlineData("Unix", true)]
    public void SendPinned_sends_from_our_memory_and_the_receive_can_be_read(string family, bool quiet)
    {
        using var ring = Create(8);
        using var buffers = new BufferRing(ring, kernel, 8, 64);
        using var pair = Pair(family);
        var memory = GC.AllocateArray<byte>(64, pinned: true);
        for (var i = 0; i < memory.Length; i++) memory[i] = (byte)(i + 1);
        ring.RecvEach(pair.Server, buffers, userData: 1);
        ring.SendPinned(pair.Client, memory.AsSpan(8, 40), userData: 2, quiet);

        var seen = new List<ulong>();
        var received = new List<byte>();
        var limit = Stopwatch.StartNew();
        while (received.Count < 40 || seen.Count < (quiet ? 1 : 2))
        {
            Assert.True(limit.ElapsedMilliseconds < 5000, "no completion within 5 s");
            ring.Submit().OrThrow("io_uring_enter");
            for (; ring.Ready > 0; ring.Take())
            {
                ref readonly var done = ref ring.Peek();
                seen.Add(done.UserData);
                if (done.UserData == 2) Assert.Equal(40, done.Result.Value);
                if (done.UserData != 1) continue;
                Assert.Equal((true, true), (done.HasBuffer, done.More));
                received.AddRange(buffers.Span(done.BufferId, done.Result.Value));
                buffers.Add(done.BufferId);
                buffers.Publish();
            }
        }
        Assert.Equal(memory[8..48], received);
        Assert.Equal(quiet ? 0 : 1, seen.Count(userData => userData == 2));
    }

    [Fact]
    public void A_quiet_send_that_fails_is_not_quiet()
    {
        using var ring = Create(8);
        using var pair = Pair("IPv4");
        kernel.ShutdownSend(pair.Client);
        ring.SendPinned(pair.Client, GC.AllocateArray<byte>(16, pinned: true), userData: 9, quietOnSuccess: true);
        ring.SubmitAndWait().OrThrow("io_uring_enter");

        Assert.Equal((9ul, Errno.EPIPE), (ring.Peek().UserData, ring.Peek().Result.Errno));
        ring.Take();
    }

    [Fact]
    public void A_quiet_send_that_is_cut_short_is_not_quiet()
    {
        using var ring = Create(8);
        using var pair = Pair("IPv4");
        var memory = GC.AllocateArray<byte>(64 << 20, pinned: true); // more than the buffers of both sides hold
        ring.SendPinned(pair.Client, memory, userData: 9, quietOnSuccess: true);
        Assert.Equal(1, ring.Submit().Value);
        Assert.Equal(0, ring.Ready);
        Socket.Shutdown(pair.Client);
        Collect(ring, 1, result => Assert.True(!result.Ok || result.Value < memory.Length, $"{result} of {memory.Length} bytes"));
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 65)]
    [InlineData(0, -1)]
    public void Span_shows_nothing_but_buffers(int id, int length)
    {
        using var ring = Create(8);
        using var buffers = new BufferRing(ring, kernel, 8, 64);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffers.Span(id, length).Length);
    }

    private Ring Create(int submissions)
    {
        Assert.SkipWhen(Ring.WhyUnavailable() is not null, Ring.WhyUnavailable() ?? "");
        return Ring.Create(kernel, submissions, submissions * 2);
    }

    private StreamPair Pair(string family) => StreamPair.Of(kernel, family == "Unix" ? StreamPair.Unix : StreamPair.Ipv4);

    /// <summary>Takes completions by calls that do not wait.</summary>
    private static List<ulong> Collect(Ring ring, int count, Action<IoResult>? check = null)
    {
        var seen = new List<ulong>();
        for (var limit = Stopwatch.StartNew(); seen.Count < count;)
        {
            Assert.True(limit.ElapsedMilliseconds < 5000, $"{seen.Count} of {count} completions within 5 s");
            ring.Submit().OrThrow("io_uring_enter");
            for (; ring.Ready > 0; ring.Take())
            {
                check?.Invoke(ring.Peek().Result);
                seen.Add(ring.Peek().UserData);
            }
        }
        Assert.Equal(0, ring.Ready);
        return seen;
    }
}
