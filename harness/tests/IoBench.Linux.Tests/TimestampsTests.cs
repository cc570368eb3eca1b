using System.Diagnostics;
using System.Net;

namespace IoBench.Linux.Tests;

public sealed class TimestampsTests
{
    private const int LimitMs = 5000;

    // What CLOCK_REALTIME may be slewed or read off by, next to the stamps of one message.
    private const long SlackNs = 1_000_000;

    private readonly Kernel kernel = new();
    private readonly byte[] buffer = new byte[256];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_message_over_the_loopback_is_stamped_going_out_and_coming_in(string address)
    {
        Assert.SkipUnless(address == "127.0.0.1" || SocketTests.Families.Any(row => row.Data == "IPv6"), "no IPv6 on the loopback of this machine");
        using var pair = StreamPair.Of(kernel, new IPEndPoint(IPAddress.Parse(address), 0));
        Timestamps.Enable(pair.Client).OrThrow("setsockopt", "SO_TIMESTAMPING");
        Timestamps.Enable(pair.Server).OrThrow("setsockopt", "SO_TIMESTAMPING");

        // Receive stamps are turned on by a worker of the kernel, some time after they were asked for.
        uint sent = 0;
        for (var limit = Stopwatch.StartNew(); ;)
        {
            Assert.True(limit.ElapsedMilliseconds < LimitMs, $"no receive stamp within {LimitMs} ms");
            var before = Clock.NowNs();
            kernel.Send(pair.Client, "0123456789"u8).OrThrow("send");
            sent += 10;
            StreamPair.Await(kernel, pair.Server, Readiness.In);
            Assert.Equal(10, kernel.RecvStamped(pair.Server, buffer, out var inNs).Value);
            var after = Clock.NowNs();
            Assert.True(kernel.TakeTransmitStamp(pair.Client, out var lastByte, out var outNs).Ok);
            Assert.Equal(sent - 1, lastByte);
            Assert.Equal("0123456789"u8.ToArray(), buffer[..10]);
            var offsetNs = Clock.RealtimeOffsetNs(out _);
            Assert.InRange(outNs - offsetNs, before - SlackNs, after + SlackNs);
            if (inNs == 0) continue;
            Assert.InRange(inNs, outNs, after + offsetNs + SlackNs);
            break;
        }
        Assert.True(kernel.TakeTransmitStamp(pair.Client, out _, out _).WouldBlock);
    }

    [Fact]
    public void Bytes_are_numbered_from_where_stamps_were_asked_for()
    {
        using var pair = StreamPair.Of(kernel);
        kernel.Send(pair.Client, new byte[1000]).OrThrow("send");
        Timestamps.Enable(pair.Client).OrThrow("setsockopt", "SO_TIMESTAMPING");
        kernel.Send(pair.Client, new byte[7]).OrThrow("send");

        Assert.True(kernel.TakeTransmitStamp(pair.Client, out var lastByte, out _).Ok);
        // 6.2 knows OPT_ID_TCP; older kernels count from the first unacknowledged byte.
        if (Environment.OSVersion.Version >= new Version(6, 2)) Assert.Equal(6u, lastByte);
    }

    [Fact]
    public void A_stamp_that_waits_is_reported_as_an_error_until_it_is_taken()
    {
        using var pair = StreamPair.Of(kernel);
        Timestamps.Enable(pair.Client).OrThrow("setsockopt", "SO_TIMESTAMPING");
        kernel.Send(pair.Client, "x"u8).OrThrow("send");
        var poll = new PollFd { Fd = pair.Client, Events = Readiness.In };

        Assert.Equal(1, kernel.Poll(ref poll, 0).Value);
        Assert.Equal(Readiness.Error, poll.Returned);
        Assert.Equal(Errno.None, Socket.TakeError(pair.Client));
        Assert.True(kernel.TakeTransmitStamp(pair.Client, out _, out _).Ok);
        Assert.Equal(0, kernel.Poll(ref poll, 0).Value);
    }

    [Fact]
    public void A_stamp_that_waits_does_not_disturb_a_receive_of_a_ring()
    {
        Assert.SkipWhen(Ring.WhyUnavailable() is not null, Ring.WhyUnavailable() ?? "");
        using var pair = StreamPair.Of(kernel);
        using var ring = Ring.Create(kernel, 8, 16);
        using var buffers = new BufferRing(ring, kernel, 8, 64);
        Timestamps.Enable(pair.Client).OrThrow("setsockopt", "SO_TIMESTAMPING");
        ring.RecvEach(pair.Client, buffers, userData: 1);
        ring.Submit().OrThrow("io_uring_enter");
        kernel.Send(pair.Client, "x"u8).OrThrow("send");
        for (var i = 0; i < 3; i++) ring.Submit().OrThrow("io_uring_enter");
        Assert.Equal(0, ring.Ready);

        kernel.Send(pair.Server, "abc"u8).OrThrow("send");
        for (var limit = Stopwatch.StartNew(); ring.Ready == 0; ring.Submit().OrThrow("io_uring_enter")) Assert.True(limit.ElapsedMilliseconds < LimitMs, "nothing received");
        Assert.Equal((3, true), (ring.Peek().Result.Value, ring.Peek().More));
        Assert.Equal("abc"u8.ToArray(), buffers.Span(ring.Peek().BufferId, 3));
        Assert.True(kernel.TakeTransmitStamp(pair.Client, out _, out _).Ok);
    }

    [Fact]
    public void Stamps_that_nobody_takes_are_lost_and_no_data_with_them()
    {
        const int Sends = 2000;
        using var pair = StreamPair.Of(kernel);
        Timestamps.Enable(pair.Client).OrThrow("setsockopt", "SO_TIMESTAMPING");
        for (var i = 0; i < Sends; i++)
        {
            kernel.Send(pair.Client, "x"u8).OrThrow("send");
            Receive(pair.Server);
        }
        kernel.Send(pair.Server, "yz"u8).OrThrow("send");
        var taken = 0;
        while (kernel.TakeTransmitStamp(pair.Client, out var lastByte, out _).Ok) Assert.Equal((uint)taken++, lastByte);

        // An entry takes several hundred bytes of the receive buffer, which a machine may have set so large that it holds them all.
        Assert.InRange(taken, 1, Math.Min(Sends, Socket.Options(pair.Client).ReceiveBufferBytes / 256));
        Assert.Equal(2, Receive(pair.Client).Bytes);
    }

    [Fact]
    public void Who_did_not_ask_gets_no_stamp()
    {
        using var pair = StreamPair.Of(kernel);
        Timestamps.Enable(pair.Client).OrThrow("setsockopt", "SO_TIMESTAMPING");
        Timestamps.Disable(pair.Client).OrThrow("setsockopt", "SO_TIMESTAMPING");
        kernel.Send(pair.Client, "x"u8).OrThrow("send");

        Assert.Equal((1, 0L), Receive(pair.Server));
        Assert.True(kernel.TakeTransmitStamp(pair.Client, out var lastByte, out var outNs).WouldBlock);
        Assert.Equal((0u, 0L), (lastByte, outNs));
    }

    [Fact]
    public void A_Unix_socket_is_refused_and_none_of_its_bytes_lost()
    {
        using var pair = StreamPair.Of(kernel, StreamPair.Unix);
        Assert.Equal(Errno.EOPNOTSUPP, Timestamps.Enable(pair.Client).Errno);
        Assert.True(kernel.TakeTransmitStamp(pair.Client, out _, out _).WouldBlock);
        kernel.Send(pair.Server, "xy"u8).OrThrow("send");
        Assert.True(kernel.TakeTransmitStamp(pair.Client, out _, out _).WouldBlock);
        Assert.Equal((2, 0L), Receive(pair.Client));
    }

    [Fact]
    public void A_socket_that_is_not_connected_is_refused()
    {
        var fd = Socket.Client(StreamPair.Ipv4);
        Assert.Equal(Errno.EINVAL, Timestamps.Enable(fd).Errno);
        Socket.Close(fd);
        Assert.Equal(Errno.EBADF, Timestamps.Enable(-1).Errno);
    }

    [Fact]
    public void The_end_of_a_connection_is_received_as_ever()
    {
        using var pair = StreamPair.Of(kernel);
        Timestamps.Enable(pair.Client).OrThrow("setsockopt", "SO_TIMESTAMPING");
        Assert.True(kernel.RecvStamped(pair.Client, buffer, out _).WouldBlock);
        kernel.ShutdownSend(pair.Server);
        Assert.Equal((0, 0L), Receive(pair.Client));
    }

    [Fact]
    public void Stamps_are_read_without_allocation()
    {
        using var pair = StreamPair.Of(kernel);
        Timestamps.Enable(pair.Client).OrThrow("setsockopt", "SO_TIMESTAMPING");
        Timestamps.Enable(pair.Server).OrThrow("setsockopt", "SO_TIMESTAMPING");
        Round(pair);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++) Round(pair);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Round(StreamPair pair)
    {
        kernel.Send(pair.Client, "0123456789"u8).OrThrow("send");
        IoResult received;
        var turns = 0;
        while ((received = kernel.RecvStamped(pair.Server, buffer, out _)).WouldBlock && ++turns < 10_000_000) { } // Await would allocate
        received.OrThrow("recvmsg");
        kernel.TakeTransmitStamp(pair.Client, out _, out _).OrThrow("recvmsg");
    }

    private (int Bytes, long Ns) Receive(int fd)
    {
        StreamPair.Await(kernel, fd, Readiness.In);
        var bytes = kernel.RecvStamped(fd, buffer, out var stampNs).OrThrow("recvmsg");
        return (bytes, stampNs);
    }
}
