using System.Numerics;
using IoBench.Linux;

namespace IoBench.Servers.Models;

/// <summary>What the models on a ring have in common: the ring, the multishot accept, who gets which completion, the end.</summary>
internal abstract class RingServer<T> : IEchoServer
    where T : Descriptor
{
    private readonly ServerContext context;
    private readonly WakeEvent stop = new();
    private bool timed;

    protected RingServer(ServerContext context, Func<int, T> make, SubmissionThread? thread = null)
    {
        this.context = context;
        Tally = context.Ledger.Open();
        Connections = new(context, nonBlocking: false, make);
        // Eight entries for each event of a batch: 4096 by default.
        Entries = (int)BitOperations.RoundUpToPowerOf2((uint)context.Options.Batch * 8);
        Ring = Ring.Create(Tally.Kernel, Entries, 4 * Entries, thread);
    }

    protected enum Kind { Accept, Receive, Send, Cancel, Stop, Arrival, Time }

    public abstract IReadOnlyDictionary<string, string> Mechanism { get; }

    protected Tally Tally { get; }

    protected Handler Handler => context.Handler;

    protected Connections<T> Connections { get; }

    protected Ring Ring { get; }

    protected int Entries { get; }

    public void Run()
    {
        Ring.AcceptEach(context.Listener, Tag(Kind.Accept, context.Listener));
        Ring.PollReadable(stop.Fd, Tag(Kind.Stop, stop.Fd));
        var running = true;
        while (running)
        {
            if (Connections.Idle.IsOn && !timed) Time();
            Ring.SubmitAndWait().OrThrow("io_uring_enter");
            Connections.Idle.Wake(Tally);
            for (var ready = Ring.Ready; ready > 0; ready--)
            {
                running &= Complete(Ring.Peek());
                Ring.Take();
            }
            EndRound();
            // The receive or send that is under way ends, and tells so.
            Connections.Idle.ShutDown(Tally);
        }
    }

    public void Stop() => stop.Set();

    /// <summary>Starts to receive on a connection.</summary>
    protected abstract void Arm(T connection);

    protected abstract void Received(T connection, in Completion completion);

    protected abstract void Sent(T connection, IoResult result);

    /// <summary>All completions of a wait were taken, and nothing of what they caused is submitted.</summary>
    protected virtual void EndRound()
    {
    }

    protected static ulong Tag(Kind kind, int fd) => (ulong)kind << 32 | (uint)fd;

    private bool Complete(in Completion completion)
    {
        var fd = (int)(uint)completion.UserData;
        switch ((Kind)(completion.UserData >> 32))
        {
            case Kind.Accept:
                Accepted(completion);
                break;
            case Kind.Receive:
                Connections[fd].HeardNs = Tally.NowNs;
                Received(Connections[fd], completion);
                break;
            case Kind.Send:
                Connections[fd].HeardNs = Tally.NowNs;
                Sent(Connections[fd], completion.Result);
                break;
            case Kind.Arrival:
                Ring.AcceptEach(context.Listener, Tag(Kind.Accept, context.Listener));
                break;
            case Kind.Time:
                timed = false;
                break;
            case Kind.Stop:
                return false;
        }
        return true;
    }

    /// <summary>One time is under way at once. It need not be set anew when connections come: theirs is later.</summary>
    private void Time()
    {
        Ring.TimeoutAt(Connections.Idle.NextNs, Tag(Kind.Time, 0));
        timed = true;
    }

    private void Accepted(in Completion completion)
    {
        if (completion.Result.Ok) Arm(Connections.Open(completion.Result.Value, Tally));
        if (completion.More) return;
        // An accept without a descriptor left fails before anyone comes: it is tried again when someone does.
        if (completion.Result.Errno is Errno.EMFILE or Errno.ENFILE && !Connections.Shed(Tally)) Ring.PollReadable(context.Listener, Tag(Kind.Arrival, context.Listener));
        else Ring.AcceptEach(context.Listener, Tag(Kind.Accept, context.Listener));
    }

    public virtual void Dispose()
    {
        // The ring's armed accept and receives hold the sockets beyond close(2): who connects and who waits is told by shutdown(2).
        Socket.Shutdown(context.Listener);
        foreach (var connection in Connections.AllOpen()) Socket.Shutdown(connection.Fd);
        Connections.CloseAll(Tally);
        Ring.Dispose();
        stop.Dispose();
    }
}
