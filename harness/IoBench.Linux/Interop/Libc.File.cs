using System.Runtime.InteropServices;

namespace IoBench.Linux;

// close(2), read(2), write(2), pipe(2), fcntl(2), eventfd(2), timerfd_create(2)
internal static unsafe partial class Libc
{
    internal const int O_NONBLOCK = 0x800;
    internal const int O_ASYNC = 0x2000;
    internal const int O_CLOEXEC = 0x80000;
    internal const int F_SETFL = 4;
    internal const int F_SETSIG = 10;
    internal const int F_SETOWN_EX = 15;
    internal const int F_OWNER_TID = 0;
    internal const int EFD_CLOEXEC = 0x80000;
    internal const int EFD_NONBLOCK = 0x800;

    [LibraryImport(Name)]
    internal static partial int close(int fd);

    [LibraryImport(Name)]
    internal static partial nint read(int fd, void* buffer, nuint length);

    [LibraryImport(Name)]
    internal static partial int pipe2(int* ends, int flags);

    [LibraryImport(Name)]
    internal static partial nint write(int fd, void* buffer, nuint length);

    [LibraryImport(Name)]
    internal static partial int fcntl(int fd, int command, nint argument);

    [LibraryImport(Name)]
    internal static partial int eventfd(uint initial, int flags);

    [LibraryImport(Name)]
    internal static partial int timerfd_create(int clock, int flags);

    [LibraryImport(Name)]
    internal static partial int timerfd_settime(int fd, int flags, TimerSetting* setting, TimerSetting* old);
}

/// <summary>struct f_owner_ex of fcntl(2): who gets the signals of a descriptor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FOwnerEx
{
    internal int Type;
    internal int Pid;
}

/// <summary>struct itimerspec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimerSetting
{
    internal Timespec Interval;
    internal Timespec Value;
}
