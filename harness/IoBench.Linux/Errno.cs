using System.Runtime.InteropServices;

namespace IoBench.Linux;

/// <summary>errno(3), as Linux numbers it on x86-64 and arm64.</summary>
public enum Errno
{
    None = 0,
    EPERM = 1,
    ENOENT = 2,
    EINTR = 4,
    EIO = 5,
    EBADF = 9,
    EAGAIN = 11,
    ENOMEM = 12,
    EACCES = 13,
    EFAULT = 14,
    EBUSY = 16,
    EEXIST = 17,
    ENODEV = 19,
    EINVAL = 22,
    ENFILE = 23,
    EMFILE = 24,
    ENOSPC = 28,
    ESPIPE = 29,
    EPIPE = 32,
    ENOSYS = 38,
    ETIME = 62,
    EPROTO = 71,
    EOVERFLOW = 75,
    ENOTSOCK = 88,
    EOPNOTSUPP = 95,
    EAFNOSUPPORT = 97,
    EADDRINUSE = 98,
    EADDRNOTAVAIL = 99,
    ENETUNREACH = 101,
    ECONNABORTED = 103,
    ECONNRESET = 104,
    ENOBUFS = 105,
    EISCONN = 106,
    ENOTCONN = 107,
    ETIMEDOUT = 110,
    ECONNREFUSED = 111,
    EHOSTUNREACH = 113,
    EALREADY = 114,
    EINPROGRESS = 115,
    ECANCELED = 125,
}

/// <summary>An error number in words.</summary>
public static class ErrnoText
{
    /// <summary>Name and meaning, e.g. <c>EADDRINUSE (Address already in use)</c>.</summary>
    public static string Describe(this Errno errno) =>
        $"{errno} ({Marshal.GetPInvokeErrorMessage((int)errno)})";
}
