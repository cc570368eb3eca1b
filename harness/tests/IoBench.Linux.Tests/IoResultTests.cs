namespace IoBench.Linux.Tests;

public sealed class IoResultTests
{
    [Fact]
    public void Count_is_a_value() => Assert.Equal((true, 42, Errno.None), Parts(new IoResult(42)));

    [Fact]
    public void Negative_is_an_error() => Assert.Equal(Errno.ECONNRESET, IoResult.Failed(Errno.ECONNRESET).Errno);

    [Fact]
    public void Only_EAGAIN_would_block()
    {
        Assert.True(IoResult.Failed(Errno.EAGAIN).WouldBlock);
        Assert.False(IoResult.Failed(Errno.EPIPE).WouldBlock);
        Assert.False(new IoResult(0).WouldBlock);
    }

    [Fact]
    public void OrThrow_names_call_descriptor_and_error()
    {
        var error = Assert.Throws<SystemCallException>(() => IoResult.Failed(Errno.EBADF).OrThrow("epoll_ctl", 7));

        Assert.Equal("epoll_ctl(descriptor 7): EBADF (Bad file descriptor)", error.Message);
        Assert.Equal(Errno.EBADF, error.Errno);
    }

    private static (bool, int, Errno) Parts(IoResult result) => (result.Ok, result.Value, result.Errno);
}
