using IoBench.Results;

namespace IoBench.Reporting.Page;

/// <summary>The place in full. What could not be read is not in the list.</summary>
internal static class Environment
{
    public static IReadOnlyList<(string Key, string Value)> Of(RunEnvironment e)
    {
        (string, string?)[] facts =
        [
            ("kernel", $"{e.Kernel} {e.KernelVersion}"),
            ("distribution", e.Distribution),
            ("architecture", e.Architecture),
            ("CPU", e.CpuModel),
            ("CPUs allowed", CpuList.Format(e.Cpus)),
            ("SMT siblings", string.Join(", ", e.Siblings.Select(static s => $"{s.Key}: {s.Value}"))),
            ("governor", e.Governor),
            ("clock source", e.ClockSource),
            ("hypervisor", e.Hypervisor),
            ("mitigations", string.Join("; ", e.Mitigations.Where(static m => m.Value != "Not affected").Select(static m => $"{m.Key}: {m.Value}"))),
            ("CPU quota (cpu.max)", e.CgroupCpuMax),
            ("memory limit (memory.max)", e.CgroupMemoryMax),
            ("memory", e.MemoryBytes is { } bytes ? Figures.Number(bytes / 1e9) + Figures.Thin + "GB" : null),
            ("descriptor limit", Figures.Count(e.DescriptorLimit)),
            ("kernel.io_uring_disabled", e.IoUringDisabled),
            (".NET", e.DotNet),
            ("C library", e.Libc),
            ("IoBench", e.IoBench),
            ("commit", e.GitCommit),
        ];
        return [.. facts.Where(static f => !string.IsNullOrWhiteSpace(f.Item2)).Select(static f => (f.Item1, f.Item2!))];
    }
}
