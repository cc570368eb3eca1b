namespace IoBench.Results.Tests;

/// <summary>Small valid things that each test spoils in one place.</summary>
internal static class Sample
{
    public const string PlanText = """
        {
          "schemaVersion": 1,
          "name": "sample",
          "description": "A plan to spoil.",
          "blocks": 6,
          "warmupSeconds": 0.1,
          "windowSeconds": 0.3,
          "baseline": "epoll",
          "headline": { "connections": 16, "payloadBytes": 64 },
          "sweeps": [
            {
              "name": "connections",
              "models": ["epoll", "select"],
              "aa": true,
              "connections": [1, 16]
            }
          ]
        }
        """;

    public static string[] ModelNames { get; } = ["epoll", "select", "uring"];

    public static ModelInfo Model(string name, bool available = true, int? maxConnections = null, int? connectionsPerThread = null) => new()
    {
        Name = name,
        IoModel = "multiplexing",
        Pattern = "single loop",
        Threads = "loops",
        Needs = "nothing",
        Signature = [],
        Limits = [],
        MaxConnections = maxConnections,
        ConnectionsPerThread = connectionsPerThread,
        Available = available,
        Reason = available ? null : "ENOSYS",
    };

    public static Plan Plan => Plans.PlanReader.Parse(System.Text.Encoding.UTF8.GetBytes(PlanText), "sample.json", ModelNames);

    public static RunManifest Manifest => new()
    {
        Name = "sample",
        StartedAt = DateTimeOffset.UnixEpoch,
        Plan = Plan,
        Seed = 7,
        Command = "scripts/iobench run --seed 7",
        Placement = new Placement { ServerCpus = [1], ClientCpus = [0], Disjoint = true, Network = "loopback" },
        Models = [Model("epoll"), Model("select")],
        Skipped = [new SkippedModel { Model = "uring", Reason = "ENOSYS" }],
        Environment = new RunEnvironment
        {
            Kernel = "6.1",
            KernelVersion = "#1",
            Architecture = "x64",
            Cpus = [0, 1],
            Siblings = new Dictionary<string, string>(),
            Mitigations = new Dictionary<string, string>(),
            DescriptorLimit = 1024,
            DotNet = ".NET 10",
            IoBench = "0.1.0",
        },
    };

    public static Invocation Invocation(int order) => new()
    {
        Block = 1,
        Order = order,
        Cell = new Cell { Label = "epoll", Model = "epoll", Sweep = "connections", Connections = 1, PayloadBytes = 64 },
        StartedAt = DateTimeOffset.UnixEpoch,
        ElapsedSeconds = 0.5,
        Verdict = Verdict.Because("sample"),
    };

    public static FloorInvocation Floor(int order) => new()
    {
        Block = 1,
        Order = order,
        Connections = 16,
        PayloadBytes = 64,
        StartedAt = DateTimeOffset.UnixEpoch,
        ElapsedSeconds = 0.25,
        Floor = new FloorReport
        {
            Cpus = [0],
            Connections = 16,
            PayloadBytes = 64,
            Batch = 16,
            DurationSeconds = 0.1,
            Messages = 20_000,
            CpuUsPerMessage = new CpuTime { User = 0.4, System = 4.2 },
            SendNs = 3900,
            RecvNs = 800,
            Syscalls = new Dictionary<string, long> { ["send"] = 20_000, ["recv"] = 20_000 },
        },
        Verdict = Verdict.Good,
    };
}
