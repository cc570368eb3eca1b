using System.Diagnostics.CodeAnalysis;
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
/// <param name="book">Where every call is stamped with its times; null stamps nothing.</param>
public sealed partial class Kernel(StampBook? book = null)
{
    // One cache line of room at either end: two threads' counters never share one.
    private const int Room = 8;
    private static readonly int Calls = Enum.GetValues<Call>().Length;
    private readonly long[] counts = new long[Room + CounterNames.Count + Room];
    private readonly StampLog? stamps = book?.Add();

    /// <summary>
    /// Whether calls are counted and may be stamped. False takes both out of the compiled code: what they cost a server is measured
    /// against a node that was started so (<c>scripts/verify-twins bare</c>), and nothing else trusts a run without counters.
    /// </summary>
    [FeatureSwitchDefinition("IoBench.Counting")]
    internal static bool IsCounting { get; } = !AppContext.TryGetSwitch("IoBench.Counting", out var on) || on;

    /// <summary>What is counted, in the order of <see cref="CopyTo"/>: calls by name, operations given to a ring as <c>uring:name</c>.</summary>
    public static IReadOnlyList<string> CounterNames { get; } =
        [.. Enum.GetNames<Call>(), .. Enum.GetNames<RingOperation>().Select(name => $"uring:{name}")];

    /// <summary>Stamps of this thread; null when none are wanted.</summary>
    internal StampLog? Stamps => IsCounting ? stamps : null;

    /// <summary>
    /// Stands before every call: counts it and, where stamps are wanted, reads the clock. Where not, the stamps cost a comparison of
    /// a field with null here and of a register with zero in <see cref="Leave"/>, both always the same way.
    /// </summary>
    /// <returns>For <see cref="Leave"/>; 0 without stamps.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Enter(Call call)
    {
        if (!IsCounting) return 0;
        counts[Room + (int)call]++;
        return stamps is null ? 0 : stamps.Enter(call);
    }

    /// <summary>Stands around every call: takes what it returned, and errno, which must still be that of the call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal IoResult Leave(Call call, int fd, long entered, long returned, StampDetail detail = StampDetail.None)
    {
        var result = IoResult.Of(returned);
        if (IsCounting && entered != 0) stamps!.Leave(call, fd, entered, result.Raw, detail);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Count(RingOperation operation)
    {
        if (IsCounting) counts[Room + Calls + (int)operation]++;
    }

    /// <summary>The counters as they stand, in the order of <see cref="CounterNames"/>.</summary>
    public void CopyTo(Span<long> counters) => counts.AsSpan(Room, CounterNames.Count).CopyTo(counters);
}
