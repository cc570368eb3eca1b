namespace IoBench.Linux;

/// <summary>How many descriptors this process may hold (getrlimit(2), RLIMIT_NOFILE).</summary>
public static unsafe class Descriptors
{
    /// <summary>Raises the soft limit to the hard one, which every process may.</summary>
    /// <returns>The limit that is now in force.</returns>
    public static long RaiseLimit()
    {
        ResourceLimit limit;
        IoResult.Of(Libc.getrlimit(Libc.RLIMIT_NOFILE, &limit)).OrThrow("getrlimit", "RLIMIT_NOFILE");
        if (limit.Soft < limit.Hard)
        {
            limit.Soft = limit.Hard;
            IoResult.Of(Libc.setrlimit(Libc.RLIMIT_NOFILE, &limit)).OrThrow("setrlimit", "RLIMIT_NOFILE");
        }
        return limit.Soft > long.MaxValue ? long.MaxValue : (long)limit.Soft;
    }
}
