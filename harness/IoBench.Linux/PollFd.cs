using System.Runtime.InteropServices;

namespace IoBench.Linux;

/// <summary>Events of poll(2) and epoll(7), which share these values.</summary>
[Flags]
public enum Readiness : short
{
    None = 0,
    In = 0x001,
    Out = 0x004,
    Error = 0x008,
    HangUp = 0x010,

    /// <summary>The peer has ended its side; reported only when asked for.</summary>
    PeerEnded = 0x2000,
}

/// <summary>struct pollfd of poll(2). A negative descriptor is passed over.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct PollFd
{
    public int Fd;
    public Readiness Events;
    public Readiness Returned;
}
