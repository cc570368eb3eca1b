namespace IoBench.Linux;

/// <summary>A descriptor that becomes readable at a set time: how time reaches a loop that waits for descriptors, at no cost per wait (timerfd_create(2)).</summary>
public sealed unsafe class WakeTimer : IDisposable
{
    /// <exception cref="SystemCallException">No descriptor is left.</exception>
    public WakeTimer() => Fd = IoResult.Of(Libc.timerfd_create(Libc.CLOCK_MONOTONIC, Libc.O_CLOEXEC | Libc.O_NONBLOCK)).OrThrow("timerfd_create");

    public int Fd { get; }

    /// <summary>Readable from <paramref name="atNs"/> of CLOCK_MONOTONIC on; at once when that is past. Setting it again clears it.</summary>
    public void Set(long atNs)
    {
        var at = Math.Max(atNs, 1); // zero would disarm
        var setting = new TimerSetting { Value = new Timespec { Seconds = at / 1_000_000_000, Nanoseconds = at % 1_000_000_000 } };
        IoResult.Of(Libc.timerfd_settime(Fd, Libc.TIMER_ABSTIME, &setting, null)).OrThrow("timerfd_settime");
    }

    /// <summary>Not readable until it is set again.</summary>
    public void Clear()
    {
        var never = new TimerSetting();
        IoResult.Of(Libc.timerfd_settime(Fd, 0, &never, null)).OrThrow("timerfd_settime");
    }

    public void Dispose() => _ = Libc.close(Fd);
}
