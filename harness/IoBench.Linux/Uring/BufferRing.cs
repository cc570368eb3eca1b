namespace IoBench.Linux;

/// <summary>
/// Buffers that a ring hands out itself as data arrives (io_uring_register(2), IORING_REGISTER_PBUF_RING, kernels from 5.19):
/// idle connections hold none. The kernel takes from the head; we give back at the tail.
/// </summary>
public sealed unsafe class BufferRing : IDisposable
{
    internal const int RegisterBufferRing = 22;

    private readonly Mapping slots, memory;
    private readonly UringBuffer* ring;
    private readonly int mask;
    private ushort tail;

    /// <param name="count">Buffers, a power of two, at most 32768.</param>
    /// <exception cref="SystemCallException">EINVAL: the kernel knows no buffer rings.</exception>
    public BufferRing(Ring owner, Kernel kernel, int count, int bufferBytes, ushort group = 0)
    {
        Count = count;
        BufferBytes = bufferBytes;
        Group = group;
        mask = count - 1;
        slots = new Mapping((nuint)(count * sizeof(UringBuffer)));
        memory = new Mapping((nuint)count * (nuint)bufferBytes);
        ring = (UringBuffer*)slots.Address;
        var registration = new UringBufferRegistration { RingAddress = (ulong)ring, RingEntries = (uint)count, Group = group };
        var entered = kernel.Enter(Call.io_uring_register);
        kernel.Leave(Call.io_uring_register, owner.Fd, entered, Libc.syscall(SystemCallNumber.IoUringRegister, owner.Fd, RegisterBufferRing, (nint)(&registration), 1, 0, 0))
            .OrThrow("io_uring_register", "buffer ring");
        for (var id = 0; id < count; id++) Add(id);
        Publish();
    }

    public ushort Group { get; }

    public int Count { get; }

    public int BufferBytes { get; }

    /// <summary>Puts a buffer back; the kernel sees it after <see cref="Publish"/>.</summary>
    public void Add(int id)
    {
        var slot = ring + (tail++ & mask);
        slot->Address = (ulong)AddressOf(id);
        slot->Length = (uint)BufferBytes;
        slot->Id = (ushort)id;
    }

    /// <summary>Makes the buffers that were added visible: a release store of the tail, which lives in slot 0.</summary>
    public void Publish() => Volatile.Write(ref ring->Tail, tail);

    /// <summary>What the kernel put into a buffer that a completion names. Ours to read until it is put back with <see cref="Add"/>.</summary>
    /// <param name="length">Bytes, at most <see cref="BufferBytes"/>: the completion's result.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such buffer, or it is not so long.</exception>
    public ReadOnlySpan<byte> Span(int id, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)Count, nameof(id));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)BufferBytes, nameof(length));
        return new(AddressOf(id), length);
    }

    internal byte* AddressOf(int id) => memory.Address + (nint)id * BufferBytes;

    public void Dispose()
    {
        memory.Dispose();
        slots.Dispose();
    }
}
