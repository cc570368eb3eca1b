namespace IoBench.Linux;

/// <summary>
/// The stamps of all threads of a process, on CLOCK_MONOTONIC, so that those of two processes stand on one scale. Each
/// <see cref="Kernel"/> that is made with the book has a log of its own.
/// </summary>
/// <param name="room">Stamps that each thread can hold until they are taken; what comes beyond is counted and dropped.</param>
public sealed class StampBook(int room)
{
    private readonly Lock opening = new();
    private StampLog[] logs = [];
    private volatile bool open = true;

    /// <summary>False pauses: then a call costs a look at this and no clock reading.</summary>
    public bool Open
    {
        get => open;
        set => open = value;
    }

    /// <summary>Stamps that found no room since the last <see cref="Take"/>.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes what was stamped since the last time, in the order of entering. One thread at a time; those who stamp go on.</summary>
    public IReadOnlyList<Stamp> Take()
    {
        var stamps = new List<Stamp>();
        Dropped = 0;
        foreach (var log in logs) Dropped += log.MoveTo(stamps);
        stamps.Sort(static (a, b) => a.EnterNs.CompareTo(b.EnterNs));
        return stamps;
    }

    /// <summary>Calls that wait at this moment, of threads that have stamped before.</summary>
    public IReadOnlyList<OpenCall> OpenCalls() => [.. logs.Select(log => log.OpenCall()).OfType<OpenCall>()];

    /// <summary>What stamping one call costs, the call itself left out: the median of many short series, so that a preempted one does not count.</summary>
    public static double CostNs()
    {
        const int Series = 101, Calls = 200;
        var book = new StampBook(Calls);
        var log = book.Add();
        Span<double> costs = stackalloc double[Series];
        for (var i = 0; i < Series; i++)
        {
            var start = Clock.NowNs();
            for (var call = 0; call < Calls; call++) log.Leave(Call.recv, fd: 0, log.Enter(Call.recv), result: 0, StampDetail.None);
            costs[i] = (Clock.NowNs() - start) / (double)Calls;
            book.Take();
        }
        log.Release();
        costs.Sort();
        return costs[Series / 2];
    }

    internal StampLog Add()
    {
        var log = new StampLog(this, room);
        lock (opening) logs = [.. logs, log];
        return log;
    }
}
