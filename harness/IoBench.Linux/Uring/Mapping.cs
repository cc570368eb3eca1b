namespace IoBench.Linux;

/// <summary>A stretch of memory from mmap(2): shared with a ring, or our own and page-aligned.</summary>
internal sealed unsafe class Mapping : IDisposable
{
    private nint address;
    private readonly nuint length;

    /// <summary>Shared with the kernel through a descriptor.</summary>
    internal Mapping(int fd, nint offset, uint length)
        : this(length, Libc.MAP_SHARED_POPULATE, fd, offset)
    {
    }

    /// <summary>Private, zeroed.</summary>
    internal Mapping(nuint length)
        : this(length, Libc.MAP_PRIVATE_ANONYMOUS, -1, 0)
    {
    }

    private Mapping(nuint length, int flags, int fd, nint offset)
    {
        this.length = length;
        address = Libc.mmap(0, length, Libc.PROT_READ_WRITE, flags, fd, offset);
        if (address == Libc.MAP_FAILED) IoResult.Of(-1).OrThrow("mmap", $"{length} bytes");
    }

    internal byte* Address => (byte*)address;

    public void Dispose()
    {
        if (address != 0) _ = Libc.munmap(address, length);
        address = 0;
    }
}
