using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>One thread's books: its door to the kernel, its buffer, and what it did for its connections. Written by that thread alone.</summary>
public sealed class Tally(Ledger ledger)
{
    private byte[]? buffer;

    public Kernel Kernel { get; } = new(ledger.Stamps);

    /// <summary>Room for one receive, pinned; what lies in it is anyone's at the next one. Made when first asked for: not every thread receives.</summary>
    public byte[] Buffer => buffer ??= GC.AllocateUninitializedArray<byte>(ledger.BufferBytes, pinned: true);

    /// <summary>Times that a connection was owed something and then owed nothing.</summary>
    public long Messages { get; private set; }

    /// <summary>CLOCK_MONOTONIC at the thread's last wake-up; 0 where nobody asks for the time.</summary>
    public long NowNs { get; set; }

    /// <summary>Bytes sent back.</summary>
    public long Bytes { get; private set; }

    public long Accepted { get; private set; }

    public long Closed { get; private set; }

    /// <summary>Connections refused because no descriptor was left.</summary>
    public long Shed { get; private set; }

    /// <summary>Times that the queue of realtime signals was full and every descriptor had to be tried.</summary>
    public long SignalQueueOverflows { get; private set; }

    /// <summary>Times that the ring had no buffer for what had arrived.</summary>
    public long BufferShortages { get; private set; }

    /// <summary>Connections ended because nothing was received on them for too long.</summary>
    public long IdledOut { get; private set; }

    public void Accept(int fd)
    {
        if (Accepted++ == 0) ledger.Describe(fd);
    }

    public void Close() => Closed++;

    public void Send(int bytes, bool paid)
    {
        Bytes += bytes;
        if (paid) Messages++;
    }

    public void CountShed() => Shed++;

    public void CountIdledOut() => IdledOut++;

    public void CountSignalQueueOverflow() => SignalQueueOverflows++;

    public void CountBufferShortage() => BufferShortages++;
}

/// <summary>The books of a whole server: each of its threads opens a tally, anyone may sum them up at any time.</summary>
/// <param name="bufferBytes">As in <see cref="ServerOptions.BufferBytes"/>.</param>
/// <param name="stamps">Where every call of every thread is stamped with its times; null stamps nothing.</param>
public sealed class Ledger(int bufferBytes, StampBook? stamps = null)
{
    private readonly Lock opening = new();
    private Tally[] tallies = [];

    internal int BufferBytes => bufferBytes;

    public StampBook? Stamps => stamps;

    /// <summary>Options of the first connection that was accepted; equal across models, or the work is not identical.</summary>
    public SocketOptions? Socket { get; private set; }

    public Tally Open()
    {
        var tally = new Tally(this);
        lock (opening) tallies = [.. tallies, tally];
        return tally;
    }

    public long Messages => tallies.Sum(t => t.Messages);

    public long Bytes => tallies.Sum(t => t.Bytes);

    public long Accepted => tallies.Sum(t => t.Accepted);

    public long OpenConnections => Accepted - tallies.Sum(t => t.Closed);

    /// <summary>Calls by name, of all threads; those not made are left out.</summary>
    public IReadOnlyDictionary<string, long> Calls()
    {
        var sums = new long[Kernel.CounterNames.Count];
        var counters = new long[sums.Length];
        foreach (var tally in tallies)
        {
            tally.Kernel.CopyTo(counters);
            for (var i = 0; i < sums.Length; i++) sums[i] += counters[i];
        }
        return Kernel.CounterNames.Zip(sums).Where(pair => pair.Second > 0).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>What the limits of model and machine did, by name; those that did nothing are left out.</summary>
    public IReadOnlyDictionary<string, long> Events()
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        Add("connectionsShed", t => t.Shed);
        Add("connectionsIdledOut", t => t.IdledOut);
        Add("signalQueueOverflows", t => t.SignalQueueOverflows);
        Add("bufferShortages", t => t.BufferShortages);
        return sums;

        void Add(string name, Func<Tally, long> count)
        {
            var sum = tallies.Sum(count);
            if (sum > 0) sums.Add(name, sum);
        }
    }

    internal void Describe(int fd) => Socket ??= IoBench.Linux.Socket.Options(fd);
}
