using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using IoBench.Results;

namespace IoBench.Cli.Machine;

/// <summary>The place of a run, read once before it starts.</summary>
internal static class EnvironmentReader
{
    private const int CommitDigits = 12;

    /// <param name="commit">Of the sources; null where nobody knows.</param>
    public static RunEnvironment Read(MachineFiles files, string? commit)
    {
        var cpus = Processor.Allowed(files.Text("/proc/self/status"));
        var group = new ControlGroup(files);
        return new RunEnvironment
        {
            Kernel = files.Text("/proc/sys/kernel/osrelease") ?? Environment.OSVersion.Version.ToString(),
            KernelVersion = files.Text("/proc/sys/kernel/version") ?? RuntimeInformation.OSDescription,
            Distribution = KeyedText.Value(files.Text("/etc/os-release"), "PRETTY_NAME", '='),
            Architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
            CpuModel = Processor.Model(files.Text("/proc/cpuinfo")),
            Cpus = cpus,
            Siblings = Processor.Siblings(files, cpus),
            Governor = Processor.Governor(files, cpus),
            ClockSource = files.Text("/sys/devices/system/clocksource/clocksource0/current_clocksource"),
            Hypervisor = Hypervisor.Name(files),
            Mitigations = Processor.Mitigations(files),
            CgroupCpuMax = group.CpuMax(),
            CgroupMemoryMax = group.MemoryMax(),
            MemoryBytes = MemoryBytes(files.Text("/proc/meminfo")),
            DescriptorLimit = DescriptorLimit.Hard(files.Text("/proc/self/limits")),
            IoUringDisabled = files.Text("/proc/sys/kernel/io_uring_disabled"),
            DotNet = RuntimeInformation.FrameworkDescription,
            Libc = CommandOutput.Of("getconf", "GNU_LIBC_VERSION"),
            IoBench = Version,
            GitCommit = commit,
            BootId = files.Text("/proc/sys/kernel/random/boot_id"),
        };
    }

    /// <summary>By the last tag, as the build found it.</summary>
    public static string Version => Built[0];

    /// <summary>The commit that this program was built from, as short as <see cref="Commit"/>; null where the build had no history.</summary>
    public static string? BuiltCommit => Built is [_, { Length: >= CommitDigits } commit] ? commit[..CommitDigits] : null;

    private static string[] Built =>
        typeof(EnvironmentReader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');

    /// <summary>Null outside a checkout.</summary>
    public static string? Commit(string checkout) =>
        // Finds no tag on purpose: the commit itself, and -dirty when files were changed.
        CommandOutput.Of("git", "-C", checkout, "describe", "--always", "--dirty", $"--abbrev={CommitDigits}", "--exclude=*");

    /// <summary>MemTotal of /proc/meminfo, which the kernel counts in KiB.</summary>
    public static long? MemoryBytes(string? meminfo) =>
        long.TryParse(KeyedText.Value(meminfo, "MemTotal")?.Split(' ')[0], CultureInfo.InvariantCulture, out var kib) ? kib * 1024 : null;
}
