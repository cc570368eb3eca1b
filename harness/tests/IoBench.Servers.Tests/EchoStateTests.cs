using CsCheck;
using IoBench.Linux;

namespace IoBench.Servers.Tests;

public sealed class EchoStateTests
{
    private static readonly IoResult Again = IoResult.Failed(Errno.EAGAIN);

    [Fact]
    public void Receives_first() => Assert.Equal(Step.Receive, new EchoState().Next);

    [Fact]
    public void Owes_what_it_received_until_it_was_sent()
    {
        var state = new EchoState();

        Assert.Equal(Step.Send, state.Received(new IoResult(10)));
        Assert.Equal(Step.Send, state.Sent(new IoResult(4)));
        Assert.Equal((6, 4), (state.OwedBytes, state.SentBytes));
        Assert.Equal(Step.Receive, state.Sent(new IoResult(6)));
        Assert.Equal((0, 0), (state.OwedBytes, state.SentBytes));
    }

    [Fact]
    public void Waits_for_room_and_receives_nothing_meanwhile()
    {
        var state = new EchoState();
        state.Received(new IoResult(10));

        Assert.Equal(Step.AwaitRoom, state.Sent(Again));
        Assert.Equal(Step.Send, state.Next);
    }

    [Fact]
    public void Waits_for_input_when_there_is_none() => Assert.Equal(Step.AwaitInput, new EchoState().Received(Again));

    [Fact]
    public void Closes_at_the_end_of_input() => Assert.Equal(Step.Close, new EchoState().Received(new IoResult(0)));

    [Fact]
    public void Pays_before_it_honours_the_end()
    {
        var state = new EchoState();
        state.Received(new IoResult(5));

        Assert.Equal(Step.Send, state.Received(new IoResult(0)));
        Assert.False(state.TakesInput);
        Assert.Equal(Step.Close, state.Sent(new IoResult(5)));
    }

    [Theory]
    [InlineData(Errno.ECONNRESET)]
    [InlineData(Errno.EPIPE)]
    [InlineData(Errno.ETIMEDOUT)]
    public void Closes_when_the_connection_breaks(Errno errno)
    {
        var receiving = new EchoState();
        Assert.Equal(Step.Close, receiving.Received(IoResult.Failed(errno)));

        var sending = new EchoState();
        sending.Received(new IoResult(1));
        Assert.Equal(Step.Close, sending.Sent(IoResult.Failed(errno)));
        Assert.Equal(Step.Close, sending.Next);
    }

    /// <summary>A peer sends a stream in pieces of any size and takes the answer in pieces of any size, with refusals in between: what it gets is what it sent, whole and in order, then the end.</summary>
    [Fact]
    public void Echoes_any_stream_however_it_is_cut() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 64], Gen.Int[-3, 40].List[1, 200]).Sample((stream, bufferBytes, cuts) =>
        {
            var peer = new CuttingPeer(stream, cuts);
            var buffer = new byte[bufferBytes];
            var state = new EchoState();
            for (var step = state.Next; step != Step.Close;)
            {
                switch (step)
                {
                    case Step.Receive or Step.AwaitInput:
                        Assert.Equal(0, state.OwedBytes);
                        step = state.Received(peer.Recv(buffer));
                        break;
                    default:
                        step = state.Sent(peer.Send(buffer.AsSpan(state.SentBytes, state.OwedBytes)));
                        break;
                }
            }
            Assert.Equal(stream, peer.Answer);
        });

    /// <summary>A socket that does as it likes within what TCP allows: each cut is how much the next call gets, none (EAGAIN) when not positive.</summary>
    private sealed class CuttingPeer(byte[] stream, List<int> cuts)
    {
        private int given, turn;

        internal List<byte> Answer { get; } = [];

        internal IoResult Recv(Span<byte> buffer)
        {
            if (given == stream.Length) return new IoResult(0);
            var count = Math.Min(Cut(), Math.Min(buffer.Length, stream.Length - given));
            if (count <= 0) return Again;
            stream.AsSpan(given, count).CopyTo(buffer);
            given += count;
            return new IoResult(count);
        }

        internal IoResult Send(ReadOnlySpan<byte> bytes)
        {
            var count = Math.Min(Cut(), bytes.Length);
            if (count <= 0) return Again;
            Answer.AddRange(bytes[..count]);
            return new IoResult(count);
        }

        // Never only refusals: the list ends with a piece of one byte, or nothing would ever arrive.
        private int Cut() => turn++ % (cuts.Count + 1) is var i && i < cuts.Count ? cuts[i] : 1;
    }
}
