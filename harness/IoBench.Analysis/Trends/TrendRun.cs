using IoBench.Results;

namespace IoBench.Analysis.Trends;

/// <summary>What is kept of a run beside its centres: its name and place.</summary>
public sealed record TrendRun
{
    public required string Name { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>As <c>uname -r</c>.</summary>
    public required string Kernel { get; init; }

    /// <summary>Of the checkout; null outside one.</summary>
    public string? Commit { get; init; }

    public required string DotNet { get; init; }

    public string? CpuModel { get; init; }

    public required string Architecture { get; init; }

    /// <summary>Invocations that count.</summary>
    public int Valid { get; init; }

    public int Invalid { get; init; }

    /// <summary>What was amiss on disk and could be passed over.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    internal static TrendRun Of(RunManifest manifest) => new()
    {
        Name = manifest.Name,
        StartedAt = manifest.StartedAt,
        Kernel = manifest.Environment.Kernel,
        Commit = manifest.Environment.GitCommit,
        DotNet = manifest.Environment.DotNet,
        CpuModel = manifest.Environment.CpuModel,
        Architecture = manifest.Environment.Architecture,
    };

    /// <summary>What of its place is another one in the run after it, each in a few words.</summary>
    public IReadOnlyList<string> DifferencesTo(TrendRun next)
    {
        (string What, string? Before, string? After)[] places =
        [
            ("kernel", Kernel, next.Kernel), ("commit", Brief(Commit), Brief(next.Commit)), (".NET", DotNet, next.DotNet),
            ("CPU", CpuModel, next.CpuModel), ("architecture", Architecture, next.Architecture),
        ];
        return [.. places.Where(static p => p.Before != p.After).Select(static p => $"{p.What} {p.Before ?? "unknown"} to {p.After ?? "unknown"}")];
    }

    /// <summary>The first digits of a commit, and whether files were changed beside it.</summary>
    public static string? Brief(string? commit)
    {
        const string dirty = "-dirty";
        const int digits = 10;
        return commit is null || commit.Length <= digits ? commit : commit[..digits] + (commit.EndsWith(dirty, StringComparison.Ordinal) ? dirty : "");
    }
}

/// <summary>A run that is in no series, and why.</summary>
/// <param name="Run">Its folder or name.</param>
/// <param name="Reason">In a few words.</param>
public sealed record LeftOut(string Run, string Reason);
