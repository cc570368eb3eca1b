using IoBench.Analysis;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli.Doctoring;

/// <summary>Two minutes of <c>epoll</c> against itself, in a folder that goes when they are over.</summary>
internal static class Calibrating
{
    /// <summary>What is measured.</summary>
    public static Plan Plan { get; } = new()
    {
        SchemaVersion = Schema.Version,
        Name = "doctor",
        Description = "epoll against itself.",
        Blocks = 40,
        WarmupSeconds = 0.2,
        WindowSeconds = 0.45,
        Paced = true,
        Baseline = "epoll",
        Headline = new() { Connections = 64, PayloadBytes = 64 },
        Sweeps = [new() { Name = "connections", Models = ["epoll"], Aa = true, Connections = [64] }],
    };

    /// <param name="plan">A paced plan with an A/A twin: <see cref="Plan"/>, or a shorter one.</param>
    /// <param name="node">Serves and loads.</param>
    /// <param name="models">Its catalog.</param>
    /// <param name="files">Where the machine tells of itself.</param>
    /// <param name="talk">How far it is.</param>
    /// <param name="cancel">Gives it up.</param>
    /// <returns>Null where too little was valid, or it was interrupted.</returns>
    public static async Task<Resolution?> RunAsync(Plan plan, NodeProgram node, IReadOnlyList<ModelInfo> models, MachineFiles files, TextWriter talk, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("iobench-doctor-").FullName;
        try
        {
            var ends = new Ends(node, node);
            var run = await RunPreparation.OfAsync(plan, chosenSeed: null, Path.Combine(folder, "run"), static _ => "iobench doctor --calibrate", models, ends, files);
            await new RunSession(ends, files, talk).MeasureAsync(run, cancel);
            return cancel.IsCancellationRequested ? null : Resolution.Of(RunSummary.Of(RunReader.Read(run.Folder)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
