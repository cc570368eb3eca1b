using IoBench.Results;

namespace IoBench.Cli.Hosts;

/// <summary>
/// A host's window on the clock of this process (CLOCK_MONOTONIC, which is the runtime's Stopwatch on Linux). One kernel has one such
/// clock. Another's window is bounded as in Cristian's method: the warm-up began after our <c>go</c>, and the window was told before
/// its answer came.
/// </summary>
/// <param name="StartNs">When it opened; in the middle of what is possible.</param>
/// <param name="ErrorNs">It may have been so much earlier or later.</param>
/// <param name="LengthNs">By the host's own clock.</param>
internal readonly record struct HostWindow(long StartNs, long ErrorNs, long LengthNs)
{
    /// <param name="bootId">Of this machine.</param>
    /// <param name="warmup">As it was at the host.</param>
    /// <param name="goNs">Our clock before <c>go</c> was sent.</param>
    /// <param name="answerNs">Our clock when the window was read.</param>
    public static HostWindow Of(LoadWindow window, string? bootId, TimeSpan warmup, long goNs, long answerNs)
    {
        var lengthNs = window.StopNs - window.StartNs;
        if (window.BootId == bootId)
            return new HostWindow(window.StartNs, 0, lengthNs);

        var earliestNs = goNs + (warmup.Ticks * TimeSpan.NanosecondsPerTick);
        var latestNs = Math.Max(earliestNs, answerNs + window.LeadNs);
        return new HostWindow(earliestNs + ((latestNs - earliestNs) / 2), (latestNs - earliestNs + 1) / 2, lengthNs);
    }
}
