namespace IoBench.Load;

/// <summary>How the times between messages are spread in an open loop.</summary>
public enum Arrival
{
    /// <summary>Exponentially: many users who know nothing of each other.</summary>
    Poisson,

    /// <summary>Evenly.</summary>
    Constant,
}

/// <summary>
/// When one connection's messages are due. It is drawn as it is needed and can be copied, so that a line of any length is two of
/// these: one at the last arrival that has come due, one at the first that still waits.
/// </summary>
/// <remarks>All connections together have the rate asked for: independent Poisson streams add up to one, even ones take turns.</remarks>
public struct Arrivals
{
    private readonly long baseNs;
    private readonly double gapNs;
    private readonly bool even;
    private Xorshift random;
    private double atNs;

    /// <param name="ratePerSecond">Of all connections together.</param>
    /// <param name="index">Which of them this is, counted from 0.</param>
    public Arrivals(Arrival arrival, double ratePerSecond, int index, int connections, ulong seed, long baseNs)
    {
        this.baseNs = baseNs;
        even = arrival == Arrival.Constant;
        gapNs = 1e9 / ratePerSecond * connections;
        random = new Xorshift(seed, (ulong)index);
        if (even) atNs = gapNs / connections * (index + 1);
        else Advance();
    }

    public readonly long DueNs => baseNs + (long)atNs;

    public void Advance() => atNs += even ? gapNs : -Math.Log(random.Unit()) * gapNs;
}

/// <summary>The next arrival of each of many connections, soonest first: a binary heap in two arrays.</summary>
internal sealed class ArrivalQueue
{
    private readonly long[] dueNs;
    private readonly int[] index;

    internal ArrivalQueue(int connections)
    {
        dueNs = new long[connections];
        index = new int[connections];
    }

    /// <summary>When the soonest is due.</summary>
    internal long NextNs => dueNs[0];

    /// <summary>Whose it is.</summary>
    internal int Next => index[0];

    /// <summary>Fills the queue with one arrival of each connection.</summary>
    internal void Fill(ReadOnlySpan<long> firstNs)
    {
        for (var i = 0; i < dueNs.Length; i++)
        {
            dueNs[i] = firstNs[i];
            index[i] = i;
        }
        Array.Sort(dueNs, index); // sorted is a heap
    }

    /// <summary>Puts the next arrival of the same connection in the place of the soonest.</summary>
    internal void Replace(long nextNs)
    {
        var who = index[0];
        var place = 0;
        while (true)
        {
            var child = 2 * place + 1;
            if (child >= dueNs.Length) break;
            if (child + 1 < dueNs.Length && dueNs[child + 1] < dueNs[child]) child++;
            if (dueNs[child] >= nextNs) break;
            dueNs[place] = dueNs[child];
            index[place] = index[child];
            place = child;
        }
        dueNs[place] = nextNs;
        index[place] = who;
    }
}
