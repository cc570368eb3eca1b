using HdrHistogram;
using IoBench.Results;

namespace IoBench.Tests.Synthetic;

/// <summary>The two ends' words about one invented invocation.</summary>
internal static class SyntheticReports
{
    private static readonly SocketSettings Socket = new() { NoDelay = true, SendBufferBytes = 2_626_560, ReceiveBufferBytes = 131_072, KeepAlive = false };

    public static LoadReport Load(Cell cell, double rate, double window, long received, LongHistogram histogram, double clientShare) => new()
    {
        Target = "127.0.0.1:40000",
        Loop = "closed",
        Engine = "epoll",
        Cpus = [0],
        Connections = cell.Connections,
        Established = cell.Connections,
        Idle = cell.Idle,
        PayloadBytes = cell.PayloadBytes,
        Depth = cell.Depth,
        WarmupSeconds = 0.3,
        WindowSeconds = window,
        WindowStartNs = 1_000_000_000,
        WindowStopNs = 1_000_000_000 + (long)(window * 1e9),
        Sent = received + cell.Connections,
        Received = received,
        InFlight = cell.Connections,
        Failed = 0,
        CarriedIn = cell.Connections,
        ThroughputPerSecond = rate,
        LatencyNs = histogram.TotalCount == 0 ? new LatencyNs() : new LatencyNs
        {
            Min = histogram.GetValueAtPercentile(0),
            P50 = histogram.GetValueAtPercentile(50),
            P90 = histogram.GetValueAtPercentile(90),
            P99 = histogram.GetValueAtPercentile(99),
            P999 = received >= 10_000 ? histogram.GetValueAtPercentile(99.9) : null,
            Max = histogram.GetMaxValue(),
            Mean = histogram.GetMean(),
        },
        Clamped = 0,
        CpuUsPerMessage = new CpuTime { User = 0.3 * clientShare * 1e6 / rate, System = 0.7 * clientShare * 1e6 / rate },
        CpuShare = clientShare,
        AllocatedBytes = 0,
        Syscalls = new Dictionary<string, long> { ["recv"] = received, ["send"] = received },
        Clock = new ClockFacts { CostNs = 24, ResolutionNs = 1 },
        LittleError = 0.001,
        Socket = Socket,
        Verdict = Verdict.Good,
        Histogram = SyntheticRun.Encode(histogram),
    };

    public static FloorInvocation Floor(int block, int connections, double cpuUs, DateTimeOffset start) => new()
    {
        Block = block,
        Order = block,
        Connections = connections,
        PayloadBytes = 64,
        StartedAt = start,
        ElapsedSeconds = 0.25,
        Floor = new FloorReport
        {
            Cpus = [0],
            Connections = connections,
            PayloadBytes = 64,
            Batch = connections,
            DurationSeconds = 0.1,
            Messages = (long)(1e5 / cpuUs),
            CpuUsPerMessage = new CpuTime { User = 0.1 * cpuUs, System = 0.9 * cpuUs },
            SendNs = 800 * cpuUs,
            RecvNs = 200 * cpuUs,
            Syscalls = new Dictionary<string, long> { ["send"] = (long)(1e5 / cpuUs), ["recv"] = (long)(1e5 / cpuUs) },
        },
        Verdict = Verdict.Good,
    };

    public static ServerInvocation Server(Cell cell, SyntheticModel model, long received, double cpuUs, double window) => new()
    {
        Ready = new ServerReady
        {
            Model = cell.Model, Address = "127.0.0.1", Port = 40_000, Pid = 4711, BootId = "boot",
            Options = new ServerSettings { Threads = Math.Max(1, cell.Threads), Processes = cell.Processes, BufferBytes = 4096, Backlog = 4096, Cpus = [1] },
        },
        Start = Snapshot("mark", cell, model, 1_000_000_000, 1_000, cpuUs),
        Stop = Snapshot("mark", cell, model, 1_000_000_000 + (long)(window * 1e9), 1_000 + received, cpuUs),
    };

    private static ServerSnapshot Snapshot(string name, Cell cell, SyntheticModel model, long atNs, long messages, double cpuUs) => new()
    {
        Event = name,
        Model = cell.Model,
        AtNs = atNs,
        Messages = messages,
        Bytes = messages * cell.PayloadBytes,
        Connections = new ConnectionCounts { Accepted = cell.Connections, Open = cell.Connections },
        Syscalls = model.Calls.ToDictionary(static c => c.Key, c => (long)(c.Value * messages)),
        CpuUs = new CpuTime { User = messages * cpuUs * (1 - model.SystemPart), System = messages * cpuUs * model.SystemPart },
        ContextSwitches = new ContextSwitches { Voluntary = messages / 10, Involuntary = messages / 5000 },
        AllocatedBytes = 120_000,
        ResidentBytes = 60_000_000,
        Events = cell.Model == "sigio" ? new Dictionary<string, long> { ["signalQueueOverflows"] = messages / 40_000 } : new Dictionary<string, long>(),
        Socket = Socket,
    };
}
