using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>A connection of a model that receives and sends itself: a descriptor and the state of its echo.</summary>
/// <remarks>
/// Who is told of readiness needs memory only while he echoes: <see cref="Echo"/> uses that of the thread (<see cref="Tally.Buffer"/>), which
/// stays in the caches. With a buffer for each of 1,000 connections, and so a page that is cold at each receive, a message cost 6 % more CPU
/// (24 pairs). A connection has a buffer of its own from the first time that it must keep bytes: its peer takes nothing
/// (back-pressure), or another thread, or another turn of the loop, answers.
/// </remarks>
public sealed class Connection(int fd, int bufferBytes) : Descriptor(fd)
{
    private byte[]? kept;
    private EchoState state;
    private bool filled, unheard;

    /// <summary>What the model has registered for this connection, where it keeps such a thing.</summary>
    public Readiness Interest { get; set; }

    /// <summary>A worker has what was received, in a model whose main thread both receives and sends.</summary>
    public bool WithHandler { get; set; }

    /// <summary>Where the model keeps this connection in an array of its own.</summary>
    public int Index { get; set; }

    /// <summary>Stands in the model's queue of those to be served.</summary>
    public bool Queued { get; set; }

    /// <summary>Pays what is owed; else takes what is there, once, has it handled and sends it back.</summary>
    /// <returns><see cref="Step.Receive"/> when all is answered, else what to wait for, or <see cref="Step.Close"/>.</returns>
    public Step Echo(Tally tally, Handler handler)
    {
        var step = state.Next;
        if (step == Step.Send) return Send(tally);
        if (step == Step.Close || (step = Receive(tally, tally.Buffer)) != Step.Send) return step;
        handler.Handle(tally);
        step = Send(tally, tally.Buffer);
        if (step == Step.AwaitRoom) Keep(tally.Buffer);
        return step;
    }

    /// <summary>Takes what is there, once, and keeps it; only for a connection that owes nothing.</summary>
    /// <returns><see cref="Step.Send"/> when something is owed now, else what to wait for, or <see cref="Step.Close"/>.</returns>
    public Step Receive(Tally tally) => Receive(tally, Kept);

    /// <summary>Pays what is kept, as far as there is room.</summary>
    /// <returns><see cref="Step.Receive"/> when all is paid, <see cref="Step.AwaitRoom"/> or <see cref="Step.Close"/>.</returns>
    public Step Send(Tally tally) => Send(tally, Kept);

    /// <summary>Echoes until nothing is left to receive: for models that are told of arrivals once, not of data that lies there.</summary>
    /// <remarks>
    /// A receive that did not fill the buffer took all, and what comes later is told anew, so EAGAIN need not be bought for 0.3 us.
    /// Not so after a time in which nobody listened (before the descriptor was armed, while we waited for room), nor where one
    /// notice may stand for several arrivals (<see cref="MissedNotice"/>): then bytes and the end may both lie there, and only EAGAIN
    /// tells that all was heard.
    /// </remarks>
    /// <param name="rounds">Most receives: who never runs dry would keep the others waiting. <see cref="Step.Receive"/> with <see cref="MayHoldMore"/> says that it is not done.</param>
    public Step EchoAll(Tally tally, Handler handler, int rounds = int.MaxValue)
    {
        Step step;
        do step = Echo(tally, handler);
        while (step == Step.Receive && MayHoldMore && --rounds > 0);
        return step;
    }

    /// <summary>Echoes until the connection ends: for models that wait in these calls. A wait that the kernel cut short (SO_RCVTIMEO, SO_SNDTIMEO) ends it too.</summary>
    public void EchoToEnd(Tally tally, Handler handler)
    {
        Step step;
        while ((step = Echo(tally, handler)) == Step.Receive) { }
        if (step != Step.Close) tally.CountIdledOut();
    }

    /// <summary>More may lie there of which no new notice will come.</summary>
    public bool MayHoldMore => filled || unheard;

    /// <summary>One notice stands for several arrivals, and the end may be one of them: a short receive does not tell that all was heard.</summary>
    public void MissedNotice() => unheard = true;

    /// <summary>The table of a model whose connections are of this kind.</summary>
    /// <param name="limitWaits">As for <see cref="Connections{T}"/>.</param>
    public static Connections<Connection> Table(ServerContext context, bool nonBlocking, bool limitWaits = false) =>
        new(context, nonBlocking, fd => new Connection(fd, context.Options.BufferBytes), limitWaits);

    private byte[] Kept => kept ??= GC.AllocateUninitializedArray<byte>(bufferBytes, pinned: true);

    private void Keep(byte[] buffer) => buffer.AsSpan(state.SentBytes, state.OwedBytes).CopyTo(Kept.AsSpan(state.SentBytes));

    private Step Receive(Tally tally, byte[] buffer)
    {
        var received = tally.Kernel.Recv(Fd, buffer);
        filled = received.Value == bufferBytes;
        if (received.WouldBlock) unheard = false;
        else HeardNs = tally.NowNs;
        return state.Received(received);
    }

    private Step Send(Tally tally, byte[] buffer)
    {
        Step step;
        do
        {
            var sent = tally.Kernel.Send(Fd, buffer.AsSpan(state.SentBytes, state.OwedBytes));
            step = state.Sent(sent);
            if (sent.Ok) tally.Send(sent.Value, paid: state.OwedBytes == 0);
            else unheard = true;
            if (sent.Ok) HeardNs = tally.NowNs;
        }
        while (step == Step.Send);
        return step;
    }

    internal override void Reset()
    {
        state = default;
        unheard = true;
        filled = Queued = false;
        Interest = Readiness.None;
        WithHandler = false;
    }
}
