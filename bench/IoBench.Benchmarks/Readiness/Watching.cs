using IoBench.Benchmarks.Measuring;
using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>A mechanism that watches many descriptors, on one pinned thread whose calls are counted. Made and disposed of on that thread.</summary>
internal sealed class Watching : IDisposable
{
    /// <param name="mechanism">By name; <see cref="Mechanisms.Told"/> knows the first active one.</param>
    /// <param name="descriptors">That are watched.</param>
    /// <param name="active">Places of those that can become ready, rising.</param>
    /// <param name="spare">Descriptors more, which are open and not watched.</param>
    internal Watching(string mechanism, int descriptors, IReadOnlyList<int> active, int spare = 0)
    {
        Placement.PinNear();
        Watched = new Watched(descriptors + spare, active);
        Readiness = mechanism == Mechanisms.Told ? new ByForesight(Watched.Descriptors[active[0]]) : Mechanisms.Make(mechanism, Kernel, descriptors + spare);
        foreach (var fd in Watched.Descriptors.AsSpan(0, descriptors)) Readiness.Add(fd);
        Spending.CountCalls(Kernel);
    }

    internal Kernel Kernel { get; } = new();

    internal Watched Watched { get; }

    internal IReadiness Readiness { get; }

    /// <summary>One message, sent or received.</summary>
    internal byte[] Message { get; } = GC.AllocateArray<byte>(64, pinned: true);

    public void Dispose()
    {
        Spending.CountNoCalls();
        Readiness.Dispose();
        Watched.Dispose();
        Placement.Release();
    }
}
