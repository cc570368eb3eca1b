namespace IoBench.Linux;

/// <summary>Both ends of a pipe (pipe(2)), blocking.</summary>
public sealed unsafe class Pipe : IDisposable
{
    /// <exception cref="SystemCallException">No descriptor is left (EMFILE, ENFILE).</exception>
    public Pipe()
    {
        var ends = stackalloc int[2];
        IoResult.Of(Libc.pipe2(ends, Libc.O_CLOEXEC)).OrThrow("pipe2");
        (ReadEnd, WriteEnd) = (ends[0], ends[1]);
    }

    public int ReadEnd { get; }

    public int WriteEnd { get; }

    public void Dispose()
    {
        _ = Libc.close(ReadEnd);
        _ = Libc.close(WriteEnd);
    }
}
