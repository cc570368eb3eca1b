using System.Runtime.InteropServices;

namespace IoBench.Linux;

// aio(7), aio_init(3)
internal static unsafe partial class Libc
{
    internal const int SIGEV_SIGNAL = 0;

    [LibraryImport(Name)]
    internal static partial int aio_read(AioControlBlock* block);

    [LibraryImport(Name)]
    internal static partial int aio_write(AioControlBlock* block);

    [LibraryImport(Name)]
    internal static partial int aio_error(AioControlBlock* block);

    [LibraryImport(Name)]
    internal static partial nint aio_return(AioControlBlock* block);

    [LibraryImport(Name)]
    internal static partial void aio_init(AioInit* settings);
}

/// <summary>struct aiocb of the C library (64-bit): one operation, the caller's until it has been returned.</summary>
[StructLayout(LayoutKind.Explicit, Size = 168)]
internal struct AioControlBlock
{
    [FieldOffset(0)] internal int Descriptor;
    [FieldOffset(4)] internal int Opcode;
    [FieldOffset(8)] internal int Priority;
    [FieldOffset(16)] internal nint Buffer;
    [FieldOffset(24)] internal nuint Length;
    [FieldOffset(32)] internal nint SignalValue;
    [FieldOffset(40)] internal int SignalNumber;
    [FieldOffset(44)] internal int Notify;
    [FieldOffset(128)] internal long Offset;
}

/// <summary>struct aioinit: how many threads the C library may keep. Heard only before the first operation.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AioInit
{
    internal int Threads;
    internal int Operations;
    internal int Locks;
    internal int UsedThreads;
    internal int Debug;
    internal int UsedOperations;
    internal int IdleSeconds;
    internal int Reserved;
}
