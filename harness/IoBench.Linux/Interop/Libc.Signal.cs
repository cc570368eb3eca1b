using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoBench.Linux;

// sigprocmask(2), sigwaitinfo(2), sigqueue(3), tgkill(2)
internal static unsafe partial class Libc
{
    internal const int SIG_BLOCK = 0;

    [LibraryImport(Name)]
    internal static partial int pthread_sigmask(int how, SignalMask* set, SignalMask* old);

    [LibraryImport(Name)]
    internal static partial int sigwaitinfo(SignalMask* set, SignalInfo* info);

    [LibraryImport(Name)]
    internal static partial int sigtimedwait(SignalMask* set, SignalInfo* info, Timespec* timeout);

    [LibraryImport(Name)]
    internal static partial int sigqueue(int pid, int signal, nint value);

    [LibraryImport(Name)]
    internal static partial int tgkill(int pid, int tid, int signal);
}

/// <summary>sigset_t of the C library: 1024 bits, of which the kernel reads the first 64.</summary>
[InlineArray(16)]
internal struct SignalMask
{
    private ulong word;
}
