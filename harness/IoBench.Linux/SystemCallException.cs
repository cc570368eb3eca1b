namespace IoBench.Linux;

/// <summary>A call failed in a way that nobody planned for. The message names the call, what it worked on, and the error.</summary>
public sealed class SystemCallException(string call, Errno errno, string? subject = null)
    : IOException($"{call}{(subject is null ? "" : $"({subject})")}: {errno.Describe()}")
{
    /// <summary>Name of the call as in its man page.</summary>
    public string Call { get; } = call;

    public Errno Errno { get; } = errno;
}
