using IoBench.Results;

namespace IoBench.Analysis.Anatomy;

/// <summary>The stamps of one thread, in their order.</summary>
public sealed class ThreadCalls
{
    private ThreadCalls(int id, StampedCall[] calls) => (Id, Calls) = (id, calls);

    public int Id { get; }

    public IReadOnlyList<StampedCall> Calls { get; }

    public static IReadOnlyList<ThreadCalls> Of(IReadOnlyList<StampedCall> stamps) =>
        // Stable: a submission bears the time at which the call that carries it begins, or one before.
        [.. stamps.GroupBy(static c => c.Thread).Select(static t => new ThreadCalls(t.Key, [.. t.OrderBy(static c => c.EnterNs)]))];

    /// <summary>The latest that was entered before that time and is of that sort.</summary>
    internal Place? Last(long beforeNs, Func<StampedCall, bool> sort)
    {
        for (var i = Before(beforeNs); i >= 0; i--)
        {
            if (sort(Calls[i]))
                return new Place(this, i);
        }

        return null;
    }

    /// <summary>Calls that touch a window.</summary>
    internal IEnumerable<StampedCall> Touching(long fromNs, long toNs)
    {
        // Calls of a thread follow each other, so only the one that was under way began before.
        for (var i = Math.Max(0, Before(fromNs)); i < Calls.Count && Calls[i].EnterNs < toNs; i++)
        {
            if (BorderCalls.IsCall(Calls[i]) && Calls[i].LeaveNs > fromNs)
                yield return Calls[i];
        }
    }

    private int Before(long ns)
    {
        var (low, high) = (0, Calls.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Calls[middle].EnterNs < ns)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}

/// <summary>A call among those of its thread.</summary>
internal sealed record Place(ThreadCalls Thread, int Index)
{
    public StampedCall Call => Thread.Calls[Index];

    /// <summary>The call before it; operations of a ring are no calls.</summary>
    public Place? Before()
    {
        for (var i = Index - 1; i >= 0; i--)
        {
            if (BorderCalls.IsCall(Thread.Calls[i]))
                return new Place(Thread, i);
        }

        return null;
    }

    /// <summary>The next of a sort that was entered before that time.</summary>
    public Place? Next(Func<StampedCall, bool> sort, long beforeNs)
    {
        for (var i = Index + 1; i < Thread.Calls.Count && Thread.Calls[i].EnterNs < beforeNs; i++)
        {
            if (sort(Thread.Calls[i]))
                return new Place(Thread, i);
        }

        return null;
    }

    /// <summary>Whether the thread came out of a wait between that time and this call.</summary>
    public bool WaitedSince(long ns)
    {
        for (var before = Before(); before is not null && before.Call.LeaveNs > ns; before = before.Before())
        {
            if (BorderCalls.AwaitsThread(before.Call) || BorderCalls.AwaitsInput(before.Call))
                return true;
        }

        return false;
    }
}
