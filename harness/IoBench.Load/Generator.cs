using IoBench.Linux;
using IoBench.Load.Engines;

namespace IoBench.Load;

/// <summary>
/// One thread's share of the load: decides what is asked, when, and what is wrong with what comes back. A closed loop asks again
/// as soon as it was answered; an open loop asks when a message is due, and lets it wait in line where the connection is busy.
/// </summary>
internal sealed partial class Generator : IEngineEvents, IDisposable
{
    private const int MostFaultsTold = 5;

    // An idle virtual CPU that halted takes some 50 us to come back, now and then 0.7 ms, once its host has given it away: it stays awake before that.
    private const long SpinNs = 1_000_000;

    // A look at the connections takes half of this: nearer than that only the clock is looked at.
    private const long LastLookNs = 1_000;

    private const long LongestTickNs = 100_000_000;

    private readonly LoadOptions options;
    private readonly Kernel kernel;
    private Engine? made;
    private readonly Conversation[] conversations;
    private readonly Conversation[] silent;
    private readonly ArrivalQueue? queue;
    private readonly Usage atStart = new(), atStop = new();
    private readonly bool leads;
    private readonly byte[] address;
    private Opening opening = null!;
    private Phase phase = Phase.WarmUp;
    private Window window = Window.Never;
    private Window turn = Window.Always;
    private long edgeNs, wakeNs, spunNs;
    private int talking;

    private enum Phase { WarmUp, Window, Drain, Over }

    /// <param name="first">Index of the first conversation.</param>
    /// <param name="idle">Silent connections beside the conversations.</param>
    internal Generator(LoadOptions options, Pattern pattern, int first, int count, int idle)
    {
        this.options = options;
        kernel = new Kernel(options.Stamps);
        leads = first == 0;
        address = AddressOf(options.Target);
        Recorder = new WindowRecorder(options.IsOpenLoop);
        conversations = new Conversation[count];
        for (var i = 0; i < count; i++) conversations[i] = new Conversation(first + i, pattern, options.Payload, options.Depth, options.Seed) { Slot = i };
        silent = new Conversation[idle];
        for (var i = 0; i < idle; i++) silent[i] = new Conversation(-1, pattern, options.Payload, 0) { Slot = count + i };
        if (options.IsOpenLoop) queue = new ArrivalQueue(count);
    }

    internal WindowRecorder Recorder { get; }

    private Engine Engine => made!;

    internal IReadOnlyList<Conversation> Conversations => conversations;

    /// <summary>Messages that never came back.</summary>
    internal long Lost { get; private set; }

    /// <summary>Arrivals that had come due and still waited in line when the window closed.</summary>
    internal long Backlog { get; private set; }

    /// <summary>Time in the window spent waiting awake.</summary>
    internal long SpunNs { get; private set; }

    internal SocketOptions? Socket { get; private set; }

    /// <summary>The kernel's stamps of one connection; null where they were not asked for.</summary>
    internal StampWitness? Witness { get; private set; }

    /// <summary>Adds what this generator used inside the window.</summary>
    internal void AddUsage(Usage sum) => sum.AddDifference(atStart, atStop);

    /// <exception cref="LoadException">Not all connections could be had.</exception>
    internal void Connect()
    {
        // A ring belongs to the thread that makes it.
        made = options.Engine == LoadEngine.Uring
            ? new UringEngine(kernel, this, conversations.Length + silent.Length, options.Payload, options.Depth)
            : new EpollEngine(kernel, this);
        var sockets = new HashSet<int>();
        try
        {
            using var connector = new Connector(kernel, options.Target, address);
            connector.Connect(conversations.Length + silent.Length, options.ConnectSeconds, sockets);
        }
        catch
        {
            foreach (var fd in sockets) kernel.Close(fd);
            throw;
        }
        var next = 0;
        foreach (var fd in sockets)
        {
            var conversation = next < conversations.Length ? conversations[next] : silent[next - conversations.Length];
            conversation.Fd = fd;
            conversation.State = ConversationState.Talking;
            // First lives of all lengths: else all connections would end, and be made anew, at about the same time.
            if (options.Churn > 0) conversation.AsksLeft = 1 + (int)((long)conversation.Index * options.Churn / options.Connections);
            next++;
        }
        Socket = IoBench.Linux.Socket.Options(sockets.First());
        talking = conversations.Length;
    }

    /// <summary>Warm-up, window, drain: from the first message to the last answer.</summary>
    internal void Run(Opening whenOpen)
    {
        opening = whenOpen;
        if (options.Witness && leads) Call(conversations[0]);
        foreach (var conversation in conversations) Engine.Watch(conversation);
        foreach (var conversation in silent) Engine.Watch(conversation);
        // The first reading allocates what the runtime needs for the calls, so it is not left to the edge of the window.
        atStart.Read(kernel);
        Begin();
        if (queue is null)
        {
            while (phase != Phase.Over) Engine.Turn(sleep: true);
        }
        else
        {
            while (phase != Phase.Over) Pace(queue);
        }
        Recorder.Close();
        foreach (var conversation in conversations) Lost += conversation.Outstanding;
        Judge();
    }

    public void Dispose()
    {
        made?.Dispose();
        foreach (var conversation in conversations) CloseDescriptor(conversation);
        foreach (var conversation in silent) CloseDescriptor(conversation);

        void CloseDescriptor(Conversation conversation)
        {
            if (conversation.Fd >= 0) kernel.Close(conversation.Fd);
        }
    }

    private void Call(Conversation witnessed)
    {
        Witness = new StampWitness();
        Witness.Enable(witnessed.Fd);
        if (Witness.Note is not null) return;
        witnessed.Witness = Witness;
        ((EpollEngine)Engine).Witnessed = true;
    }

    private void Begin()
    {
        var nowNs = Clock.NowNs();
        if (options.Turns is not null) turn = options.Turns.Next(opening.Window, nowNs);
        SetEdge(nowNs);
        if (queue is not null)
        {
            Span<long> first = new long[conversations.Length];
            for (var i = 0; i < conversations.Length; i++)
            {
                var conversation = conversations[i];
                conversation.Coming = new Arrivals(options.Arrival, options.RatePerSecond!.Value, conversation.Index, options.Connections, options.Seed, nowNs);
                conversation.Line = conversation.Coming;
                first[i] = conversation.Coming.DueNs;
            }
            queue.Fill(first);
            return;
        }
        foreach (var conversation in conversations) Ask(conversation, options.Depth, Clock.NowNs());
    }

    /// <summary>The next time at which the phase may change; looked at by the timer in a closed loop.</summary>
    private void SetEdge(long nowNs)
    {
        if (phase == Phase.WarmUp && !window.Equals(Window.Never)) edgeNs = window.StartNs;
        else if (phase == Phase.WarmUp) edgeNs = opening.IsKnown ? nowNs : nowNs + opening.TickNs;
        else
        {
            var endNs = phase == Phase.Window ? window.StopNs : window.StopNs + Window.DrainNs;
            edgeNs = Math.Min(endNs, nowNs + LongestTickNs);
        }
        // Between its turns the next thing to do is to ask again.
        if (turn.StartNs > nowNs) edgeNs = Math.Min(edgeNs, turn.StartNs);
        if (queue is null || phase == Phase.Drain) Engine.Timer.Set(edgeNs);
    }

    public void TimerFired()
    {
        if (queue is null || phase == Phase.Drain) Tick(Clock.NowNs());
        // An open loop looks at the clock itself; fired once, the timer is set again only when it is slept by.
        else Engine.Timer.Clear();
    }

    private void Tick(long nowNs)
    {
        if (opening.IsAbandoned)
        {
            phase = Phase.Over;
            return;
        }
        switch (phase)
        {
            case Phase.WarmUp when window.Equals(Window.Never):
                if (leads) opening.Consider(nowNs, Recorder.AnsweredBefore, Recorder.SumBeforeNs);
                if (opening.IsKnown) Recorder.Window = window = opening.Window;
                break;
            case Phase.WarmUp when nowNs >= window.StartNs:
                phase = Phase.Window;
                // What had queued up while all was cold is not the window's.
                foreach (var conversation in conversations) Rebase(conversation);
                atStart.Read(kernel);
                SpunNs = -spunNs;
                break;
            case Phase.Window when nowNs >= window.StopNs:
                BeginDrain(nowNs);
                break;
            case Phase.Drain when nowNs >= window.StopNs + Window.DrainNs:
                phase = Phase.Over;
                break;
        }
        Look(nowNs);
        TakeTurn(nowNs);
        if (phase != Phase.Over) SetEdge(nowNs);
    }

    private void BeginDrain(long nowNs)
    {
        if (queue is not null) Notice(nowNs);
        atStop.Read(kernel);
        SpunNs += spunNs;
        phase = Phase.Drain;
        foreach (var conversation in conversations)
        {
            Backlog += conversation.InLine;
            if (conversation.State == ConversationState.Connecting) Leave(conversation);
            else EndIfAnswered(conversation);
        }
        if (talking == 0) phase = Phase.Over;
    }
}
