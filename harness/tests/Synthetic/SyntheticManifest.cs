using IoBench.Results;

namespace IoBench.Tests.Synthetic;

/// <summary>The invented place and plan of an invented run.</summary>
internal static class SyntheticManifest
{
    public static RunManifest Of(SyntheticRun run) => new()
    {
        Name = "2026-11-23-1402-quick",
        StartedAt = new DateTimeOffset(2026, 11, 23, 14, 2, 0, TimeSpan.Zero),
        Seed = 42,
        Command = "scripts/iobench run --plan quick --seed 42",
        Placement = new Placement { ServerCpus = [1], ClientCpus = [0], Disjoint = true, Network = "loopback" },
        Plan = PlanOf(run),
        Models = [.. run.Models.Select(static m => new ModelInfo
        {
            Name = m.Name, IoModel = "multiplexing", Pattern = "single loop", Threads = m.Threads, Needs = "Linux 2.6",
            Signature = [], Limits = [$"{m.Name} has its limit."], Available = true,
            StaysAwake = m.Name is "nonblocking" or "uring-sqpoll",
        })],
        Skipped = run.Skipped,
        Sides = run.OtherSide is null ? null : [new ServerSide { Name = ServerSide.A, Options = "" }, new ServerSide { Name = ServerSide.B, Options = "--buffer 512" }],
        Capacities = run.Loads.Count + run.EqualLoads.Count == 0 ? null : [.. run.Models.Select(m => new Capacity
        {
            Cell = new Cell { Label = m.Name, Model = m.Name, Sweep = "load", Connections = run.Connections[^1], PayloadBytes = 64 },
            RatesPerSecond = [run.Capacity(m)], MedianPerSecond = run.Capacity(m),
        })],
        Environment = new RunEnvironment
        {
            Kernel = "6.18.4",
            KernelVersion = "#1 SMP PREEMPT_DYNAMIC",
            Distribution = "Debian GNU/Linux 12 (bookworm)",
            Architecture = "x64",
            CpuModel = "Intel(R) Xeon(R) Processor @ 2.10GHz",
            Cpus = [0, 1],
            Siblings = new Dictionary<string, string> { ["0"] = "0-1", ["1"] = "0-1" },
            ClockSource = "tsc",
            Hypervisor = "kvm",
            Mitigations = new Dictionary<string, string> { ["spectre_v2"] = "Mitigation: Enhanced IBRS", ["meltdown"] = "Not affected" },
            CgroupCpuMax = "max 100000",
            MemoryBytes = 25_000_000_000,
            DescriptorLimit = 1_048_576,
            DotNet = "10.0.1",
            Libc = "glibc 2.36",
            IoBench = "0.1.0",
            GitCommit = "0123456789abcdef0123456789abcdef01234567",
            BootId = "boot",
        },
    };

    private static Plan PlanOf(SyntheticRun run) => new()
    {
        SchemaVersion = 1,
        Name = "quick",
        Description = "Eight models, three loads, two minutes.",
        Blocks = run.Blocks,
        WarmupSeconds = 0.3,
        WindowSeconds = 1,
        Baseline = "epoll",
        Headline = new Headline { Connections = 128, PayloadBytes = 64 },
        Sweeps = [new Sweep { Name = "connections", Models = [.. run.Models.Select(static m => m.Name)], Aa = run.Aa, Connections = run.Connections, Engines = run.Engines }, .. Open(run), .. Work(run)],
    };

    private static IEnumerable<Sweep> Work(SyntheticRun run) => run.Work.Count == 0
        ? []
        : [new Sweep { Name = "work", Models = [.. run.Models.Select(static m => m.Name)], Connections = [run.Connections[^1]], Work = run.Work }];

    private static IEnumerable<Sweep> Open(SyntheticRun run) => run.Loads.Count + run.EqualLoads.Count == 0
        ? []
        : [new Sweep { Name = "load", Models = [.. run.Models.Select(static m => m.Name)], Connections = [run.Connections[^1]], Loads = run.Loads, EqualLoads = run.EqualLoads }];
}
