using System.Runtime.InteropServices;

namespace IoBench.Linux;

/// <summary>The thread pool behind POSIX AIO. glibc's default of 20 means that 20 silent connections keep everyone waiting.</summary>
public static unsafe class AioPool
{
    /// <summary>Sizes the pool; heard only before the first operation of the process (aio_init(3)).</summary>
    public static void Initialize(int threads)
    {
        var settings = new AioInit { Threads = threads, Operations = 2 * threads, IdleSeconds = 60 };
        Libc.aio_init(&settings);
    }

    /// <summary>Null where the C library has POSIX AIO with a pool that can be sized, else what is missing.</summary>
    public static string? WhyUnavailable()
    {
        var libc = NativeLibrary.GetMainProgramHandle();
        return NativeLibrary.TryGetExport(libc, "aio_init", out _)
            ? null
            : "the C library has no aio_init(3); glibc has it from 2.34 in libc itself";
    }
}
