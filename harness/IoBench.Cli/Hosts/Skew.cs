using System.Globalization;

namespace IoBench.Cli.Hosts;

/// <summary>How well the windows of all hosts cover each other; at least one.</summary>
internal sealed class Skew(IReadOnlyList<HostWindow> windows)
{
    /// <summary>Less than this share of a window in common, and rates of different times would be added.</summary>
    public const double LeastOverlap = 0.95;

    public long FirstStartNs { get; } = windows.Min(static window => window.StartNs);

    public long LastStopNs { get; } = windows.Max(static window => window.StartNs + window.LengthNs);

    /// <summary>Largest difference of two starts.</summary>
    public long DifferenceNs { get; } = windows.Max(static window => window.StartNs) - windows.Min(static window => window.StartNs);

    public long ErrorNs { get; } = windows.Max(static window => window.ErrorNs);

    /// <summary>Time that all windows have in common over the longest of them, at worst: a start that is not known well counts against it.</summary>
    public double Overlap { get; } = windows.Count == 1 ? 1 : Math.Max(
        0,
        (windows.Min(static window => window.StartNs - window.ErrorNs + window.LengthNs) - windows.Max(static window => window.StartNs + window.ErrorNs))
            / (double)windows.Max(static window => window.LengthNs));

    /// <summary>Null when the windows are one for every purpose.</summary>
    public string? Reason => Overlap >= LeastOverlap ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"skew: the hosts' windows have {Overlap:0 %} in common at worst; they began {DifferenceNs / 1e6:0.0} ms apart, known to {ErrorNs / 1e6:0.0} ms; let them be longer");
}
