using System.Globalization;
using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   nobody waits for readiness: one multishot accept and one multishot receive per connection stay armed, the
//                 kernel receives by itself into a ring of buffers, and one io_uring_enter submits what was prepared and waits.
// Calls per echo: io_uring_enter, shared by all completions that it brings.
// Limits:         buffers are shared: when they run out, receives end (ENOBUFS) and are armed again as buffers come back. What one peer is
//                 owed beyond a few of them is copied when half of them are held.
// Literature:     io_uring(7), io_uring_enter(2); D. Schmidt et al., POSA2: Proactor.
internal class Uring : RingServer<RingConnection>
{
    private readonly BufferRing buffers;
    private readonly BufferChains chains;
    private readonly Queue<RingConnection> starved = new();

    public Uring(ServerContext context)
        : this(context, thread: null)
    {
    }

    protected Uring(ServerContext context, SubmissionThread? thread)
        : base(context, fd => new RingConnection(fd), thread)
    {
        // As many buffers as entries: 4096 by default.
        buffers = new BufferRing(Ring, Tally.Kernel, Entries, context.Options.BufferBytes);
        chains = new BufferChains(buffers.Count);
        var mechanism = new Dictionary<string, string>
        {
            ["ringFlags"] = Ring.Flags.ToString(),
            ["buffers"] = $"{buffers.Count} x {buffers.BufferBytes}",
        };
        if (thread is not null) mechanism["submissionThread"] = $"idle {thread.IdleMs} ms, CPU {thread.Cpu?.ToString(CultureInfo.InvariantCulture) ?? "any"}";
        Mechanism = mechanism;
    }

    public override IReadOnlyDictionary<string, string> Mechanism { get; }

    protected override void EndRound()
    {
        buffers.Publish();
        Feed();
    }

    protected override void Received(RingConnection connection, in Completion completion)
    {
        connection.Receiving = completion.More;
        if (completion.Result.Errno == Errno.ENOBUFS)
        {
            Tally.CountBufferShortage();
            connection.Starved = true;
            starved.Enqueue(connection);
            return;
        }
        if (completion.HasBuffer) Keep(connection, completion.BufferId, completion.Result.Value);
        // What was cancelled for want of room is armed again when there is room; it is no error of the connection.
        if (completion.Result.Errno != Errno.ECANCELED) connection.State.Received(completion.Result);
        // The answer is prepared behind it, and submitted with those of all others of this round.
        if (completion.Result is { Ok: true, Value: > 0 }) Handler.Handle(Tally);
        GoOn(connection);
    }

    protected override void Sent(RingConnection connection, IoResult result)
    {
        connection.Sending = false;
        connection.State.Sent(result);
        if (result.Ok)
        {
            Tally.Send(result.Value, paid: connection.State.OwedBytes == 0);
            Paid(connection, result.Value);
        }
        GoOn(connection);
    }

    /// <summary>Holds the buffer as long as it is owed. Of one who owes as much as he may it holds the bytes alone once others could want for buffers.</summary>
    private void Keep(RingConnection connection, int id, int bytes)
    {
        if (connection.Spill.IsEmpty && (!connection.IsFull || chains.Free > buffers.Count / 2))
        {
            chains.Append(ref connection.Owed, id, bytes);
            return;
        }
        connection.Spill.Append(buffers.Span(id, bytes));
        buffers.Add(id);
    }

    private void Paid(RingConnection connection, int bytes)
    {
        if (connection.Owed.Count == 0)
        {
            connection.Spill.Sent(bytes);
            return;
        }
        connection.SentOfFirst += bytes;
        if (connection.SentOfFirst == chains.Length(connection.Owed.First)) GiveBack(connection);
    }

    /// <summary>One send under way for each connection, or answers overtake each other; no receive for who owes much.</summary>
    private void GoOn(RingConnection connection)
    {
        if (connection.State.Next == Step.Close)
        {
            End(connection);
            return;
        }
        if (!connection.Sending && connection.State.OwedBytes > 0) Send(connection);
        if (connection.Receiving && connection.IsFull) Hold(connection);
        else if (!connection.Receiving && connection.MayReceive) Arm(connection);
    }

    private void Send(RingConnection connection)
    {
        var (first, offset, tag) = (connection.Owed.First, connection.SentOfFirst, Tag(Kind.Send, connection.Fd));
        if (connection.Owed.Count > 0) Ring.Send(connection.Fd, buffers, first, offset, chains.Length(first) - offset, tag);
        else Ring.SendPinned(connection.Fd, connection.Spill.Send(), tag, quietOnSuccess: false);
        connection.Sending = true;
    }

    protected override void Arm(RingConnection connection)
    {
        Ring.RecvEach(connection.Fd, buffers, Tag(Kind.Receive, connection.Fd));
        connection.Receiving = true;
        connection.Held = false;
    }

    private void Hold(RingConnection connection)
    {
        if (connection.Held) return;
        Ring.Cancel(Tag(Kind.Receive, connection.Fd), Tag(Kind.Cancel, connection.Fd));
        connection.Held = true;
    }

    /// <summary>Arms those whom a lack of buffers stopped, as far as buffers came back; who has some of its own under way waits for those.</summary>
    private void Feed()
    {
        for (var waiting = Math.Min(starved.Count, chains.Free); waiting > 0; waiting--)
        {
            var connection = starved.Dequeue();
            connection.Starved = false;
            GoOn(connection);
        }
    }

    private void GiveBack(RingConnection connection)
    {
        buffers.Add(chains.RemoveFirst(ref connection.Owed));
        connection.SentOfFirst = 0;
    }

    /// <summary>Closes once the kernel holds nothing of this connection any more: only then may its number be used again.</summary>
    private void End(RingConnection connection)
    {
        if (connection.Receiving || connection.Sending) Socket.Shutdown(connection.Fd);
        // At once, not with the close: a starved one waits for buffers, and these may be the last.
        if (!connection.Sending)
        {
            while (connection.Owed.Count > 0) GiveBack(connection);
            connection.Spill = default;
        }
        if (!connection.Receiving && !connection.Sending && !connection.Starved) Connections.Close(connection, Tally);
    }

    public override void Dispose()
    {
        base.Dispose();
        buffers.Dispose();
    }
}
