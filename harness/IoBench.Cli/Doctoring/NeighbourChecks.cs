using System.Globalization;

namespace IoBench.Cli.Doctoring;

/// <summary>What else there is on the machine, and below it.</summary>
internal static class NeighbourChecks
{
    private const double MuchPressure = 0.02, MuchStolen = 0.002;

    public static IEnumerable<Ailment> Of(Patient patient)
    {
        var e = patient.Environment;
        if (patient.Rest.CpuPressureShare > MuchPressure)
            yield return new("busy", Weight.Distorts, $"over a second at rest, tasks waited for a CPU {Percent(patient.Rest.CpuPressureShare)} of the time{Load(patient)}", "others run beside the measurement: figures scatter, tails are theirs", "end or move them (top, systemd-cgtop)");
        if (patient.Number("/proc/sys/kernel/sched_autogroup_enabled") == 1)
            yield return new("autogroup", Weight.Note, "kernel.sched_autogroup_enabled 1", "nice and SCHED_IDLE count only within a session: a build at the lowest priority in another one takes as much of the CPUs as the measurement", "sudo sysctl -w kernel.sched_autogroup_enabled=0");
        if (patient.Rest.StealShare > MuchStolen)
            yield return new("stolen", Weight.Distorts, $"{Percent(patient.Rest.StealShare)} of the CPUs’ time went to other guests", "the host gives CPUs away in the middle of a message: p99 is the host’s", "a machine with CPUs of its own, or compare by turns (iobench ab, a paced plan), which both sides meet alike");
        if (e.ClockSource is { } clock && clock is not ("tsc" or "kvm-clock" or "arch_sys_counter" or "hyperv_clocksource_tsc_page"))
            yield return new("clock", Weight.Distorts, clock, "reading the clock is a system call: each message costs the load microseconds more", "echo tsc | sudo tee /sys/devices/system/clocksource/clocksource0/current_clocksource");
        if (e.Hypervisor is { } hypervisor)
            yield return new("virtual", Weight.Note, hypervisor, "a CPU that halts is woken by the host, which takes tens of microseconds: models that sleep between messages pay for it; compare only within such machines");
    }

    private static string Load(Patient patient) => patient.Text("/proc/loadavg")?.Split(' ')[0] is { } load ? $", load {load}" : "";

    private static string Percent(double? share) => (100 * share.GetValueOrDefault()).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
