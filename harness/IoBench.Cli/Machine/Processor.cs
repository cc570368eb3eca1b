using IoBench.Results;

namespace IoBench.Cli.Machine;

/// <summary>The processor as /proc/cpuinfo, /proc/self/status and the topology files tell it.</summary>
internal static class Processor
{
    /// <summary>x86 names the model; ARM gives numbers of maker and part.</summary>
    public static string? Model(string? cpuinfo)
    {
        if (KeyedText.Value(cpuinfo, "model name") is { } name)
            return name;
        return KeyedText.Value(cpuinfo, "CPU implementer") is { } implementer
            ? $"ARM implementer {implementer} part {KeyedText.Value(cpuinfo, "CPU part")}"
            : null;
    }

    /// <summary>CPUs that a process may use: affinity and cpusets applied.</summary>
    public static IReadOnlyList<int> Allowed(string? status) => KeyedText.Value(status, "Cpus_allowed_list") is { } list
        ? CpuList.Parse(list)
        : [.. Enumerable.Range(0, Environment.ProcessorCount)];

    /// <summary>Per CPU, the list of hardware threads that share its core.</summary>
    public static IReadOnlyDictionary<string, string> Siblings(MachineFiles files, IReadOnlyList<int> cpus) =>
        Where(cpus, cpu => files.Text($"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list"));

    /// <summary>The governor of the CPUs; several names where they differ.</summary>
    public static string? Governor(MachineFiles files, IReadOnlyList<int> cpus)
    {
        var governors = Where(cpus, cpu => files.Text($"/sys/devices/system/cpu/cpu{cpu}/cpufreq/scaling_governor"));
        return governors.Count > 0 ? string.Join(", ", governors.Values.Distinct()) : null;
    }

    public static IReadOnlyDictionary<string, string> Mitigations(MachineFiles files)
    {
        const string Folder = "/sys/devices/system/cpu/vulnerabilities";
        return Where(files.Names(Folder), name => files.Text($"{Folder}/{name}"));
    }

    private static Dictionary<string, string> Where<T>(IEnumerable<T> keys, Func<T, string?> read)
        where T : notnull =>
        keys.Select(key => (Key: key.ToString()!, Value: read(key)))
            .Where(entry => entry.Value is not null)
            .ToDictionary(entry => entry.Key, entry => entry.Value!);
}
