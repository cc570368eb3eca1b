using IoBench.Linux;

namespace IoBench.Load.Engines;

/// <summary>
/// Readiness: epoll_wait(2), then recv(2) and send(2). The time of a message runs from just before its send to just after the
/// receive that completes it, read from the clock each time.
/// </summary>
internal sealed class EpollEngine : Engine
{
    private readonly int epoll;
    private readonly EpollEvents ready = new(512);
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(Pattern.LongestSlice, pinned: true);
    private Conversation?[] byDescriptor = new Conversation?[64];

    internal EpollEngine(Kernel kernel, IEngineEvents events) : base(kernel, events)
    {
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, Timer.Fd, Readiness.In).OrThrow("epoll_ctl", "timer");
    }

    /// <summary>Whether one of the connections has a witness.</summary>
    internal bool Witnessed { get; set; }

    internal override void Watch(Conversation conversation) => Add(conversation, Readiness.In);

    internal override void WatchConnecting(Conversation conversation) => Add(conversation, Readiness.Out);

    internal override void Send(Conversation conversation)
    {
        if (!conversation.WaitsForRoom) Transmit(conversation);
    }

    internal override bool Turn(bool sleep)
    {
        var count = Kernel.EpollWait(epoll, ready, sleep ? Kernel.Forever : 0).OrThrow("epoll_wait");
        // Only a witness wants to know when the wait was over: a reading of the clock is spared otherwise.
        var wokenNs = Witnessed ? Clock.NowNs() : 0;
        var happened = false;
        for (var i = 0; i < count; i++)
        {
            var fd = ready.Fd(i);
            if (fd == Timer.Fd)
            {
                Events.TimerFired();
                continue;
            }
            happened = true;
            if (byDescriptor[fd] is not { } conversation) continue;
            conversation.Witness?.Woken(wokenNs);
            if (conversation.State == ConversationState.Connecting) Connected(conversation);
            else Serve(conversation);
        }
        return happened;
    }

    internal override void Close(Conversation conversation)
    {
        byDescriptor[conversation.Fd] = null;
        base.Close(conversation);
    }

    public override void Dispose()
    {
        base.Dispose();
        Kernel.Close(epoll);
    }

    private void Connected(Conversation conversation)
    {
        var error = Socket.TakeError(conversation.Fd);
        if (error == Errno.None) Kernel.EpollModify(epoll, conversation.Fd, Readiness.In).OrThrow("epoll_ctl", conversation.Fd);
        Events.Connected(conversation, error);
    }

    private void Serve(Conversation conversation)
    {
        if (conversation.WaitsForRoom) Transmit(conversation);
        var fd = conversation.Fd;
        // A full buffer may not have been all; a short one was.
        for (var more = true; more;)
        {
            var received = conversation.Witness is null ? Kernel.Recv(fd, buffer) : RecvStamped(conversation.Witness, fd);
            var nowNs = Clock.NowNs();
            if (received.Value > 0)
            {
                Events.Received(conversation, buffer.AsSpan(0, received.Value), nowNs);
                more = received.Value == buffer.Length && conversation.Fd == fd;
                continue;
            }
            if (!received.WouldBlock) Events.Ended(conversation, received.Errno);
            return;
        }
    }

    private void Transmit(Conversation conversation)
    {
        for (var bytes = conversation.ToSend; !bytes.IsEmpty; bytes = conversation.ToSend)
        {
            var sent = Kernel.Send(conversation.Fd, bytes);
            if (sent.WouldBlock)
            {
                WaitForRoom(conversation, true);
                return;
            }
            if (!sent.Ok)
            {
                // Not closed yet: what came back before is received first. Shut down, it ends there for certain.
                conversation.SendError = sent.Errno;
                Kernel.ShutdownBoth(conversation.Fd);
                return;
            }
            conversation.Sent(sent.Value);
            conversation.Witness?.TakeSent(Kernel, conversation.Fd);
        }
        WaitForRoom(conversation, false);
    }

    private IoResult RecvStamped(StampWitness witness, int fd)
    {
        witness.TakeSent(Kernel, fd);
        var received = Kernel.RecvStamped(fd, buffer, out var realtimeNs);
        if (received.Value > 0) witness.Received(realtimeNs);
        return received;
    }

    private void WaitForRoom(Conversation conversation, bool wait)
    {
        if (conversation.WaitsForRoom == wait) return;
        conversation.WaitsForRoom = wait;
        Kernel.EpollModify(epoll, conversation.Fd, wait ? Readiness.In | Readiness.Out : Readiness.In).OrThrow("epoll_ctl", conversation.Fd);
    }

    private void Add(Conversation conversation, Readiness interest)
    {
        var fd = conversation.Fd;
        if (fd >= byDescriptor.Length) Array.Resize(ref byDescriptor, Math.Max(fd + 1, 2 * byDescriptor.Length));
        byDescriptor[fd] = conversation;
        Kernel.EpollAdd(epoll, fd, interest).OrThrow("epoll_ctl", fd);
    }
}
