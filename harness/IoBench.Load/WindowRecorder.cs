namespace IoBench.Load;

/// <summary>What one generator counts: messages asked and answered before, in and after the window, and the times of those answered in it.</summary>
public sealed class WindowRecorder
{
    /// <summary>Equal parts of the window, by which a drift is told from noise: with half as many, noise that persists looks like a drift.</summary>
    public const int Slices = 40;

    private readonly bool open;
    private readonly long[] answeredBySlice = new long[Slices], sumNsBySlice = new long[Slices];
    private Window window;
    private long sliceNs, sliceEndNs, answeredUntilSlice, sumNsUntilSlice;
    private int slice;

    /// <param name="openLoop">Messages have an intended time of their own; their service time and the client's lateness are kept beside it.</param>
    public WindowRecorder(bool openLoop = false)
    {
        open = openLoop;
        Window = Window.Never;
    }

    /// <summary>Set when it is known; until then everything comes before it.</summary>
    public Window Window
    {
        get => window;
        set
        {
            window = value;
            sliceNs = Math.Max(1, (value.StopNs - value.StartNs) / Slices);
            sliceEndNs = value.StartNs + sliceNs;
        }
    }

    /// <summary>Closed loop: from just before the send. Open loop: from the intended send.</summary>
    public Latencies Response { get; } = new();

    /// <summary>Open loop: from just before the actual send.</summary>
    public Latencies Service { get; } = new();

    /// <summary>Open loop: from when a message was due to when the client saw that it was.</summary>
    public Latencies Lateness { get; } = new();

    /// <summary>Churn: from connect(2) to the end of the handshake.</summary>
    public Latencies Connecting { get; } = new();

    /// <summary>Churn: from the end of the handshake to the first answer.</summary>
    public Latencies Accepting { get; } = new();

    public long AskedBefore { get; private set; }

    public long AnsweredBefore { get; private set; }

    /// <summary>Of their response times.</summary>
    public long SumBeforeNs { get; private set; }

    public long AskedWithin { get; private set; }

    public long AnsweredWithin { get; private set; }

    /// <summary>Under way when the window closed, and answered later.</summary>
    public long AnsweredAfter { get; private set; }

    /// <summary>Bytes of the messages answered within.</summary>
    public long BytesWithin { get; private set; }

    /// <summary>Open loop: arrivals that came due within.</summary>
    public long DueWithin { get; private set; }

    /// <summary>Open loop: arrivals seen at any time. Each was asked, still waits in line, or was dropped with the line of the warm-up.</summary>
    public long Seen { get; private set; }

    public long SeenAndAsked { get; private set; }

    public long Dropped { get; private set; }

    /// <summary>
    /// Sum over all answered messages of the time that they were under way inside the window: latencies cut at its edges. Over the
    /// window's length it is the mean number under way, however long the window is beside the latencies.
    /// </summary>
    public long UnderWayNs { get; private set; }

    /// <summary>The same from the events alone, without looking which answer belongs to which message: ends minus beginnings, cut at the edges.</summary>
    public long UnderWayByEventsNs { get; private set; }

    /// <summary>Messages answered in each part of the window.</summary>
    public IReadOnlyList<long> AnsweredBySlice => answeredBySlice;

    /// <summary>Sum of response times by part of the window.</summary>
    public IReadOnlyList<long> SumNsBySlice => sumNsBySlice;

    /// <summary>An arrival was seen to be due.</summary>
    public void Due(long dueNs, long nowNs)
    {
        Seen++;
        if (!window.Contains(dueNs)) return;
        DueWithin++;
        Lateness.Record(nowNs - dueNs);
    }

    /// <summary>So many that waited in line are not asked any more.</summary>
    public void Drop(long inLine) => Dropped += inLine;

    public void Asked(long nowNs)
    {
        if (window.Contains(nowNs)) AskedWithin++;
        else AskedBefore++;
        UnderWayByEventsNs -= window.Clip(nowNs);
        if (open) SeenAndAsked++;
    }

    /// <returns>Whether it was within the window.</returns>
    public bool Answered(long intendedNs, long sentNs, long nowNs, int bytes)
    {
        UnderWayByEventsNs += window.Clip(nowNs);
        if (nowNs < window.StartNs)
        {
            AnsweredBefore++;
            SumBeforeNs += nowNs - intendedNs;
            return false;
        }
        UnderWayNs += window.Clip(nowNs) - window.Clip(sentNs);
        if (nowNs >= window.StopNs)
        {
            AnsweredAfter++;
            return false;
        }
        while (nowNs >= sliceEndNs && slice < Slices - 1) EndSlice();
        AnsweredWithin++;
        BytesWithin += bytes;
        Response.Record(nowNs - intendedNs);
        if (open) Service.Record(nowNs - sentNs);
        return true;
    }

    public void Connected(long latencyNs, long nowNs)
    {
        if (window.Contains(nowNs)) Connecting.Record(latencyNs);
    }

    public void Accepted(long latencyNs, long nowNs)
    {
        if (window.Contains(nowNs)) Accepting.Record(latencyNs);
    }

    /// <summary>The window is over: what is left belongs to its last part.</summary>
    public void Close()
    {
        while (slice < Slices) EndSlice();
    }

    /// <summary>Adds another generator's counts to these.</summary>
    public void Add(WindowRecorder other)
    {
        Response.Add(other.Response);
        Service.Add(other.Service);
        Lateness.Add(other.Lateness);
        Connecting.Add(other.Connecting);
        Accepting.Add(other.Accepting);
        AskedBefore += other.AskedBefore;
        AnsweredBefore += other.AnsweredBefore;
        SumBeforeNs += other.SumBeforeNs;
        AskedWithin += other.AskedWithin;
        AnsweredWithin += other.AnsweredWithin;
        AnsweredAfter += other.AnsweredAfter;
        BytesWithin += other.BytesWithin;
        DueWithin += other.DueWithin;
        Seen += other.Seen;
        SeenAndAsked += other.SeenAndAsked;
        Dropped += other.Dropped;
        UnderWayNs += other.UnderWayNs;
        UnderWayByEventsNs += other.UnderWayByEventsNs;
        for (var i = 0; i < Slices; i++)
        {
            answeredBySlice[i] += other.answeredBySlice[i];
            sumNsBySlice[i] += other.sumNsBySlice[i];
        }
    }

    private void EndSlice()
    {
        answeredBySlice[slice] = AnsweredWithin - answeredUntilSlice;
        sumNsBySlice[slice] = Response.SumNs - sumNsUntilSlice;
        answeredUntilSlice = AnsweredWithin;
        sumNsUntilSlice = Response.SumNs;
        slice++;
        sliceEndNs += sliceNs;
    }
}
