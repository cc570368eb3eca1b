using System.Runtime.CompilerServices;

namespace IoBench.Linux;

/// <summary>
/// One thread's door to the kernel: every call that a server or a client makes goes through it and is counted by it.
/// A thread owns its instance, so counting costs one increment of memory that no other thread writes.
/// </summary>
/// <remarks>
/// EINTR is retried here, except by the calls for which a signal is the mechanism (<see cref="SignalWait"/>).
/// Other threads may read the counters at any time and see a value that was true a moment ago.
/// </remarks>
public sealed partial class Kernel
{
    // One cache line of room at either end: two threads' counters never share one.
    private const int Room = 8;
    private static readonly int Calls = Enum.GetValues<Call>().Length;
    private readonly long[] counts = new long[Room + CounterNames.Count + Room];

    /// <summary>What is counted, in the order of <see cref="CopyTo"/>: calls by name, operations given to a ring as <c>uring:name</c>.</summary>
    public static IReadOnlyList<string> CounterNames { get; } =
        [.. Enum.GetNames<Call>(), .. Enum.GetNames<RingOperation>().Select(name => $"uring:{name}")];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Count(Call call) => counts[Room + (int)call]++;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Count(RingOperation operation) => counts[Room + Calls + (int)operation]++;

    /// <summary>The counters as they stand, in the order of <see cref="CounterNames"/>.</summary>
    public void CopyTo(Span<long> counters) => counts.AsSpan(Room, CounterNames.Count).CopyTo(counters);
}
