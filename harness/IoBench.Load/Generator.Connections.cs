using System.Net;
using IoBench.Linux;

namespace IoBench.Load;

// How connections begin and end, and what is wrong when they do not do so in peace.
internal sealed partial class Generator
{
    private readonly Queue<Conversation> postponed = new();

    /// <summary>What went wrong, the first few in words; empty when every byte was right.</summary>
    internal List<Doubt> Faults { get; } = [];

    internal int FaultCount { get; private set; }

    /// <summary>Times that a connection had to wait for a local port.</summary>
    internal long PortWaits { get; private set; }

    /// <summary>Connections made anew inside the window.</summary>
    internal long Connections => Recorder.Connecting.Count;

    public void Connected(Conversation conversation, Errno error)
    {
        if (error != Errno.None)
        {
            Fault(new("connect", $"connection {conversation.Index}: connect {options.Target} after {options.Churn} messages: {error.Describe()}"));
            Leave(conversation);
            return;
        }
        var nowNs = Clock.NowNs();
        conversation.ConnectedNs = nowNs;
        conversation.State = ConversationState.Talking;
        Recorder.Connected(nowNs - conversation.ConnectBegunNs, nowNs);
        if (phase == Phase.Drain) EndIfAnswered(conversation);
        else if (queue is null) Ask(conversation, options.Depth, nowNs);
        else AskInLine(conversation);
    }

    public void Ended(Conversation conversation, Errno error)
    {
        if (conversation.IsSilent)
        {
            Fault(new("closed-idle", $"a silent connection was closed by the server ({(error == Errno.None ? "end" : error)})"));
            Leave(conversation);
            return;
        }
        if (conversation.Autopsy is { } autopsy)
        {
            Conclude(conversation, autopsy);
            return;
        }
        if (conversation.SendError != Errno.None && error == Errno.None) error = conversation.SendError;
        if (error != Errno.None)
        {
            Fault(new("reset", $"connection {conversation.Index}: broken off ({error}) {After(conversation)}"));
        }
        else if (conversation.State != ConversationState.Ending)
        {
            Fault(new("ended", $"connection {conversation.Index}: the server ended it {After(conversation)}"));
        }
        else if (options.Churn > 0 && phase != Phase.Drain)
        {
            Renew(conversation);
            return;
        }
        Leave(conversation);
    }

    /// <summary>Who was answered ends its side, so that the server's end proves that nothing more comes.</summary>
    private void EndIfAnswered(Conversation conversation)
    {
        if (conversation.State != ConversationState.Talking || conversation.Outstanding > 0 || conversation.Autopsy is not null) return;
        conversation.State = ConversationState.Ending;
        Engine.EndSending(conversation);
    }

    private void Renew(Conversation conversation)
    {
        Engine.Close(conversation);
        conversation.Renew(options.Churn);
        Begin(conversation);
    }

    private void Begin(Conversation conversation)
    {
        conversation.State = ConversationState.Connecting;
        conversation.ConnectBegunNs = Clock.NowNs();
        conversation.Fd = IoBench.Linux.Socket.Client(options.Target);
        var begun = kernel.Connect(conversation.Fd, address);
        if (begun.Errno is Errno.EADDRNOTAVAIL or Errno.EAGAIN)
        {
            // All local ports are in use or in TIME_WAIT, or the backlog of a Unix socket is full: tried again later, and no event would tell when.
            kernel.Close(conversation.Fd);
            conversation.Fd = -1;
            if (begun.Errno == Errno.EADDRNOTAVAIL) PortWaits++;
            postponed.Enqueue(conversation);
            return;
        }
        // Also one that failed at once: its socket is the engine's to close.
        Engine.WatchConnecting(conversation);
        if (!begun.Ok && begun.Errno != Errno.EINPROGRESS) Connected(conversation, begun.Errno);
    }

    /// <summary>What has to be looked at from time to time.</summary>
    private void Look(long nowNs)
    {
        if (phase == Phase.Window) Witness?.Synchronise();
        for (var waiting = postponed.Count; waiting > 0 && phase < Phase.Drain; waiting--) Begin(postponed.Dequeue());
        if (nowNs < wakeNs || wakeNs == 0) return;
        wakeNs = 0;
        foreach (var conversation in conversations)
        {
            if (conversation.Autopsy is not { } autopsy) continue;
            if (autopsy.UntilNs <= nowNs) Conclude(conversation, autopsy);
            else LookBy(autopsy.UntilNs);
        }
    }

    private void LookBy(long atNs) => wakeNs = wakeNs == 0 ? atNs : Math.Min(wakeNs, atNs);

    private void Conclude(Conversation conversation, Autopsy autopsy)
    {
        Fault(conversation.Explain(autopsy.Bytes));
        conversation.Autopsy = null;
        Leave(conversation);
    }

    /// <summary>Closes a connection for good.</summary>
    private void Leave(Conversation conversation)
    {
        if (conversation.Fd >= 0) Engine.Close(conversation);
        conversation.State = ConversationState.Closed;
        if (!conversation.IsSilent && --talking == 0 && phase == Phase.Drain) phase = Phase.Over;
    }

    private void Judge()
    {
        if (FaultCount > 0) return;
        var drain = $"within {Window.DrainNs / 1_000_000_000} s after the window";
        if (Lost > 0)
        {
            var answers = Array.Exists(conversations, c => c.Answered > 0 || c.ReceivedBytes > 0);
            Fault(answers
                ? new("lost", $"{Misfit.Count(Lost, "message")} not answered {drain}: the server stalls or drops")
                : new("silent", $"{Misfit.Count(Lost, "message")} sent, and no byte came back until {Window.DrainNs / 1_000_000_000} s after the window: the server does not accept, read or answer"));
        }
        else if (talking > 0 && !opening.IsAbandoned)
        {
            Fault(new("not-ended", $"{Misfit.Count(talking, "connection")} not ended by the server {drain}, although the client ended its side"));
        }
    }

    private void Fault(Doubt fault)
    {
        if (++FaultCount <= MostFaultsTold) Faults.Add(fault);
    }

    private static string After(Conversation conversation) =>
        $"after {conversation.ReceivedBytes} bytes came back, {Misfit.Count(conversation.Outstanding, "message")} unanswered";

    private static byte[] AddressOf(EndPoint target)
    {
        var address = target.Serialize();
        return address.Buffer[..address.Size].ToArray();
    }
}
