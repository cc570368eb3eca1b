using System.Runtime.InteropServices;

namespace IoBench.Linux;

// getrusage(2), getrlimit(2), sched_setaffinity(2), execve(2), mmap(2), clock_gettime(2), prctl(2), futex(2)
internal static unsafe partial class Libc
{
    internal const int RUSAGE_SELF = 0;
    internal const int RUSAGE_THREAD = 1;
    internal const int RLIMIT_NOFILE = 7;
    internal const int CLOCK_REALTIME = 0;
    internal const int CLOCK_MONOTONIC = 1;
    internal const int CLOCK_THREAD_CPUTIME_ID = 3;
    internal const int TIMER_ABSTIME = 1;
    internal const int PR_SET_TIMERSLACK = 29;
    internal const int PR_GET_TIMERSLACK = 30;
    internal const int PROT_READ_WRITE = 3;
    internal const int MAP_SHARED_POPULATE = 0x8001;
    internal const int MAP_PRIVATE_ANONYMOUS = 0x22;
    internal const nint MAP_FAILED = -1;

    [LibraryImport(Name)]
    internal static partial int getpid();

    [LibraryImport(Name)]
    internal static partial int gettid();

    [LibraryImport(Name)]
    internal static partial int getrusage(int who, ResourceUsage* usage);

    [LibraryImport(Name)]
    internal static partial int getrlimit(int resource, ResourceLimit* limit);

    [LibraryImport(Name)]
    internal static partial int setrlimit(int resource, ResourceLimit* limit);

    [LibraryImport(Name)]
    internal static partial int sched_setaffinity(int tid, nuint size, ulong* mask);

    [LibraryImport(Name)]
    internal static partial int sched_getaffinity(int tid, nuint size, ulong* mask);

    [LibraryImport(Name)]
    internal static partial int execve(byte* path, byte** arguments, byte** environment);

    [LibraryImport(Name)]
    internal static partial nint mmap(nint address, nuint length, int protection, int flags, int fd, nint offset);

    [LibraryImport(Name)]
    internal static partial int munmap(nint address, nuint length);

    [LibraryImport(Name)]
    internal static partial int clock_gettime(int clock, Timespec* time);

    [LibraryImport(Name)]
    internal static partial int clock_nanosleep(int clock, int flags, Timespec* request, Timespec* remaining);

    [LibraryImport(Name)]
    internal static partial int prctl(int option, nuint argument);

    /// <summary>The door to calls without a wrapper: io_uring and futex. Numbers are <see cref="SystemCallNumber"/>.</summary>
    [LibraryImport(Name)]
    internal static partial long syscall(long number, nint a, nint b, nint c, nint d, nint e, nint f);
}

/// <summary>Numbers of calls that the C library does not wrap. io_uring's are the same everywhere, futex's is not.</summary>
internal static class SystemCallNumber
{
    internal const long IoUringSetup = 425;
    internal const long IoUringEnter = 426;
    internal const long IoUringRegister = 427;

    internal static readonly long Futex = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 98 : 202;
}

/// <summary>struct rlimit.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ResourceLimit
{
    internal ulong Soft;
    internal ulong Hard;
}

/// <summary>struct rusage, the fields that Linux fills and we read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct ResourceUsage
{
    [FieldOffset(0)] internal Timeval UserTime;
    [FieldOffset(16)] internal Timeval SystemTime;
    [FieldOffset(128)] internal long VoluntarySwitches;
    [FieldOffset(136)] internal long InvoluntarySwitches;
}
