using IoBench.Linux;

namespace IoBench.Load;

/// <summary>What an engine thread has used until now: CPU, managed memory, calls. Read at both edges of the window, without allocating.</summary>
internal sealed class Usage
{
    private readonly long[] calls = new long[Kernel.CounterNames.Count];

    internal double UserUs { get; private set; }

    internal double SystemUs { get; private set; }

    internal long AllocatedBytes { get; private set; }

    internal void Read(Kernel kernel)
    {
        AllocatedBytes = GC.GetAllocatedBytesForCurrentThread();
        (UserUs, SystemUs) = ProcessUsage.OfThread();
        kernel.CopyTo(calls);
    }

    /// <summary>Adds what was used between two readings.</summary>
    internal void AddDifference(Usage start, Usage stop)
    {
        UserUs += stop.UserUs - start.UserUs;
        SystemUs += stop.SystemUs - start.SystemUs;
        AllocatedBytes += stop.AllocatedBytes - start.AllocatedBytes;
        for (var i = 0; i < calls.Length; i++) calls[i] += stop.calls[i] - start.calls[i];
    }

    /// <summary>Calls by name; those not made are left out.</summary>
    internal IReadOnlyDictionary<string, long> Calls() => Kernel.CounterNames
        .Zip(calls)
        .Where(pair => pair.Second != 0)
        .ToDictionary(pair => pair.First, pair => pair.Second);
}
