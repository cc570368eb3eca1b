namespace IoBench.Linux;

/// <summary>The calls that are counted, by the name of their man page. <c>aio_</c> calls are the C library's; it makes system calls of its own for them.</summary>
public enum Call
{
    accept4,
    recv,
    recvmsg,
    send,
    shutdown,
    close,
    connect,
    fcntl,
    select,
    poll,
    epoll_create1,
    epoll_ctl,
    epoll_wait,
    sigtimedwait,
    futex,
    read,
    write,
    clock_nanosleep,
    aio_read,
    aio_write,
    io_uring_setup,
    io_uring_enter,
    io_uring_register,
    setsockopt,
}

/// <summary>Operations given to a ring; they cost no system call of their own and are counted beside them.</summary>
public enum RingOperation
{
    accept,
    recv,
    send,
    poll_add,
    async_cancel,
    timeout,
}
