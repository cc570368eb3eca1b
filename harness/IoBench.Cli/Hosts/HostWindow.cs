using IoBench.Results;

namespace IoBench.Cli.Hosts;

/// <summary>
/// A host's window on the clock of this process (CLOCK_MONOTONIC, which is the runtime's Stopwatch on Linux). One kernel has one such
/// clock; another's is set against ours by Cristian's method: the host fixed its window between our <c>go</c> and its answer.
/// </summary>
/// <param name="StartNs">When it opened; in the middle of what is possible.</param>
/// <param name="ErrorNs">It may have been so much earlier or later.</param>
/// <param name="LengthNs">By the host's own clock.</param>
internal readonly record struct HostWindow(long StartNs, long ErrorNs, long LengthNs)
{
    public static HostWindow Of(LoadWindow window, string? bootId, TimeSpan warmup, long goNs, long answerNs)
    {
        var lengthNs = window.StopNs - window.StartNs;
        return window.BootId == bootId
            ? new HostWindow(window.StartNs, 0, lengthNs)
            : new HostWindow(goNs + ((answerNs - goNs) / 2) + (warmup.Ticks * 100), (answerNs - goNs + 1) / 2, lengthNs);
    }
}
