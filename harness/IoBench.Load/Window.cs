namespace IoBench.Load;

/// <summary>The one window of a run, on CLOCK_MONOTONIC: everything that is reported happened between these stamps.</summary>
public readonly record struct Window(long StartNs, long StopNs)
{
    /// <summary>How long an answer that was under way at the end is waited for.</summary>
    public const long DrainNs = 2_000_000_000;

    /// <summary>Not known yet: everything comes before it.</summary>
    public static Window Never => new(long.MaxValue, long.MaxValue);

    /// <summary>From before the machine's start on, and without end.</summary>
    public static Window Always => new(0, long.MaxValue);

    public double Seconds => (StopNs - StartNs) / 1e9;

    public bool Contains(long atNs) => (ulong)(atNs - StartNs) < (ulong)(StopNs - StartNs);

    /// <summary>How much of the window had passed then.</summary>
    public long Clip(long atNs) => Math.Clamp(atNs, StartNs, StopNs) - StartNs;
}
