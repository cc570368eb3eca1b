namespace IoBench.Cli.Machine;

/// <summary>Who runs this guest. Results made under different ones are never compared, so "some, unnamed" is said too.</summary>
internal static class Hypervisor
{
    /// <summary>Clocks that only a guest of this hypervisor is given.</summary>
    private static readonly (string Clock, string Name)[] Clocks = [("kvm-clock", "KVM"), ("hyperv", "Hyper-V"), ("xen", "Xen")];

    /// <summary>Null on bare metal.</summary>
    public static string? Name(MachineFiles files)
    {
        var clocks = files.Text("/sys/devices/system/clocksource/clocksource0/available_clocksource") ?? "";
        var name = Clocks.FirstOrDefault(entry => clocks.Contains(entry.Clock, StringComparison.Ordinal)).Name;
        var flags = KeyedText.Value(files.Text("/proc/cpuinfo"), "flags") ?? "";
        if (name is null && !flags.Split(' ').Contains("hypervisor"))
            return null;

        var vendor = files.Text("/sys/class/dmi/id/sys_vendor");
        return string.Join(", ", new[] { name ?? "unnamed hypervisor", vendor }.Where(part => !string.IsNullOrEmpty(part)));
    }
}
