namespace IoBench.Linux;

/// <summary>Names of this thread, process and boot.</summary>
public static class Machine
{
    public static int ThreadId => Libc.gettid();

    public static int ProcessId => Libc.getpid();

    /// <summary>Differs after each boot and between machines; equal ids mean one kernel and one CLOCK_MONOTONIC.</summary>
    public static string BootId { get; } = ReadBootId();

    private static string ReadBootId()
    {
        const string File = "/proc/sys/kernel/random/boot_id";
        try
        {
            return System.IO.File.ReadAllText(File).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unknown-" + Guid.NewGuid();
        }
    }
}
