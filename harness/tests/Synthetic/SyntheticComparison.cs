using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Results;

namespace IoBench.Tests.Synthetic;

/// <summary>Invented runs that differ in what is known: their kernels, and the speed of their models.</summary>
internal sealed record SyntheticComparison
{
    /// <summary>The base first, then the candidates.</summary>
    public IReadOnlyList<string> Kernels { get; init; } = ["6.12.41", "6.18.4"];

    /// <summary>How fast a model is in a run: 0.9 serves a tenth less, and each message costs more by as much.</summary>
    public Func<int, string, double> Speed { get; init; } = static (_, _) => 1;

    public Func<int, RunManifest, RunManifest> Change { get; init; } = static (_, manifest) => manifest;

    public SyntheticRun Template { get; init; } = new() { Connections = [128], Blocks = 15, Draws = 50 };

    public int Seed { get; init; } = 1;

    /// <summary>A model that got dearer with one kernel and cheaper with another, among eight; the others as they were.</summary>
    public static SyntheticComparison Moved { get; } = new()
    {
        Kernels = ["6.12.41", "6.18.4", "6.15.2"],
        Speed = static (run, model) => (run, model) switch { (1, "poll") => 0.8, (2, "uring") => 1.25, _ => 1 },
    };

    public IEnumerable<Run> Build() => Kernels.Select((kernel, i) =>
    {
        var run = (Template with { Seed = Seed + i, Models = [.. Template.Models.Select(m => m.Scaled(Speed(i, m.Name)))] }).Build();
        var manifest = run.Manifest with { Name = $"run-{i + 1}", StartedAt = run.Manifest.StartedAt.AddDays(i), Environment = run.Manifest.Environment with { Kernel = kernel } };
        return run with { Manifest = Change(i, manifest) };
    });

    /// <summary>Compared as the command compares them, without the disk.</summary>
    public ComparedRuns Compared(string? reference = null)
    {
        var runs = Build().Select(RunSummary.OfFigures).ToList();
        return ComparedRuns.Of(ComparedRun.Of(runs[0], Folder(runs[0])), [.. runs.Skip(1).Select(r => (ComparedRun.Of(r, Folder(r)), RunComparison.Of(runs[0], r, reference)))]);
    }

    private static string Folder(RunSummary run) => $"results/{run.Manifest.Name}";
}
