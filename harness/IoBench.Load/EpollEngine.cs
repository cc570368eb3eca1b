using IoBench.Linux;

namespace IoBench.Load;

/// <summary>
/// A closed loop driven by epoll, on one thread: each connection asks again as soon as it was answered. The time of a message
/// runs from just before its send to just after the receive that completes it, read from the clock each time.
/// </summary>
internal sealed class EpollEngine : IDisposable
{
    private const int MostFaultsTold = 5;

    private readonly LoadOptions options;
    private readonly Kernel kernel = new();
    private readonly int epoll;
    private readonly WakeTimer timer = new();
    private readonly EpollEvents events = new(512);
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(Pattern.LongestSlice, pinned: true);
    private readonly HashSet<int> sockets = [];
    private readonly Conversation[] conversations;
    private readonly int idle;
    private Conversation?[] byDescriptor = [];
    private Phase phase = Phase.WarmUp;
    private int talking;
    private readonly Usage atStart = new(), atStop = new();

    private enum Phase { WarmUp, Window, Drain, Over }

    /// <param name="first">Index of the first conversation.</param>
    /// <param name="idle">Silent connections beside the conversations.</param>
    internal EpollEngine(LoadOptions options, int first, int count, int idle)
    {
        this.options = options;
        this.idle = idle;
        conversations = new Conversation[count];
        for (var i = 0; i < count; i++) conversations[i] = new Conversation(first + i, options.PayloadBytes, options.Depth);
        epoll = kernel.EpollCreate().OrThrow("epoll_create1");
        kernel.EpollAdd(epoll, timer.Fd, Readiness.In).OrThrow("epoll_ctl", "timer");
    }

    internal WindowRecorder Recorder { get; } = new();

    /// <summary>What went wrong, the first few in words; empty when every byte was right.</summary>
    internal List<string> Faults { get; } = [];

    internal int FaultCount { get; private set; }

    /// <summary>Messages that never came back.</summary>
    internal long Lost { get; private set; }

    internal SocketOptions? Socket { get; private set; }

    /// <summary>Adds what this engine used inside the window.</summary>
    internal void AddUsage(Usage sum) => sum.AddDifference(atStart, atStop);

    /// <exception cref="LoadException">Not all connections could be had.</exception>
    internal void Connect()
    {
        using (var connector = new Connector(kernel, options.Target))
        {
            connector.Connect(conversations.Length + idle, options.ConnectSeconds, sockets);
        }
        byDescriptor = new Conversation?[sockets.Max() + 1];
        var next = 0;
        foreach (var fd in sockets)
        {
            kernel.EpollAdd(epoll, fd, Readiness.In).OrThrow("epoll_ctl", fd);
            if (next == conversations.Length) continue;
            byDescriptor[fd] = conversations[next];
            conversations[next++].Fd = fd;
        }
        Socket = IoBench.Linux.Socket.Options(sockets.First());
    }

    /// <summary>Warm-up, window, drain: from the first message to the last answer.</summary>
    internal void Run(Window window)
    {
        Recorder.Window = window;
        // The first reading allocates what the runtime needs for the calls, so it is not left to the edge of the window.
        atStart.Read(kernel);
        Await(window.StartNs);
        talking = conversations.Length;
        foreach (var conversation in conversations) Ask(conversation, options.Depth);
        while (phase != Phase.Over)
        {
            var ready = kernel.EpollWait(epoll, events).OrThrow("epoll_wait");
            for (var i = 0; i < ready; i++)
            {
                var fd = events.Fd(i);
                if (fd == timer.Fd) NextPhase();
                else if (byDescriptor[fd] is { } conversation) Serve(conversation);
                else IdleSpoke(fd);
            }
        }
        foreach (var conversation in conversations) Lost += conversation.Outstanding;
        if (FaultCount > 0) return;
        var drain = $"within {Window.DrainNs / 1_000_000_000} s after the window";
        if (Lost > 0)
        {
            var answers = Array.Exists(conversations, c => c.ReceivedBytes > 0);
            Fault(answers
                ? $"{Misfit.Count(Lost, "message")} not answered {drain}: the server stalls or drops"
                : $"{Misfit.Count(Lost, "message")} sent, and no byte came back until {Window.DrainNs / 1_000_000_000} s after the window: the server does not accept, read or answer");
        }
        else if (talking > 0)
        {
            Fault($"{Misfit.Count(talking, "connection")} not ended by the server {drain}, although the client ended its side");
        }
    }

    private void Serve(Conversation conversation)
    {
        if (conversation.WaitsForRoom) Send(conversation);
        // A full buffer may not have been all; a short one was.
        for (var more = true; more;)
        {
            var received = kernel.Recv(conversation.Fd, buffer);
            var nowNs = Clock.NowNs();
            more = received.Value == buffer.Length;
            if (received.WouldBlock) return;
            if (!received.Ok || (received.Value == 0 && conversation.SendError != Errno.None))
            {
                Break(conversation, Broken(conversation, received.Ok ? conversation.SendError : received.Errno));
                return;
            }
            if (received.Value == 0)
            {
                HearEnd(conversation);
                return;
            }
            var bytes = buffer.AsSpan(0, received.Value);
            // Asks again first: to check 16 KiB takes a microsecond, in which fewer messages would be under way than the run claims.
            if (phase != Phase.Drain && conversation.Completing(bytes.Length) is > 0 and var completing) Ask(conversation, completing);
            if (conversation.Received(bytes, nowNs, Recorder) < 0)
            {
                Break(conversation, conversation.Explain(bytes));
                return;
            }
            if (phase == Phase.Drain) EndIfAnswered(conversation);
        }
    }

    private void Ask(Conversation conversation, int messages)
    {
        var nowNs = Clock.NowNs();
        // Nothing new after the window: what is still under way is waited for, and nothing else.
        if (nowNs >= Recorder.Window.StopNs || conversation.SendError != Errno.None) return;
        conversation.Ask(messages, nowNs);
        Recorder.Asked(messages, nowNs);
        if (!conversation.WaitsForRoom) Send(conversation);
    }

    private void Send(Conversation conversation)
    {
        while (true)
        {
            var bytes = conversation.ToSend;
            if (bytes.IsEmpty)
            {
                WaitForRoom(conversation, false);
                return;
            }
            var sent = kernel.Send(conversation.Fd, bytes);
            if (sent.WouldBlock)
            {
                WaitForRoom(conversation, true);
                return;
            }
            if (!sent.Ok)
            {
                // Not closed yet: what came back before is received first. Shut down, it ends there for certain.
                conversation.SendError = sent.Errno;
                kernel.ShutdownBoth(conversation.Fd);
                return;
            }
            conversation.Sent(sent.Value);
        }
    }

    private void WaitForRoom(Conversation conversation, bool wait)
    {
        if (conversation.WaitsForRoom == wait) return;
        conversation.WaitsForRoom = wait;
        kernel.EpollModify(epoll, conversation.Fd, wait ? Readiness.In | Readiness.Out : Readiness.In).OrThrow("epoll_ctl", conversation.Fd);
    }

    private void NextPhase()
    {
        phase++;
        switch (phase)
        {
            case Phase.Window:
                atStart.Read(kernel);
                Await(Recorder.Window.StopNs);
                break;
            case Phase.Drain:
                atStop.Read(kernel);
                Await(Recorder.Window.StopNs + Window.DrainNs);
                foreach (var conversation in conversations) EndIfAnswered(conversation);
                if (talking == 0) phase = Phase.Over;
                break;
        }
    }

    /// <summary>After the window: who was answered ends its side, so that the server's end proves that nothing more comes.</summary>
    private void EndIfAnswered(Conversation conversation)
    {
        if (conversation.Fd < 0 || conversation.Outstanding > 0 || conversation.Ended) return;
        conversation.Ended = true;
        kernel.ShutdownSend(conversation.Fd);
    }

    private void HearEnd(Conversation conversation)
    {
        if (conversation.Ended) Close(conversation);
        else Break(conversation, $"connection {conversation.Index}: the server ended it {After(conversation)}");
    }

    private static string Broken(Conversation conversation, Errno errno) => $"connection {conversation.Index}: broken off ({errno}) {After(conversation)}";

    private static string After(Conversation conversation) =>
        $"after {conversation.ReceivedBytes} bytes came back, {Misfit.Count(conversation.Outstanding, "message")} unanswered";

    private void Break(Conversation conversation, string fault)
    {
        Fault(fault);
        Close(conversation);
    }

    private void Close(Conversation conversation)
    {
        byDescriptor[conversation.Fd] = null;
        sockets.Remove(conversation.Fd);
        kernel.Close(conversation.Fd);
        conversation.Fd = -1;
        if (--talking == 0 && phase == Phase.Drain) phase = Phase.Over;
    }

    private void IdleSpoke(int fd)
    {
        var received = kernel.Recv(fd, buffer);
        if (received.WouldBlock) return;
        Fault(received is { Ok: true, Value: > 0 } ? "a silent connection was sent bytes that nobody asked for" : $"a silent connection was closed by the server ({(received.Ok ? "end" : received.Errno)})");
        sockets.Remove(fd);
        kernel.Close(fd);
    }

    private void Fault(string fault)
    {
        if (++FaultCount <= MostFaultsTold) Faults.Add(fault);
    }

    private void Await(long atNs) => timer.Set(atNs);

    public void Dispose()
    {
        foreach (var fd in sockets) kernel.Close(fd);
        timer.Dispose();
        kernel.Close(epoll);
    }
}
