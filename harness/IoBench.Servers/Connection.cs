using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>A connection of a model that receives and sends itself: a descriptor, a buffer, and the state of its echo.</summary>
public sealed class Connection(int fd, int bufferBytes) : Descriptor(fd)
{
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(bufferBytes, pinned: true);
    private EchoState state;
    private bool mayHoldMore;

    /// <summary>What the model has registered for this connection, where it keeps such a thing.</summary>
    public Readiness Interest { get; set; }

    /// <summary>Where the model keeps this connection in an array of its own.</summary>
    public int Index { get; set; }

    /// <summary>Pays what is owed; else takes what is there, once, and sends it back.</summary>
    /// <returns><see cref="Step.Receive"/> when all is answered, else what to wait for, or <see cref="Step.Close"/>.</returns>
    public Step Echo(Tally tally)
    {
        var kernel = tally.Kernel;
        var step = state.Next;
        if (step == Step.Receive)
        {
            var received = kernel.Recv(Fd, buffer);
            mayHoldMore = received.Value == bufferBytes;
            step = state.Received(received);
        }
        while (step == Step.Send)
        {
            var sent = kernel.Send(Fd, buffer.AsSpan(state.SentBytes, state.OwedBytes));
            step = state.Sent(sent);
            if (sent.Ok) tally.Send(sent.Value, paid: state.OwedBytes == 0);
            // Arrivals that are told while we wait for room are not heard, so afterwards there may be anything.
            else mayHoldMore = true;
        }
        return step;
    }

    /// <summary>Echoes until nothing is left to receive: for models that are told of arrivals once, not of data that lies there.</summary>
    /// <remarks>A receive that did not fill the buffer took all: what comes later is told anew, so EAGAIN need not be bought for 0.3 us.</remarks>
    public Step EchoAll(Tally tally)
    {
        Step step;
        do step = Echo(tally);
        while (step == Step.Receive && mayHoldMore);
        return step;
    }

    /// <summary>The table of a model whose connections are of this kind.</summary>
    public static Connections<Connection> Table(ServerContext context, bool nonBlocking) =>
        new(context, nonBlocking, fd => new Connection(fd, context.Options.BufferBytes));

    internal override void Reset()
    {
        state = default;
        mayHoldMore = true;
        Interest = Readiness.None;
    }
}
