using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>
/// The connections of a server by descriptor. Descriptors are small and used again, so an array serves; it has a place for
/// each that the process may hold and never moves, so threads that work on different descriptors need no lock.
/// </summary>
/// <param name="make">Makes the place of a descriptor number when that number is first used; it is kept for all that come after.</param>
/// <param name="limitWaits">The kernel itself limits how long a connection is waited for, in recv and send; the wheel is off.</param>
public sealed class Connections<T>(ServerContext context, bool nonBlocking, Func<int, T> make, bool limitWaits = false)
    where T : Descriptor
{
    private readonly int waitLimitMs = limitWaits ? context.Options.IdleTimeoutMs : 0;
    private readonly T?[] slots = new T?[Descriptors.RaiseLimit()];
    private readonly Reserve reserve = new();

    /// <summary>Null for a number that no connection ever had.</summary>
    public T this[int fd] => slots[fd]!;

    /// <summary>Who has been silent for too long; off unless <see cref="ServerOptions.IdleTimeoutMs"/> says how long that is.</summary>
    internal IdleWheel Idle { get; } = new(limitWaits ? 0 : context.Options.IdleTimeoutMs);

    /// <summary>As many descriptors as the process may hold.</summary>
    public int Capacity => slots.Length;

    /// <summary>The next connection that waits, or null: none waits (non-blocking), or the listener was shut down (blocking).</summary>
    public T? Accept(Tally tally)
    {
        while (true)
        {
            var result = tally.Kernel.Accept(context.Listener, nonBlocking);
            if (result.Ok) return Open(result.Value, tally);
            switch (result.Errno)
            {
                case Errno.ECONNABORTED or Errno.EPROTO or Errno.ENETUNREACH or Errno.EHOSTUNREACH:
                    continue;
                case Errno.EMFILE or Errno.ENFILE or Errno.ENOBUFS or Errno.ENOMEM:
                    if (!Shed(tally, wait: !nonBlocking)) return null;
                    continue;
                case Errno.EAGAIN or Errno.EINVAL:
                    return null;
                default:
                    throw new SystemCallException("accept4", result.Errno, $"descriptor {context.Listener}");
            }
        }
    }

    /// <summary>Closes the descriptor; the peer that has been answered reads the end.</summary>
    public void Close(T connection, Tally tally)
    {
        Leave(connection, tally);
        tally.Kernel.Close(connection.Fd);
    }

    /// <summary>Strikes it out, for a model whose descriptors the runtime closes. Before that: once the number is free, another thread may be given it at once.</summary>
    public void Leave(T connection, Tally tally)
    {
        Idle.Leave(connection);
        connection.IsOpen = false;
        tally.Close();
    }

    /// <summary>The next one that was silent for too long, or null: for a model whose one thread holds all connections. The caller closes it.</summary>
    internal T? NextIdle(Tally tally)
    {
        var silent = Idle.Next();
        if (silent is not null) tally.CountIdledOut();
        return (T?)silent;
    }

    /// <summary>Something happened to that descriptor, and a worker will see to it; nothing when it is no connection (any more).</summary>
    internal void Heard(int fd)
    {
        if (slots[fd] is { } connection) connection.HeardNs = Idle.NowNs;
    }

    public IEnumerable<T> AllOpen() => slots.Where(c => c is { IsOpen: true })!;

    /// <summary>Closes all that is open, when no thread serves any more. Never throws.</summary>
    public void CloseAll(Tally tally)
    {
        foreach (var connection in AllOpen()) Close(connection, tally);
        reserve.Release();
    }

    /// <summary>Enters a descriptor that was accepted.</summary>
    public T Open(int fd, Tally tally)
    {
        var connection = slots[fd] ??= make(fd);
        connection.Reset();
        connection.IsOpen = true;
        if (Idle.IsOn) Idle.Enter(connection, Clock.NowNs());
        if (waitLimitMs > 0) tally.Kernel.LimitWaits(fd, waitLimitMs).OrThrow("setsockopt", fd);
        tally.Accept(fd);
        return connection;
    }

    /// <summary>Refuses the connection that waits, because no descriptor is left.</summary>
    /// <param name="wait">Sleeps when none waits, until one does; that one is not refused.</param>
    /// <returns>True to try again; false when none waits, or the listener was shut down.</returns>
    public bool Shed(Tally tally, bool wait = false) => reserve.Shed(context.Listener, tally, wait);
}
