namespace IoBench.Results;

/// <summary><c>run.json</c>: what was asked, with which seed, and on what.</summary>
public sealed record RunManifest
{
    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>The folder's name, e.g. <c>2026-11-23-1402-quick</c>.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The plan as it ran, options of the command line applied; of a run that grew, with the blocks that it came to.</summary>
    public required Plan Plan { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The command that repeats this very run.</summary>
    public required string Command { get; init; }

    public required Placement Placement { get; init; }

    public required IReadOnlyList<ModelInfo> Models { get; init; }

    /// <summary>Models of the plan that did not run, or not with every load, each with its reason.</summary>
    public required IReadOnlyList<SkippedModel> Skipped { get; init; }

    public required RunEnvironment Environment { get; init; }

    /// <summary>What models answered in a closed loop before the first block, of which loads are shares; null where no sweep asks for shares.</summary>
    public IReadOnlyList<Capacity>? Capacities { get; init; }

    /// <summary>The two servers that were compared within each block; null in a run of one.</summary>
    public IReadOnlyList<ServerSide>? Sides { get; init; }

    /// <summary>Both sides of a cell share one window, in which their loads ask by turns, where <see cref="TakesTurns"/>; else each has a window of its own.</summary>
    public bool ByTurns { get; init; }

    /// <summary>It was packed: of each cell the first valid invocation holds the histogram of all, and the others none.</summary>
    public bool HistogramsByCell { get; init; }

    /// <summary>Null where the number of blocks was fixed in advance.</summary>
    public RunGrowth? Growth { get; init; }

    /// <summary>Where it was cut off and taken up again, in order; empty for a run in one piece.</summary>
    public IReadOnlyList<RunSeam> Seams { get; init => field = value ?? []; } = [];

    /// <summary>Checksum of the node that served; null where it stood on another machine, and in runs made before it was taken.</summary>
    public string? NodeSha256 { get; init; }

    // What is under way at the end of a turn comes home before the next: an echo takes some 7 us, so so many take a tenth of a turn of 15 ms.
    private const int MostUnderWay = 256, MostBytesUnderWay = 1024 * 1024;

    /// <summary>
    /// Whether the sides of this cell share a window, or the cell and its pacemaker. Arrivals at a rate do not wait for a turn, connections that are made anew would be made in
    /// another's, more messages than come home at its end would be answered in it, and a server that stays awake takes the other's CPU.
    /// </summary>
    public bool TakesTurns(Cell cell) =>
        (cell.Side is null ? Plan.Paced && !StaysAwake(Plan.Baseline) : ByTurns) && cell is { IsOpen: false, Churn: 0 } && !StaysAwake(cell.Model)
        && cell.Connections * cell.Depth <= MostUnderWay && (long)cell.Connections * cell.Depth * cell.PayloadBytes <= MostBytesUnderWay;

    private bool StaysAwake(string name) => Models.FirstOrDefault(model => model.Name == name) is { StaysAwake: true };
}

/// <summary>One model's calibration at one shape of load.</summary>
public sealed record Capacity
{
    /// <summary>The closed loop that was measured.</summary>
    public required Cell Cell { get; init; }

    /// <summary>Messages a second of each load that found nothing wrong, in the order measured.</summary>
    public required IReadOnlyList<double> RatesPerSecond { get; init => field = value ?? []; }

    /// <summary>Their median: the model's capacity here.</summary>
    public required double MedianPerSecond { get; init; }
}

public sealed record SkippedModel
{
    public required string Model { get; init; }

    /// <summary>Null when the model did not run at all; else only its cells with so many connections, idle ones too, are left out.</summary>
    public int? Connections { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Which CPUs serve and which drive.</summary>
public sealed record Placement
{
    /// <summary>Both ends on this machine, without a network between them.</summary>
    public const string Loopback = "loopback";

    public required IReadOnlyList<int> ServerCpus { get; init; }

    public required IReadOnlyList<int> ClientCpus { get; init; }

    /// <summary>False where the machine has too few CPUs to keep both ends apart.</summary>
    public required bool Disjoint { get; init; }

    /// <summary><see cref="Loopback"/>, or the prefixes that put the ends elsewhere.</summary>
    public required string Network { get; init; }
}

/// <summary>The place of a run. What could not be read is null, never guessed.</summary>
public sealed record RunEnvironment
{
    public required string Kernel { get; init; }

    public required string KernelVersion { get; init; }

    public string? Distribution { get; init; }

    public required string Architecture { get; init; }

    public string? CpuModel { get; init; }

    /// <summary>CPUs that this process may use.</summary>
    public required IReadOnlyList<int> Cpus { get; init; }

    /// <summary>SMT siblings per CPU, as the kernel lists them (<c>0-1</c>).</summary>
    public required IReadOnlyDictionary<string, string> Siblings { get; init; }

    public string? Governor { get; init; }

    public string? ClockSource { get; init; }

    public string? Hypervisor { get; init; }

    public required IReadOnlyDictionary<string, string> Mitigations { get; init; }

    /// <summary>CPU quota of the control group, e.g. <c>max 100000</c>.</summary>
    public string? CgroupCpuMax { get; init; }

    public string? CgroupMemoryMax { get; init; }

    public long? MemoryBytes { get; init; }

    public required long DescriptorLimit { get; init; }

    public string? IoUringDisabled { get; init; }

    public required string DotNet { get; init; }

    public string? Libc { get; init; }

    public required string IoBench { get; init; }

    /// <summary>Commit of the checkout, with <c>-dirty</c> when files were changed; of an installed program the one that it was built from, if its build knew.</summary>
    public string? GitCommit { get; init; }

    public string? BootId { get; init; }
}
