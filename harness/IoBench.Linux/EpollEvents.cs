using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoBench.Linux;

/// <summary>What epoll_wait(2) filled in. Packed to 12 bytes on x86-64 (for 32-bit programs' sake), 16 bytes elsewhere.</summary>
public sealed class EpollEvents(int capacity)
{
    internal static readonly int Size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    internal static readonly int DataOffset = Size - 8;

    private readonly byte[] bytes = GC.AllocateArray<byte>(capacity * Size, pinned: true);

    public int Capacity => capacity;

    /// <summary>The descriptor that was registered with the event's data.</summary>
    public int Fd(int index) => Unsafe.ReadUnaligned<int>(ref bytes[index * Size + DataOffset]);

    public Readiness Ready(int index) => (Readiness)Unsafe.ReadUnaligned<uint>(ref bytes[index * Size]);

    internal ref byte Start => ref MemoryMarshal.GetArrayDataReference(bytes);
}

/// <summary>How epoll(7) reports a descriptor, beside its readiness.</summary>
[Flags]
public enum EpollMode : uint
{
    LevelTriggered = 0,
    OneShot = 1u << 30,
    EdgeTriggered = 1u << 31,
}
