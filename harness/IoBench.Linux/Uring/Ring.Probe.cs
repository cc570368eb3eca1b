namespace IoBench.Linux;

public sealed unsafe partial class Ring
{
    private static readonly Version MultishotReceive = new(6, 0);

    /// <summary>Null where a ring with multishot receive and a buffer ring can be had, else what stands against it and what would mend it.</summary>
    public static string? WhyUnavailable() => WhyUnavailable(thread: null);

    /// <summary>The same, with a thread of the kernel that submits.</summary>
    public static string? WhyUnavailable(SubmissionThread? thread)
    {
        var kernel = new Kernel();
        try
        {
            using var ring = Create(kernel, 8, 16, thread);
            using var buffers = new BufferRing(ring, kernel, 8, 64);
        }
        catch (SystemCallException e)
        {
            return e.Errno switch
            {
                Errno.ENOSYS => "io_uring_setup: ENOSYS, this kernel or a seccomp profile has no io_uring; allow io_uring_setup, io_uring_enter and io_uring_register",
                Errno.EPERM => "io_uring_setup: EPERM, forbidden by sysctl kernel.io_uring_disabled or by seccomp (containers); set the sysctl to 0 or allow the calls",
                Errno.ENOMEM => "io_uring_setup: ENOMEM, the limit of locked memory is too low; raise ulimit -l",
                _ => $"{e.Message}; Linux {MultishotReceive} or newer is needed",
            };
        }
        var version = System.Environment.OSVersion.Version;
        return version < MultishotReceive ? $"Linux {version} has no multishot receive; {MultishotReceive} or newer is needed" : null;
    }
}
