using System.Numerics;
using IoBench.Linux;

namespace IoBench.Load.Engines;

/// <summary>
/// Completion: a multishot receive per connection into shared buffers, sends from the pattern itself, and one io_uring_enter(2)
/// for all that was prepared since the last. A message's time begins before its send is prepared, not when the kernel comes to it:
/// waiting in the batch is the client's mechanism, and counts.
/// </summary>
internal sealed class UringEngine : Engine
{
    private const int Submissions = 4096, Completions = 32768;
    private const int LeastBuffers = 64, MostBuffers = 32768, MostBufferMemory = 64 << 20;

    private enum Kind { Receive, Send, Connect, Timer }

    private readonly Ring ring;
    private readonly BufferRing buffers;
    private readonly Conversation?[] bySlot;
    private readonly Queue<Conversation> starved = new();
    private readonly bool quiet;

    /// <param name="connections">Slots of conversations.</param>
    /// <exception cref="SystemCallException">No ring here: io_uring_setup(2) tells why.</exception>
    internal UringEngine(Kernel kernel, IEngineEvents events, int connections, PayloadMix payload, int depth) : base(kernel, events)
    {
        bySlot = new Conversation?[connections];
        // An answer proves the send before it: where a send is one piece and alone, its completion would tell nothing new.
        quiet = depth == 1 && payload.LongestBytes <= Pattern.LongestSlice;
        ring = Ring.Create(kernel, Submissions, Completions);
        // Two and a half buffers a connection never ran out; a buffer holds what a connection has under way, up to what the kernel gives at once.
        var bufferBytes = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp((long)payload.LongestBytes * depth, 256, Pattern.LongestSlice));
        var wanted = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)(connections * 5 / 2)), LeastBuffers, MostBuffers);
        buffers = new BufferRing(ring, kernel, Math.Max(LeastBuffers, Math.Min(wanted, MostBufferMemory / bufferBytes)), bufferBytes);
        ring.PollReadable(Timer.Fd, Tag(Kind.Timer, 0, 0));
    }

    internal override void Watch(Conversation conversation)
    {
        bySlot[conversation.Slot] = conversation;
        Receive(conversation);
    }

    internal override void WatchConnecting(Conversation conversation)
    {
        bySlot[conversation.Slot] = conversation;
        ring.PollWritable(conversation.Fd, Tag(Kind.Connect, conversation));
    }

    internal override void Send(Conversation conversation)
    {
        // One send at a time: two of one connection may overtake each other.
        if (conversation.WaitsForRoom) return;
        var bytes = conversation.ToSend;
        if (bytes.IsEmpty) return;
        ring.SendPinned(conversation.Fd, bytes, Tag(Kind.Send, conversation), quiet);
        // From now on it may come back, even before we hear that it went.
        conversation.Sent(bytes.Length);
        conversation.WaitsForRoom = !quiet;
    }

    internal override bool Turn(bool sleep)
    {
        (sleep ? ring.SubmitAndWait() : ring.Submit()).OrThrow("io_uring_enter");
        var happened = false;
        for (var left = ring.Ready; left > 0; left--)
        {
            var completion = ring.Peek();
            ring.Take();
            var kind = (Kind)(completion.UserData >> 56);
            if (kind == Kind.Timer)
            {
                Events.TimerFired();
                ring.PollReadable(Timer.Fd, Tag(Kind.Timer, 0, 0));
                continue;
            }
            happened = true;
            var conversation = bySlot[(int)(uint)completion.UserData];
            // What was under way when a connection was closed completes later, when its slot has a new one.
            var stale = conversation is null || Generation(completion.UserData) != (conversation.Generation & 0xFFFFFF);
            switch (kind)
            {
                case Kind.Receive: Received(stale ? null : conversation, completion); break;
                case Kind.Send when !stale: Sent(conversation!, completion); break;
                case Kind.Connect when !stale: Connected(conversation!); break;
            }
        }
        buffers.Publish();
        for (var waiting = starved.Count; waiting > 0; waiting--)
        {
            var conversation = starved.Dequeue();
            if (conversation.Fd >= 0) Receive(conversation);
        }
        return happened;
    }

    internal override void Close(Conversation conversation)
    {
        // A close alone leaves the receive waiting on a socket that only the ring still knows.
        Kernel.ShutdownBoth(conversation.Fd);
        bySlot[conversation.Slot] = null;
        conversation.Generation++;
        base.Close(conversation);
    }

    public override void Dispose()
    {
        base.Dispose();
        ring.Dispose();
        buffers.Dispose();
    }

    private void Received(Conversation? conversation, in Completion completion)
    {
        var nowNs = Clock.NowNs();
        var result = completion.Result;
        var generation = conversation?.Generation;
        if (result.Value > 0)
        {
            if (conversation is not null) Events.Received(conversation, buffers.Span(completion.BufferId, result.Value), nowNs);
        }
        if (completion.HasBuffer) buffers.Add(completion.BufferId);
        if (conversation is null || conversation.Generation != generation) return;
        if (result.Errno == Errno.ENOBUFS) starved.Enqueue(conversation);
        else if (result.Value > 0)
        {
            if (!completion.More) Receive(conversation);
        }
        else
        {
            Events.Ended(conversation, result.Errno);
        }
    }

    private void Sent(Conversation conversation, in Completion completion)
    {
        conversation.WaitsForRoom = false;
        if (completion.Result.Ok)
        {
            Send(conversation);
            return;
        }
        conversation.SendError = completion.Result.Errno;
        Kernel.ShutdownBoth(conversation.Fd);
    }

    private void Connected(Conversation conversation)
    {
        var error = Socket.TakeError(conversation.Fd);
        if (error == Errno.None) Receive(conversation);
        Events.Connected(conversation, error);
    }

    private void Receive(Conversation conversation) => ring.RecvEach(conversation.Fd, buffers, Tag(Kind.Receive, conversation));

    private static ulong Tag(Kind kind, Conversation conversation) => Tag(kind, conversation.Generation, conversation.Slot);

    private static ulong Tag(Kind kind, int generation, int slot) => (ulong)kind << 56 | (ulong)(generation & 0xFFFFFF) << 32 | (uint)slot;

    private static int Generation(ulong tag) => (int)(tag >> 32) & 0xFFFFFF;
}
