using System.Runtime.InteropServices;

namespace IoBench.Linux;

// select(2), poll(2), epoll(7)
internal static unsafe partial class Libc
{
    internal const int EPOLL_CLOEXEC = 0x80000;

    /// <remarks>The sets are bitmaps of 64-bit words, as long as nfds needs: the kernel knows no 1024; only fd_set of the C library does.</remarks>
    [LibraryImport(Name)]
    internal static partial int select(int nfds, ulong* readable, ulong* writable, ulong* exceptional, Timeval* timeout);

    [LibraryImport(Name)]
    internal static partial int poll(PollFd* fds, nuint count, int timeoutMs);

    [LibraryImport(Name)]
    internal static partial int epoll_create1(int flags);

    [LibraryImport(Name)]
    internal static partial int epoll_ctl(int epoll, int operation, int fd, void* change);

    [LibraryImport(Name)]
    internal static partial int epoll_wait(int epoll, void* events, int capacity, int timeoutMs);
}

/// <summary>struct timeval.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Timeval
{
    internal long Seconds;
    internal long Microseconds;
}

/// <summary>struct timespec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Timespec
{
    internal long Seconds;
    internal long Nanoseconds;

    internal readonly long Ns => Seconds * 1_000_000_000 + Nanoseconds;
}
