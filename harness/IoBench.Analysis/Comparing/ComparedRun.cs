namespace IoBench.Analysis.Comparing;

/// <summary>What is kept of a run that is compared, beside its figures: where and when it was made, and how much noise was in it.</summary>
public sealed record ComparedRun
{
    public required string Name { get; init; }

    /// <summary>What tells it from the others along the axis, as short as that allows.</summary>
    public string Label { get; init => field = value ?? ""; } = "";

    /// <summary>Its folder, as the caller named it; null where there is none.</summary>
    public string? Folder { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>As <c>uname -r</c>.</summary>
    public required string Kernel { get; init; }

    /// <summary>As <c>uname -v</c>.</summary>
    public required string KernelBuild { get; init; }

    /// <summary>CPU model, and how many CPUs the run might use.</summary>
    public required string Machine { get; init; }

    public required string Accelerator { get; init; }

    public string? Commit { get; init; }

    public required string IoBench { get; init; }

    public required string DotNet { get; init; }

    public required string Plan { get; init; }

    /// <summary>Placement, network and settings of the servers.</summary>
    public required string Options { get; init; }

    /// <summary>The placement and network alone.</summary>
    public required string Placement { get; init; }

    public required int Blocks { get; init; }

    /// <summary>Invocations that ended, second tries aside; then all that count, all that do not, and those that the plan asked for.</summary>
    public required int Finished { get; init; }

    public required int Valid { get; init; }

    public required int Invalid { get; init; }

    public required int Planned { get; init; }

    public int MissingFloors { get; init; }

    /// <summary>Whether all that was planned is there and counts.</summary>
    public bool IsWhole => Valid >= Planned && MissingFloors == 0;

    /// <summary>What was amiss on disk and could be passed over.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public required RunNoise Noise { get; init; }

    public static ComparedRun Of(RunSummary run, string? folder = null)
    {
        var (manifest, place) = (run.Manifest, run.Manifest.Environment);
        var placement = Likeness.PlacementText(manifest.Placement);
        return new ComparedRun
        {
            Name = manifest.Name,
            Folder = folder,
            StartedAt = manifest.StartedAt,
            Kernel = place.Kernel,
            KernelBuild = place.KernelVersion,
            Machine = $"{place.CpuModel ?? place.Architecture}, {place.Cpus.Count} CPU{(place.Cpus.Count == 1 ? "" : "s")}",
            Accelerator = Trends.RunConditions.AcceleratorOf(place),
            Commit = place.GitCommit,
            IoBench = place.IoBench,
            DotNet = place.DotNet,
            Plan = manifest.Plan.Name,
            Placement = placement,
            Options = $"{placement}; {ServerOptions.Text(run)}",
            Blocks = run.Blocks.Count,
            Finished = run.Completeness.Finished,
            Valid = run.Completeness.Valid,
            Invalid = run.Completeness.Invalid,
            Planned = run.Completeness.Planned,
            MissingFloors = run.Completeness.MissingFloors,
            Notes = run.Notes,
            Noise = RunNoise.Of(run),
        };
    }
}
