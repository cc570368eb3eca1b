using System.Runtime.CompilerServices;
using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>
/// Work for a CPU, as a number of rounds and not as a time: a loop that looked at a clock until the time is over would be done by two
/// threads on one CPU in half of it. The CPU time of a thread would be an honest clock, but reading it is a system call, of which
/// a short work would mostly consist; arithmetic makes no call, and touches no memory that an echo needs.
/// </summary>
internal static class Arithmetic
{
    private const int Series = 32;
    private const long SeriesRounds = 200_000;

    /// <summary>
    /// As many rounds as take <paramref name="ns"/> of CPU time where nothing disturbs them. The fastest of many series counts: the others
    /// shared a core, or were interrupted.
    /// </summary>
    internal static long RoundsIn(long ns)
    {
        var fastestNs = long.MaxValue;
        for (var series = 0; series < Series; series++)
        {
            var startNs = Clock.ThreadCpuNs();
            Compute(SeriesRounds);
            fastestNs = Math.Min(fastestNs, Clock.ThreadCpuNs() - startNs);
        }
        return Math.Max(1, (long)Math.Round(ns * (double)SeriesRounds / Math.Max(1, fastestNs)));
    }

    /// <summary>Xorshift, each round of which needs the one before: neither the compiler nor the CPU does two at once.</summary>
    // Not inlined, so that nobody sees that the result is not asked for; compiled to the end at once, so that the first message costs what the last does.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static ulong Compute(long rounds)
    {
        var state = 0x9e3779b97f4a7c15;
        for (; rounds > 0; rounds--)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }
        return state;
    }
}
