namespace IoBench.Servers;

/// <summary>A connection as its table sees it. Made once for each descriptor number and kept, so a new connection under an old number allocates nothing.</summary>
public abstract class Descriptor(int fd) : IdleLink
{
    /// <summary>CLOCK_MONOTONIC, as its thread knew it, when something last came from it or was taken by it. Written without a look at whether anyone asks.</summary>
    /// <remarks>A field, for <see cref="Volatile"/>: the thread that asks need not be the one that serves.</remarks>
    internal long HeardNs;

    public int Fd => fd;

    public bool IsOpen { get; internal set; }

    /// <summary>A new connection has this number: nothing of the old one may be left.</summary>
    internal abstract void Reset();
}
