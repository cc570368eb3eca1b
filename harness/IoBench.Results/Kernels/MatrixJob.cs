namespace IoBench.Results.Kernels;

/// <summary>One boot: a kernel, its options, a seed.</summary>
public sealed record MatrixJob
{
    /// <summary>From 1; the same for the same plan, whoever asks.</summary>
    public required int Number { get; init; }

    /// <summary>Name of a <see cref="KernelImage"/>.</summary>
    public required string Kernel { get; init; }

    /// <summary>Beside those that every guest has; empty for none.</summary>
    public required string Options { get; init; }

    public required int Seed { get; init; }

    /// <summary>How long the guest rests before anything is measured, so that repeats differ in what they should not depend on.</summary>
    public required int SettleMs { get; init; }
}

/// <summary><c>jobs/N.json</c>: all that one boot gave. Such a file is whole or absent.</summary>
public sealed record MatrixJobResult
{
    public int SchemaVersion { get; init; } = Schema.Version;

    public required MatrixJob Job { get; init; }

    public required string Accelerator { get; init; }

    /// <summary>Of the figures.</summary>
    public required string Unit { get; init; }

    public required string Qemu { get; init; }

    /// <summary>The model that QEMU was asked for.</summary>
    public required string CpuModel { get; init; }

    public required GuestFacts Guest { get; init; }

    public required IReadOnlyList<MatrixFigure> Figures { get; init => field = value ?? []; }

    /// <summary>Models that this kernel does not allow, or that failed there, with the reason.</summary>
    public required IReadOnlyList<SkippedModel> Skipped { get; init => field = value ?? []; }

    /// <summary>Echoes cut into calls; empty where nobody asked.</summary>
    public IReadOnlyList<ModelAnatomy> Anatomies { get; init => field = value ?? []; } = [];

    /// <summary>Calls measured one by one; null where nobody asked.</summary>
    public CallCosts? Calls { get; init; }

    /// <summary>Real time of the whole boot on the machine that emulated it. No figure.</summary>
    public required double ElapsedSeconds { get; init; }
}

/// <summary>What the guest says of itself.</summary>
public sealed record GuestFacts
{
    /// <summary><c>uname -r</c></summary>
    public required string Release { get; init; }

    /// <summary><c>uname -v</c></summary>
    public required string Version { get; init; }

    public required string CommandLine { get; init; }

    public required string ClockSource { get; init; }

    public required IReadOnlyDictionary<string, string> Mitigations { get; init => field = value ?? new Dictionary<string, string>(); }
}

/// <summary>One model under one load in one boot.</summary>
public sealed record MatrixFigure
{
    public required string Model { get; init; }

    public required int Connections { get; init; }

    /// <summary>Of client, server and kernel together, which share the one CPU, in the unit of the job.</summary>
    public required double PerEcho { get; init; }

    /// <summary>Echoes in the window.</summary>
    public required long Echoes { get; init; }

    /// <summary>By the load's own checks.</summary>
    public required Verdict Verdict { get; init; }
}
