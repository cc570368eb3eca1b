using System.Globalization;
using IoBench.Results;

namespace IoBench.Cli.Doctoring;

/// <summary>What the processors do to figures.</summary>
internal static class ProcessorChecks
{
    // An idle state that takes longer to leave than a wake-up itself takes (1 to 5 us).
    private const long DeepUs = 10;

    public static IEnumerable<Ailment> Of(Patient patient)
    {
        var e = patient.Environment;
        if (!patient.Placement.Disjoint)
            yield return new("cpus", Weight.Distorts, $"one CPU ({CpuList.Format(e.Cpus)})", "server and load take turns on it: figures include their contention", "give the process two CPUs (taskset -c 0,1, or a larger machine)");
        else if (Shared(patient) is { } shared)
            yield return new("smt", Weight.Distorts, $"CPUs {shared} share a core", "server and load slow each other by a third or so, and by more in some minutes than in others", "echo off | sudo tee /sys/devices/system/cpu/smt/control");
        if (e.CgroupCpuMax is { } quota && !quota.StartsWith("max", StringComparison.Ordinal))
            yield return new("quota", Weight.Distorts, $"cpu.max {quota}: {Cpus(quota)} CPUs a period", "a group that has used its share stands still until the next period: tails of tens of milliseconds that no model made", "run outside of the limited group, or raise it (docker --cpus, systemctl set-property … CPUQuota=)");
        if (e.Governor is { } governor && governor.Split(", ").Any(static g => g is not "performance"))
            yield return new("governor", Weight.Distorts, governor, "the clock follows the load with a delay: a model that waits more runs slower", "sudo cpupower frequency-set -g performance");
        if (patient.Number("/sys/devices/system/cpu/cpufreq/boost") == 1 || patient.Number("/sys/devices/system/cpu/intel_pstate/no_turbo") == 0)
            yield return new("boost", Weight.Distorts, "on", "how fast a CPU runs depends on how many are busy and how warm they are", "echo 0 | sudo tee /sys/devices/system/cpu/cpufreq/boost   (Intel: echo 1 | sudo tee /sys/devices/system/cpu/intel_pstate/no_turbo)");
        if (Deepest(patient) is { Us: > DeepUs } deep)
            yield return new("idle-states", Weight.Distorts, FormattableString.Invariant($"{deep.Name} takes {deep.Us} µs to leave"), "who sleeps long is woken late: latencies at low load are those of the processor, not of the model", "sudo cpupower idle-set -D 2");
        if (e.Mitigations.Where(static m => m.Value.StartsWith("Mitigation", StringComparison.Ordinal)).Select(static m => m.Key).ToList() is { Count: > 0 } mitigated)
            yield return new("mitigations", Weight.Note, string.Join(", ", mitigated), "each system call costs more, so models with many calls lose most; compare only with machines that have the same");
    }

    private static string? Shared(Patient patient)
    {
        var (server, client, siblings) = (patient.Placement.ServerCpus, patient.Placement.ClientCpus, patient.Environment.Siblings);
        var cores = server.Select(cpu => siblings.GetValueOrDefault(cpu.ToString(CultureInfo.InvariantCulture))).OfType<string>().ToHashSet();
        var shared = client.Where(cpu => siblings.TryGetValue(cpu.ToString(CultureInfo.InvariantCulture), out var core) && cores.Contains(core)).ToList();
        return shared.Count == 0 ? null : $"{CpuList.Format(server)} and {CpuList.Format(shared)}";
    }

    private static string Cpus(string quota)
    {
        var parts = quota.Split(' ');
        return parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var share) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var period)
            ? (share / period).ToString("0.##", CultureInfo.InvariantCulture) : quota;
    }

    private static (string Name, long Us)? Deepest(Patient patient)
    {
        (string, long)? deepest = null;
        for (var state = 0; patient.Text($"/sys/devices/system/cpu/cpu{patient.Environment.Cpus[0]}/cpuidle/state{state}/name") is { } name; state++)
        {
            var folder = $"/sys/devices/system/cpu/cpu{patient.Environment.Cpus[0]}/cpuidle/state{state}";
            if (patient.Number($"{folder}/disable") != 1 && patient.Number($"{folder}/latency") is { } us && us > (deepest?.Item2 ?? 0))
                deepest = (name, us);
        }

        return deepest;
    }
}
