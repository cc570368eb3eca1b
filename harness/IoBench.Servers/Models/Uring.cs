using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   nobody waits for readiness: one multishot accept and one multishot receive per connection stay armed, the
//                 kernel receives by itself into a ring of buffers, and one io_uring_enter submits what was prepared and waits.
// Calls per echo: io_uring_enter, shared by all completions that it brings.
// Limits:         buffers are shared: when they run out, receives end (ENOBUFS) and are armed again as buffers come back.
// Literature:     io_uring(7), io_uring_enter(2); D. Schmidt et al., POSA2: Proactor.
internal sealed class Uring : IEchoServer
{
    private enum Kind { Accept, Receive, Send, Cancel, Stop }

    private readonly ServerContext context;
    private readonly Tally tally;
    private readonly Kernel kernel;
    private readonly Connections<RingConnection> connections;
    private readonly WakeEvent stop = new();
    private readonly Ring ring;
    private readonly BufferRing buffers;
    private readonly BufferChains chains;
    private readonly Queue<RingConnection> starved = new();

    public Uring(ServerContext context)
    {
        this.context = context;
        tally = context.Ledger.Open();
        kernel = tally.Kernel;
        connections = new(context, nonBlocking: false, fd => new RingConnection(fd));
        ring = Ring.Create(kernel, Batch.RingEntries, 4 * Batch.RingEntries);
        buffers = new BufferRing(ring, kernel, Batch.RingBuffers, context.Options.BufferBytes);
        chains = new BufferChains(buffers.Count);
        Mechanism = new Dictionary<string, string>
        {
            ["ringFlags"] = ring.Flags.ToString(),
            ["buffers"] = $"{buffers.Count} x {buffers.BufferBytes}",
        };
    }

    public IReadOnlyDictionary<string, string> Mechanism { get; }

    public void Run()
    {
        ring.AcceptEach(context.Listener, Tag(Kind.Accept, context.Listener));
        ring.PollReadable(stop.Fd, Tag(Kind.Stop, stop.Fd));
        var running = true;
        while (running)
        {
            ring.SubmitAndWait().OrThrow("io_uring_enter");
            for (var ready = ring.Ready; ready > 0; ready--)
            {
                running &= Complete(ring.Peek());
                ring.Take();
            }
            buffers.Publish();
            Feed();
        }
    }

    public void Stop() => stop.Set();

    private bool Complete(in Completion completion)
    {
        var fd = (int)(uint)completion.UserData;
        switch ((Kind)(completion.UserData >> 32))
        {
            case Kind.Accept:
                Accepted(completion);
                break;
            case Kind.Receive:
                Received(connections[fd], completion);
                break;
            case Kind.Send:
                Sent(connections[fd], completion.Result);
                break;
            case Kind.Stop:
                return false;
        }
        return true;
    }

    private void Accepted(in Completion completion)
    {
        if (completion.Result.Ok) Arm(connections.Open(completion.Result.Value, tally));
        else if (completion.Result.Errno is Errno.EMFILE or Errno.ENFILE) connections.Shed(tally);
        if (!completion.More) ring.AcceptEach(context.Listener, Tag(Kind.Accept, context.Listener));
    }

    private void Received(RingConnection connection, in Completion completion)
    {
        connection.Receiving = completion.More;
        if (completion.Result.Errno == Errno.ENOBUFS)
        {
            tally.CountBufferShortage();
            connection.Starved = true;
            starved.Enqueue(connection);
            return;
        }
        if (completion.HasBuffer) chains.Append(ref connection.Owed, completion.BufferId, completion.Result.Value);
        // What was cancelled for want of room is armed again when there is room; it is no error of the connection.
        if (completion.Result.Errno != Errno.ECANCELED) connection.State.Received(completion.Result);
        GoOn(connection);
    }

    private void Sent(RingConnection connection, IoResult result)
    {
        connection.Sending = false;
        connection.State.Sent(result);
        if (result.Ok)
        {
            tally.Send(result.Value, paid: connection.State.OwedBytes == 0);
            connection.SentOfFirst += result.Value;
            if (connection.SentOfFirst == chains.Length(connection.Owed.First)) GiveBack(connection);
        }
        GoOn(connection);
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
        if (connection.Receiving && connection.Owed.Count >= RingConnection.MostOwed) Hold(connection);
        else if (!connection.Receiving && connection.MayReceive) Arm(connection);
    }

    private void Send(RingConnection connection)
    {
        var first = connection.Owed.First;
        var offset = connection.SentOfFirst;
        ring.Send(connection.Fd, buffers, first, offset, chains.Length(first) - offset, Tag(Kind.Send, connection.Fd));
        connection.Sending = true;
    }

    private void Arm(RingConnection connection)
    {
        ring.RecvEach(connection.Fd, buffers, Tag(Kind.Receive, connection.Fd));
        connection.Receiving = true;
        connection.Held = false;
    }

    private void Hold(RingConnection connection)
    {
        if (connection.Held) return;
        ring.Cancel(Tag(Kind.Receive, connection.Fd), Tag(Kind.Cancel, connection.Fd));
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
        if (!connection.IsOpen || connection.Starved) return;
        if (connection.Receiving || connection.Sending)
        {
            Socket.Shutdown(connection.Fd);
            return;
        }
        while (connection.Owed.Count > 0) GiveBack(connection);
        connections.Close(connection, tally);
    }

    private static ulong Tag(Kind kind, int fd) => (ulong)kind << 32 | (uint)fd;

    public void Dispose()
    {
        // The ring's armed receives hold the sockets beyond close(2): the peers are told by shutdown(2).
        foreach (var connection in connections.AllOpen()) Socket.Shutdown(connection.Fd);
        connections.CloseAll(tally);
        ring.Dispose();
        buffers.Dispose();
        stop.Dispose();
    }
}
