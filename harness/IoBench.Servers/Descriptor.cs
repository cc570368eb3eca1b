namespace IoBench.Servers;

/// <summary>A connection as its table sees it. Made once for each descriptor number and kept, so a new connection under an old number allocates nothing.</summary>
public abstract class Descriptor(int fd)
{
    public int Fd => fd;

    public bool IsOpen { get; internal set; }

    /// <summary>A new connection has this number: nothing of the old one may be left.</summary>
    internal abstract void Reset();
}
