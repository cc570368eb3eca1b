using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   nobody waits for readiness: one receive of each connection is under way, into a buffer of its own, and after it one
//                 send, and after that the next receive; one io_uring_enter submits what was prepared and waits.
// Calls per echo: io_uring_enter, shared by all completions that it brings; two operations are prepared where multishot needs one.
// Limits:         a buffer for each connection, idle ones too.
// Literature:     io_uring(7), io_uring_enter(2); J. Axboe, Efficient IO with io_uring (2019).
internal sealed class UringOneShot : RingServer<UringOneShot.OneShotConnection>
{
    public UringOneShot(ServerContext context)
        : base(context, fd => new OneShotConnection(fd, context.Options.BufferBytes)) =>
        Mechanism = new Dictionary<string, string> { ["ringFlags"] = Ring.Flags.ToString() };

    public override IReadOnlyDictionary<string, string> Mechanism { get; }

    protected override void Received(OneShotConnection connection, in Completion completion)
    {
        var step = connection.State.Received(completion.Result);
        if (step == Step.Send) Handler.Handle(Tally);
        GoOn(connection, step);
    }

    protected override void Sent(OneShotConnection connection, IoResult result)
    {
        var step = connection.State.Sent(result);
        if (result.Ok) Tally.Send(result.Value, paid: connection.State.OwedBytes == 0);
        GoOn(connection, step);
    }

    protected override void Arm(OneShotConnection connection) => Ring.RecvPinned(connection.Fd, connection.Buffer, Tag(Kind.Receive, connection.Fd));

    /// <summary>One operation under way for each connection: the one that ended was the last to use its buffer and its number.</summary>
    private void GoOn(OneShotConnection connection, Step step)
    {
        switch (step)
        {
            case Step.Close:
                Connections.Close(connection, Tally);
                break;
            case Step.Send or Step.AwaitRoom:
                var owed = connection.Buffer.AsSpan(connection.State.SentBytes, connection.State.OwedBytes);
                Ring.SendPinned(connection.Fd, owed, Tag(Kind.Send, connection.Fd), quietOnSuccess: false);
                break;
            default:
                Arm(connection);
                break;
        }
    }

    /// <summary>A connection with a buffer of its own, which the kernel fills and empties.</summary>
    internal sealed class OneShotConnection(int fd, int bufferBytes) : Descriptor(fd)
    {
        // A field: the state machine is a struct that is changed in place.
        internal EchoState State;

        internal byte[] Buffer { get; } = GC.AllocateUninitializedArray<byte>(bufferBytes, pinned: true);

        internal override void Reset() => State = default;
    }
}
