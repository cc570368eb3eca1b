namespace IoBench.Linux;

public sealed unsafe partial class Kernel
{
    /// <summary>read(2): at most <paramref name="buffer"/>.Length bytes; 8 of an eventfd, which are its counter.</summary>
    public IoResult Read(int fd, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            IoResult result;
            do
            {
                var entered = Enter(Call.read);
                result = Leave(Call.read, fd, entered, Libc.read(fd, start, (nuint)buffer.Length));
            }
            while (result.Errno == Errno.EINTR);
            return result;
        }
    }

    /// <summary>write(2): what the descriptor takes, which may be less than <paramref name="bytes"/>.</summary>
    public IoResult Write(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            IoResult result;
            do
            {
                var entered = Enter(Call.write);
                result = Leave(Call.write, fd, entered, Libc.write(fd, start, (nuint)bytes.Length));
            }
            while (result.Errno == Errno.EINTR);
            return result;
        }
    }
}
