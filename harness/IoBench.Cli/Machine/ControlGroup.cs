using System.Globalization;

namespace IoBench.Cli.Machine;

/// <summary>
/// Limits of the control group in either hierarchy. A limit of any ancestor binds too, so the tightest on the way up counts. Paths
/// are tried as the kernel names them and then at the mount's root, where a container finds its own group.
/// </summary>
internal sealed class ControlGroup(MachineFiles files)
{
    private const string Mount = "/sys/fs/cgroup";

    /// <summary>Quota and period in us, <c>max 100000</c> when there is no quota; null when nothing can be read.</summary>
    public string? CpuMax()
    {
        var unified = Up("", "cpu.max").Concat(Up("", "cpu.max", "/unified"));
        var quotas = Up("cpu", "cpu.cfs_quota_us", "/cpu").Select(quota => quota == "-1" ? "max" : quota);
        var legacy = quotas.Zip(Up("cpu", "cpu.cfs_period_us", "/cpu"), (quota, period) => $"{quota} {period}");
        return unified.Concat(legacy).MinBy(Share);
    }

    /// <summary>Bytes, or <c>max</c>.</summary>
    public string? MemoryMax()
    {
        var unified = Up("", "memory.max").Concat(Up("", "memory.max", "/unified"));
        var legacy = Up("memory", "memory.limit_in_bytes", "/memory").Select(bytes => Number(bytes) >= long.MaxValue / 2 ? "max" : bytes);
        return unified.Concat(legacy).MinBy(Number);
    }

    /// <summary>What a file says in this process's group and in all above it.</summary>
    private IEnumerable<string> Up(string controller, string file, string mount = "")
    {
        var group = Group(controller);
        while (group is not null)
        {
            if (files.Text($"{Mount}{mount}{group}/{file}") is { } text)
                yield return text;
            if (group.Length == 0)
                yield break;
            group = group[..group.LastIndexOf('/')];
        }
    }

    // Lines of /proc/self/cgroup: 4:memory:/path, and 0::/path for the unified hierarchy.
    private string? Group(string controller) =>
        (files.Text("/proc/self/cgroup") ?? "").Split('\n')
            .Select(line => line.Split(':', 3))
            .Where(parts => parts.Length == 3 && parts[1].Split(',').Contains(controller))
            .Select(parts => parts[2].TrimEnd('/'))
            .FirstOrDefault();

    private static double Share(string cpuMax)
    {
        var parts = cpuMax.Split(' ');
        return Number(parts[0]) / Number(parts[^1]);
    }

    private static double Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : double.PositiveInfinity;
}
