namespace IoBench.Results.Kernels;

/// <summary><c>kernel-matrix.json</c>: the same binaries under several kernels, every job that is done.</summary>
public sealed record KernelMatrix
{
    public const string FileName = "kernel-matrix.json";

    public int SchemaVersion { get; init; } = Schema.Version;

    public required MatrixPlan Plan { get; init; }

    /// <summary>In the order of their numbers; those that are not done are absent.</summary>
    public required IReadOnlyList<MatrixJobResult> Jobs { get; init => field = value ?? []; }
}

/// <summary><c>plan.json</c>: what was asked. Whoever goes on with the same folder must ask the same.</summary>
public sealed record MatrixPlan
{
    public int SchemaVersion { get; init; } = Schema.Version;

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The command that makes, or goes on with, this very matrix.</summary>
    public required string Command { get; init; }

    /// <summary><see cref="Accelerators.Emulation"/> or <see cref="Accelerators.Kvm"/>.</summary>
    public required string Accelerator { get; init; }

    public required IReadOnlyList<KernelImage> Kernels { get; init => field = value ?? []; }

    /// <summary>Kernel options that every kernel is also started with, one set at a time.</summary>
    public required IReadOnlyList<string> Sweep { get; init => field = value ?? []; }

    public required IReadOnlyList<string> Models { get; init => field = value ?? []; }

    public required IReadOnlyList<int> Connections { get; init => field = value ?? []; }

    /// <summary>Boots of each kernel with each set of options.</summary>
    public required int Seeds { get; init; }

    /// <summary>Whether echoes are cut into calls, and calls are measured one by one.</summary>
    public required bool Parts { get; init; }

    public required int PayloadBytes { get; init; }

    /// <summary>By the guest's clock.</summary>
    public required double WarmupSeconds { get; init; }

    /// <summary>By the guest's clock.</summary>
    public required double WindowSeconds { get; init; }

    /// <summary>Of the program that serves and loads.</summary>
    public required string NodeSha256 { get; init; }

    public required string IoBench { get; init; }

    public string? GitCommit { get; init; }
}

/// <summary>A kernel to be started.</summary>
public sealed record KernelImage
{
    /// <summary>Values of <see cref="Variant"/>.</summary>
    public const string Plain = "plain", Cloud = "cloud", Realtime = "rt", Own = "own";

    /// <summary>Short and without blanks; unlike that of any other of the matrix.</summary>
    public required string Name { get; init; }

    public required string Variant { get; init; }

    /// <summary>The distribution's package, and its version; null for a kernel of one's own.</summary>
    public string? Package { get; init; }

    public string? PackageVersion { get; init; }

    public required string File { get; init; }

    public required string Sha256 { get; init; }
}

public static class Accelerators
{
    /// <summary>QEMU's emulation with instruction counting: the guest's clock shows instructions.</summary>
    public const string Emulation = "tcg";

    /// <summary>Hardware virtualization: the guest's clock shows time.</summary>
    public const string Kvm = "kvm";

    /// <summary>What a figure of such a guest counts.</summary>
    public static string Unit(string accelerator) => accelerator == Emulation ? "guest instructions per echo" : "guest nanoseconds per echo";

    /// <summary>The same where a column is narrow.</summary>
    public static string BriefUnit(string accelerator) => accelerator == Emulation ? "instr/echo" : "ns/echo";
}
