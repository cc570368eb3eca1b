using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoBench.Linux;

/// <summary>
/// What a call returned: a count or descriptor when not negative, else the negated error number. It is the kernel's own
/// convention, and that of a completion of io_uring, so both kinds of models are answered by one type.
/// </summary>
public readonly struct IoResult(long raw) : IEquatable<IoResult>
{
    public bool Ok => raw >= 0;

    /// <summary>Bytes, events or a descriptor; meaningful only when <see cref="Ok"/>.</summary>
    public int Value => (int)raw;

    public Errno Errno => raw < 0 ? (Errno)(-raw) : Errno.None;

    /// <summary>Nothing now, try again when told: EAGAIN.</summary>
    public bool WouldBlock => raw == -(long)Errno.EAGAIN;

    public static IoResult Failed(Errno errno) => new(-(long)errno);

    /// <exception cref="SystemCallException">The call failed; the exception names it and what it worked on.</exception>
    public int OrThrow(string call, string? subject = null) =>
        Ok ? Value : throw new SystemCallException(call, Errno, subject);

    /// <summary>As above, for a call on a descriptor: no text is made unless it is needed.</summary>
    /// <exception cref="SystemCallException">The call failed.</exception>
    public int OrThrow(string call, int fd) =>
        Ok ? Value : throw new SystemCallException(call, Errno, $"descriptor {fd}");

    /// <summary>Reads errno, which must still be that of the call just made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static IoResult Of(long returned) => new(returned >= 0 ? returned : -Marshal.GetLastSystemError());

    /// <summary>For the pthread family, which returns the error instead of setting errno.</summary>
    internal static IoResult OfPosix(int error) => new(-error);

    public bool Equals(IoResult other) => raw == other.Raw;

    public override bool Equals(object? obj) => obj is IoResult other && Equals(other);

    public override int GetHashCode() => raw.GetHashCode();

    public override string ToString() => Ok ? Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : Errno.ToString();

    public static bool operator ==(IoResult left, IoResult right) => left.Equals(right);

    public static bool operator !=(IoResult left, IoResult right) => !left.Equals(right);

    internal long Raw => raw;
}
