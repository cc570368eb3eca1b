using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoBench.Linux;

/// <summary>
/// One POSIX AIO operation at a time on one descriptor, with its buffer (aio(7)). Both lie in pinned memory, because the C
/// library's threads hold their addresses until the operation has completed: whoever drops this before then corrupts memory.
/// </summary>
public sealed unsafe class AioOperation
{
    private readonly byte[] buffer;
    private readonly AioControlBlock[] block = GC.AllocateArray<AioControlBlock>(1, pinned: true);

    /// <param name="signal">Sent to the process on completion, with <paramref name="key"/> as its value.</param>
    public AioOperation(int bufferBytes, int signal, int key)
    {
        buffer = GC.AllocateUninitializedArray<byte>(bufferBytes, pinned: true);
        block[0].Notify = Libc.SIGEV_SIGNAL;
        block[0].SignalNumber = signal;
        block[0].SignalValue = key;
    }

    private AioControlBlock* Block => (AioControlBlock*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(block));

    /// <summary>aio_read(3) into the whole buffer.</summary>
    public IoResult Read(Kernel kernel, int fd)
    {
        Prepare(fd, 0, buffer.Length);
        var entered = kernel.Enter(Call.aio_read);
        return kernel.Leave(Call.aio_read, fd, entered, Libc.aio_read(Block));
    }

    /// <summary>aio_write(3) of <paramref name="length"/> bytes of the buffer from <paramref name="offset"/> on.</summary>
    public IoResult Write(Kernel kernel, int fd, int offset, int length)
    {
        Prepare(fd, offset, length);
        var entered = kernel.Enter(Call.aio_write);
        return kernel.Leave(Call.aio_write, fd, entered, Libc.aio_write(Block));
    }

    /// <summary>aio_return(3): the count or error of the completed operation; to be asked once.</summary>
    public IoResult Return()
    {
        var error = (Errno)Libc.aio_error(Block);
        var count = Libc.aio_return(Block);
        return error == Errno.None ? new IoResult(count) : IoResult.Failed(error);
    }

    private void Prepare(int fd, int offset, int length)
    {
        Block->Descriptor = fd;
        Block->Buffer = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(buffer)) + offset;
        Block->Length = (nuint)length;
    }
}
