namespace IoBench.Linux;

/// <summary>A descriptor that becomes readable, for good, when <see cref="Set"/> is called: how a stop reaches a loop that waits for descriptors (eventfd(2)).</summary>
public sealed unsafe class WakeEvent : IDisposable
{
    private readonly Lock closing = new();
    private bool closed;

    /// <exception cref="SystemCallException">No descriptor is left.</exception>
    public WakeEvent() => Fd = IoResult.Of(Libc.eventfd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK)).OrThrow("eventfd");

    public int Fd { get; }

    /// <summary>From any thread, any number of times, also after Dispose.</summary>
    public void Set()
    {
        lock (closing)
        {
            if (closed) return;
            ulong one = 1;
            _ = Libc.write(Fd, &one, sizeof(ulong));
        }
    }

    public void Dispose()
    {
        lock (closing)
        {
            if (closed) return;
            closed = true;
            _ = Libc.close(Fd);
        }
    }
}
